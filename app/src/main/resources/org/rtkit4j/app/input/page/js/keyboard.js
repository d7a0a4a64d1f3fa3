// A keyboard to look at and to press, by keys of the real one, by a finger or by the mouse.

import { KEYS, ROWS } from './keys.js';

export class Keyboard {
  #hands;
  #caps = new Map();
  #down = new Set();

  constructor(element, hands) {
    this.#hands = hands;
    element.append(...ROWS.map((row) => this.#row(row)));
    element.addEventListener('keydown', (event) => this.#onKey(event, true));
    element.addEventListener('keyup', (event) => this.#onKey(event, false));
    element.addEventListener('blur', () => this.#releaseAll());
  }

  #row(codes) {
    const row = document.createElement('div');
    row.className = 'row';
    row.append(...codes.map((code) => this.#cap(code)));
    return row;
  }

  #cap(code) {
    const key = KEYS.get(code);
    const cap = document.createElement('div');
    cap.className = `key ${key.size ?? ''}`;
    cap.dataset.code = code;
    cap.textContent = key.label;
    cap.addEventListener('pointerdown', (event) => {
      cap.setPointerCapture(event.pointerId);
      this.#press(code, true);
    });
    for (const end of ['pointerup', 'pointercancel']) {
      cap.addEventListener(end, () => this.#press(code, false));
    }
    this.#caps.set(code, cap);
    return cap;
  }

  // Tab and Escape are the way out for those who have no mouse.
  #onKey(event, isDown) {
    if (event.key === 'Tab') {
      return;
    }
    if (event.key === 'Escape') {
      event.currentTarget.blur();
      return;
    }
    if (KEYS.has(event.code)) {
      event.preventDefault();
      this.#press(event.code, isDown);
    }
  }

  #press(code, isDown) {
    if (this.#down.has(code) === isDown) {
      return;
    }
    if (isDown) {
      this.#down.add(code);
    } else {
      this.#down.delete(code);
    }
    this.#caps.get(code)?.classList.toggle('down', isDown);
    this.#hands.move(`key ${KEYS.get(code).usage} ${isDown ? 'down' : 'up'}`);
  }

  #releaseAll() {
    for (const code of [...this.#down]) {
      this.#press(code, false);
    }
  }
}
