// A trackpad for fingers, or for the mouse while its button is down.

// In units of the emulated surface, see `MtpHands`.
const WIDTH = 12800;
const HEIGHT = 7680;
const FINGERS = 5;

export class Trackpad {
  #element;
  #hands;
  #contacts = new Map();

  constructor(element, hands) {
    this.#element = element;
    this.#hands = hands;
    element.addEventListener('pointerdown', (event) => this.#onDown(event));
    element.addEventListener('pointermove', (event) => this.#onMove(event));
    for (const end of ['pointerup', 'pointercancel']) {
      element.addEventListener(end, (event) => this.#onUp(event));
    }
  }

  #onDown(event) {
    const contact = [...Array(FINGERS).keys()].find((each) => ![...this.#contacts.values()].includes(each));
    if (contact === undefined) {
      return;
    }
    this.#element.setPointerCapture(event.pointerId);
    this.#contacts.set(event.pointerId, contact);
    this.#tell(contact, 'down', event);
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
    const box = this.#element.getBoundingClientRect();
    const x = scaled((event.clientX - box.left) / box.width, WIDTH);
    const y = scaled((event.clientY - box.top) / box.height, HEIGHT);
    this.#hands.move(`finger ${contact} ${state} ${x} ${y}`);
    this.#hands.move('frame');
  }
}

function scaled(part, size) {
  return Math.round(Math.min(Math.max(part, 0), 1) * size);
}
