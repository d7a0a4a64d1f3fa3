// A keyboard to look at and to press, by keys of the real one, by a finger or by the mouse.
import { h } from '../dom.js';
import { KEYS, ROWS } from './keys.js';

/** Text that is pasted is typed, all of it or nothing. */
const MOST_PASTED = 400;
/** What no key types: the same as the server refuses. */
const NO_KEY = /[^\t\b\r\n -~]/u;
const CAPS_LED = 2;

export class Keyboard {
  #hands;
  #caps = new Map();
  #down = new Set();
  #releases;

  constructor(hands) {
    this.#hands = hands;
    this.element = h(
      'div',
      {
        class: 'keyboard',
        tabindex: '0',
        role: 'application',
        'aria-label': 'Keyboard',
        onkeydown: event => this.#onKey(event, true),
        onkeyup: event => this.#onKey(event, false),
        onblur: () => this.#releaseAll(),
        onpaste: event => this.#onPaste(event),
      },
      ROWS.map(row => h('div', { class: 'row' }, row.map(code => this.#cap(code)))),
    );
  }

  /** Shows which of its LEDs are lit. */
  light(leds) {
    this.#caps.get('CapsLock').classList.toggle('lit', (leds & CAPS_LED) !== 0);
  }

  /** Lets go of every key when that many times is more than before: the firmware went, and knows of none. */
  released(releases) {
    if (this.#releases !== releases) {
      this.#releases = releases;
      this.#releaseAll();
    }
  }

  #cap(code) {
    const key = KEYS.get(code);
    const release = () => this.#press(code, false);
    const cap = h(
      'div',
      {
        class: `key ${key.size ?? ''}`,
        'data-code': code,
        onpointerdown: event => {
          cap.setPointerCapture(event.pointerId);
          this.#press(code, true);
        },
        onpointerup: release,
        onpointercancel: release,
      },
      key.label,
    );
    this.#caps.set(code, cap);
    return cap;
  }

  // Tab and Escape are the way out for those who have no mouse.
  #onKey(event, isDown) {
    const isPaste = (event.ctrlKey || event.metaKey) && event.code === 'KeyV';
    if (event.key === 'Escape') {
      event.currentTarget.blur();
    } else if (event.key !== 'Tab' && !isPaste && KEYS.has(event.code)) {
      event.preventDefault();
      // The page's own keys are not meant.
      event.stopPropagation();
      // A key that is held is down once: one that was let go of is so until it is pressed anew.
      if (!event.repeat) {
        this.#press(event.code, isDown);
      }
    }
  }

  #onPaste(event) {
    event.preventDefault();
    event.stopPropagation();
    const text = event.clipboardData.getData('text/plain');
    const stray = NO_KEY.exec(text);
    if (stray !== null) {
      this.#hands.refuse(`Nothing was typed: there is no key for “${stray[0]}”.`);
    } else if (text.length > MOST_PASTED) {
      this.#hands.refuse(`Nothing was typed: ${text.length} characters, of ${MOST_PASTED} at most.`);
    } else {
      this.#type(text.split(/\r\n|\r|\n/));
    }
  }

  #type(lines) {
    lines.forEach((line, i) => {
      if (i > 0) {
        ['down', 'up'].forEach(way => this.#hands.move(`key ${KEYS.get('Enter').usage} ${way}`));
      }
      if (line !== '') {
        this.#hands.move(`text ${line}`);
      }
    });
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
