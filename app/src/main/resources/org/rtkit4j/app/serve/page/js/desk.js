// What stands in front of people: an emulated screen, its keyboard and its trackpad, as on a notebook, and its sensor
// of light.
import { fill, h, notice } from './dom.js';
import { Hands } from './hands/hands.js';
import { Keyboard } from './hands/keyboard.js';
import { Trackpad } from './hands/trackpad.js';
import { order } from './server.js';

/** What can be plugged into an emulated display: what the server calls it, and the button. */
const MONITORS = [
  ['full-hd', 'Plug in Full HD'],
  ['ultra-hd', 'Plug in Ultra HD'],
];
/** Wide enough for the panel on a fine screen. */
const SCREEN_WIDTH = 960;

/** The parts that these co-processors have; null where they have none. */
export function deskFor(units) {
  const parts = [
    ...units.filter(unit => unit.screen).map(unit => new Screen(unit.name)),
    ...units.filter(unit => unit.input).map(unit => new Input(unit.name)),
    ...units.filter(unit => unit.light).map(unit => new Light(unit.name)),
  ];
  return parts.length === 0 ? null : new Desk(parts);
}

/** `screen, keyboard and light sensor`. */
const listed = names => names.join(', ').replace(/, (?=[^,]*$)/, ' and ');

class Desk {
  constructor(parts) {
    this.parts = parts;
    this.element = h(
      'section',
      { class: 'panel desk', 'aria-labelledby': 'desk-title' },
      h(
        'div',
        { class: 'head' },
        h('h2', { id: 'desk-title' }, listed(parts.map(part => part.title))),
        parts.map(part => part.beside),
      ),
      h('div', { class: 'body' }, parts.map(part => part.element)),
    );
  }

  /** Shows how its parts are now. */
  show(units) {
    this.element.classList.remove('is-stale');
    this.parts.forEach(part => part.show(units.find(unit => unit.name === part.name)));
  }

  /** Says that nobody knows how they are. */
  lose() {
    this.element.classList.add('is-stale');
    this.element.querySelectorAll('button').forEach(one => {
      one.disabled = true;
    });
  }
}

class Screen {
  title = 'screen';

  constructor(name) {
    this.name = name;
    this.picture = h('img', {
      alt: `What is to be seen on the screen of ${name}`,
      hidden: true,
      onerror: () => this.darken('no picture'),
    });
    this.dark = h('p', {});
    this.glass = h('div', { class: 'glass' }, this.picture, this.dark);
    this.beside = h('span', { class: 'monitor muted' });
    this.unplug = this.button('Unplug', 'unplug');
    this.plugs = MONITORS.map(([monitor, text]) => this.button(text, `plug?monitor=${monitor}`));
    this.element = h(
      'div',
      { class: 'screen' },
      this.glass,
      h('div', { class: 'buttons', role: 'group', 'aria-label': `Monitors of ${name}` }, this.unplug, this.plugs),
    );
  }

  /** Shows a word in place of the picture. */
  darken(why) {
    this.picture.hidden = true;
    this.dark.hidden = false;
    fill(this.dark, why);
  }

  button(text, does) {
    const send = async () => {
      try {
        await order(`coprocessors/${encodeURIComponent(this.name)}/${does}`);
      } catch (e) {
        notice(`${this.name}: ${e.message}`);
      }
    };
    return h('button', { type: 'button', onclick: send }, text);
  }

  /** Shows what is on it, where something there has changed. */
  show({ screen }) {
    this.unplug.disabled = screen.monitor === null;
    this.plugs.forEach(one => {
      one.disabled = false;
    });
    if (this.shown === screen.changes) {
      return;
    }
    this.shown = screen.changes;
    const isDark = screen.mode === null;
    this.picture.hidden = isDark;
    this.dark.hidden = !isDark;
    if (!isDark) {
      this.glass.style.aspectRatio = screen.mode.replace('x', ' / ').replace(/@.*/, '');
      this.picture.src = `api/screens/${encodeURIComponent(this.name)}?width=${SCREEN_WIDTH}&n=${screen.changes}`;
    }
    const isThere = screen.monitor !== null;
    fill(this.dark, isThere ? 'dark' : 'no monitor');
    fill(this.beside, isThere ? `${screen.monitor || 'Monitor'}: ${screen.mode ?? 'dark'}` : 'No monitor');
  }
}

/** Brighter is outdoors: the bar is full there, and half where people read. */
const BRIGHTEST_LUX = 100_000;

class Light {
  title = 'light sensor';
  beside = null;

  constructor(name) {
    this.name = name;
    this.lux = h('strong', {});
    this.bar = h('meter', { min: '0', max: '1', 'aria-label': `Brightness, by ${name}` });
    this.element = h('div', { class: 'light' }, h('p', {}, this.lux), this.bar);
  }

  show({ light: { lux } }) {
    const isHeard = lux !== null && lux >= 0;
    this.element.classList.toggle('is-off', !isHeard);
    fill(this.lux, isHeard ? `${lux.toLocaleString('en', { maximumFractionDigits: 0 })} lux` : 'It reports nothing.');
    this.bar.value = isHeard ? Math.log1p(lux) / Math.log1p(BRIGHTEST_LUX) : 0;
  }
}

class Input {
  title = 'keyboard';
  beside = null;

  constructor(name) {
    this.name = name;
    const hands = new Hands({ onTrouble: text => text !== '' && notice(`${name}: ${text}`) });
    this.keyboard = new Keyboard(hands);
    this.trackpad = new Trackpad(hands);
    this.heard = h('p', { class: 'heard' });
    this.element = h('div', { class: 'input' }, this.heard, this.keyboard.element, this.trackpad.element);
  }

  show({ input }) {
    this.keyboard.element.classList.toggle('is-off', !input.keyboard);
    this.trackpad.element.classList.toggle('is-off', !input.trackpad);
    this.keyboard.light(input.leds);
    this.keyboard.released(input.releases);
    this.trackpad.show(input.touches);
    const said = input.keyboard ? 'Click the keyboard and type: what the driver hears appears here.' : 'It is not up.';
    fill(
      this.heard,
      input.text === ''
        ? h('span', { class: 'muted' }, said)
        : [h('span', { class: 'muted' }, 'The driver heard '), h('span', { class: 'typed' }, input.text)],
    );
  }
}
