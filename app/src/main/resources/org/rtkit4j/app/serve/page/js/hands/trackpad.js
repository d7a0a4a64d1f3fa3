// A trackpad for fingers, or for the mouse while its button is down.
import { fill, h } from '../dom.js';

// In units of the emulated surface, see `MtpHands`.
const WIDTH = 12800;
const HEIGHT = 7680;
const FINGERS = 5;

export class Trackpad {
  #hands;
  #contacts = new Map();

  constructor(hands) {
    this.#hands = hands;
    const lift = event => this.#onUp(event);
    this.element = h('div', {
      class: 'trackpad',
      role: 'application',
      'aria-label': 'Trackpad: fingers, or the mouse with its button down',
      onpointerdown: event => this.#onDown(event),
      onpointermove: event => this.#onMove(event),
      onpointerup: lift,
      onpointercancel: lift,
    });
  }

  /** Shows where the driver hears fingers. */
  show(touches) {
    fill(
      this.element,
      touches.map(({ x, y }) => {
        const dot = h('span', { class: 'touch', 'aria-hidden': 'true' });
        dot.style.left = `${(100 * x) / WIDTH}%`;
        dot.style.top = `${(100 * y) / HEIGHT}%`;
        return dot;
      }),
    );
  }

  #onDown(event) {
    const contact = [...Array(FINGERS).keys()].find(each => ![...this.#contacts.values()].includes(each));
    if (contact !== undefined) {
      this.element.setPointerCapture(event.pointerId);
      this.#contacts.set(event.pointerId, contact);
      this.#tell(contact, 'down', event);
    }
  }

  #onMove(event) {
    const contact = this.#contacts.get(event.pointerId);
    if (contact !== undefined) {
      this.#tell(contact, 'down', event);
    }
  }

  #onUp(event) {
    const contact = this.#contacts.get(event.pointerId);
    if (contact !== undefined) {
      this.#contacts.delete(event.pointerId);
      this.#tell(contact, 'up', event);
    }
  }

  #tell(contact, state, event) {
    const box = this.element.getBoundingClientRect();
    const x = scaled((event.clientX - box.left) / box.width, WIDTH);
    const y = scaled((event.clientY - box.top) / box.height, HEIGHT);
    this.#hands.move(`finger ${contact} ${state} ${x} ${y}`);
    this.#hands.move('frame');
  }
}

function scaled(part, size) {
  return Math.round(Math.min(Math.max(part, 0), 1) * size);
}
