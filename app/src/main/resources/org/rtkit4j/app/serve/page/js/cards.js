// A card for each co-processor: how it is, and what can be done about it.
import { count, facts, fill, h, notice } from './dom.js';
import { order } from './server.js';

/** What is taken away where the connection is lost: what was last known may be wrong by now. */
const UNKNOWN = 'not known';
const TONES = { running: 'good', crashed: 'bad', suspended: 'warn', offline: '' };
const EXERCISES = [1000, 100000];
/** Where a card is one row, and what else can be done stands behind "More". */
const narrow = matchMedia('(max-width: 40rem)');

export class Cards {
  constructor() {
    this.element = h('div', { class: 'cards' });
    this.cards = new Map();
  }

  /** Says that nobody knows how they are, until they are shown again. */
  lose() {
    this.element.classList.add('is-stale');
    this.element.querySelectorAll('button, input').forEach(one => {
      one.disabled = true;
    });
    this.cards.forEach(card => card.lose());
  }

  /** Shows the co-processors as they are now. */
  show(units) {
    this.element.classList.remove('is-stale');
    for (const unit of units) {
      if (!this.cards.has(unit.name)) {
        this.cards.set(unit.name, new Card(unit));
        this.element.append(this.cards.get(unit.name).element);
      }
      this.cards.get(unit.name).show(unit);
    }
  }
}

class Card {
  constructor(unit) {
    const { name } = unit;
    this.name = name;
    this.pill = h('span', { class: 'pill' });
    this.facts = h('div');
    this.crash = h('p', { class: 'crash', hidden: true });
    this.start = this.button('Start', 'start', 'main');
    this.stop = this.button('Stop', 'stop');
    this.restart = this.button('Restart', 'restart');
    this.crashIt = this.button(
      'Crash',
      'crash',
      'quiet danger',
      unit.emulated ? null : 'This is no emulator: its firmware will really crash. Go on?',
    );
    this.keeps = h('input', {
      type: 'checkbox',
      onchange: e => this.keep(e.target.checked),
    });
    this.endpoints = h('ul', { class: 'endpoints' });
    this.actions = h(
      'div',
      { class: 'actions', role: 'group', 'aria-label': `What ${name} is to do` },
      this.start,
      this.stop,
      this.restart,
      this.crashIt,
    );
    this.now = h('div', { class: 'now' }, this.facts);
    const details = this.more(unit);
    this.element = h(
      'article',
      { class: 'panel card', 'aria-labelledby': `name-${name}` },
      h('div', { class: 'title' }, h('h2', { id: `name-${name}` }, name), this.pill),
      h('p', { class: 'what' }, unit.description),
      this.now,
      this.crash,
      this.actions,
      details,
    );
    this.fit();
    narrow.addEventListener('change', () => this.fit());
  }

  /** Puts facts and buttons where there is room for them. */
  fit() {
    if (narrow.matches) {
      this.moreBody.prepend(this.now, this.actions);
    } else {
      this.crash.before(this.now);
      this.crash.after(this.actions);
    }
  }

  more(unit) {
    this.suspend = this.button('Suspend', 'suspend');
    this.assertion = this.button('Fail an assertion', 'assert', 'quiet danger');
    this.exercises = unit.emulated
      ? EXERCISES.map(n => this.button(`Send ${n.toLocaleString('en')} messages`, `exercise?count=${n}`))
      : [];
    this.endpointsTitle = h('h3', {}, 'Endpoints');
    this.moreBody = h(
      'div',
      { class: 'more' },
      h('label', { class: 'check' }, this.keeps, 'restart it when it crashes'),
      h('div', { class: 'buttons' }, this.suspend, this.assertion, this.exercises),
      this.endpointsTitle,
      this.endpoints,
    );
    const details = h(
      'details',
      { onkeydown: event => event.key === 'Escape' && close(event) },
      h('summary', {}, 'More', h('span', { class: 'hidden-text' }, ` of ${this.name}`)),
      this.moreBody,
    );
    const close = event => {
      // Of two things that it could end, the nearer one.
      event?.stopPropagation();
      details.open = false;
    };
    // It lies over what is below, until somebody turns to something else.
    addEventListener('pointerdown', event => details.contains(event.target) || close());
    return details;
  }

  button(text, does, className = null, question = null) {
    return h(
      'button',
      {
        type: 'button',
        class: className,
        onclick: () => (question === null || confirm(question)) && this.send(does),
      },
      text,
      h('span', { class: 'hidden-text' }, ` ${this.name}`),
    );
  }

  async send(does) {
    try {
      await order(`coprocessors/${encodeURIComponent(this.name)}/${does}`);
    } catch (e) {
      notice(`${this.name}: ${e.message}`);
    }
  }

  /** Busy until it is so; what the server says meanwhile may be of before. */
  async keep(isKept) {
    this.keeps.ariaBusy = 'true';
    await this.send(isKept ? 'keep-running' : 'leave-crashed');
    this.keeps.ariaBusy = 'false';
  }

  lose() {
    this.element.className = 'panel card';
    this.pill.className = 'pill';
    fill(this.pill, h('span', { class: 'dot', 'aria-hidden': 'true' }), UNKNOWN);
  }

  show(unit) {
    const isOn = unit.state === 'running';
    this.element.className = `panel card ${unit.state}`;
    this.pill.className = `pill ${TONES[unit.state]}`;
    fill(
      this.pill,
      h('span', { class: 'dot', 'aria-hidden': 'true' }),
      unit.givenUp ? 'crashed, given up' : unit.state,
    );
    [this.start, this.stop, this.restart, this.keeps].forEach(one => {
      one.disabled = false;
    });
    this.start.hidden = isOn;
    this.stop.hidden = !isOn && unit.state !== 'crashed';
    this.restart.hidden = unit.state === 'offline' || unit.state === 'suspended';
    this.crashIt.disabled = !isOn;
    this.suspend.disabled = !isOn;
    this.assertion.disabled = !isOn;
    this.exercises.forEach(one => {
      one.disabled = !isOn || unit.exercised;
    });
    this.keeps.checked = this.keeps.ariaBusy === 'true' ? this.keeps.checked : unit.keepsRunning;
    this.showFacts(unit, isOn);
    this.showCrash(unit);
    this.showEndpoints(unit);
  }

  showFacts(unit, isOn) {
    const happened = [
      unit.crashes > 0 && count(unit.crashes, 'crash', 'crashes'),
      unit.failures > 0 && count(unit.failures, 'failure', 'failures'),
      unit.restarts > 0 && count(unit.restarts, 'restart', 'restarts'),
      unit.notices > 0 && count(unit.notices, 'oddity survived', 'oddities survived'),
      unit.lost > 0 && `${count(unit.lost, 'message', 'messages')} lost`,
    ]
      .filter(Boolean)
      .join(', ');
    const key = JSON.stringify([
      unit.apPower,
      unit.iopPower,
      unit.phase,
      unit.protocolVersion,
      unit.endpoints.length,
      happened,
    ]);
    if (this.shownFacts === key) {
      return;
    }
    this.shownFacts = key;
    const table = facts('', [
      ['AP', unit.apPower],
      ['firmware', unit.iopPower],
      ['protocol', unit.protocolVersion || '–'],
      ['endpoints', String(unit.endpoints.length)],
    ]);
    if (!isOn) {
      table.append(h('dt', {}, 'now'), h('dd', { class: 'wide' }, unit.phase));
    }
    table.append(h('dt', {}, 'so far'), h('dd', { class: 'wide' }, happened || 'nothing unusual'));
    fill(this.facts, table);
  }

  showCrash(unit) {
    const number = unit.crash?.number ?? 0;
    if (this.shownCrash !== number) {
      this.shownCrash = number;
      this.crash.hidden = number === 0;
      fill(
        this.crash,
        h('span', {}, `Crash ${number}, at ${((unit.crash?.micros ?? 0) / 1e6).toFixed(3)} s`),
        h(
          'a',
          { href: `#explain/${encodeURIComponent(this.name)}` },
          'Explain',
          h('span', { class: 'hidden-text' }, ` the crash of ${this.name}`),
        ),
      );
    }
  }

  showEndpoints(unit) {
    const key = unit.endpoints.map(one => one.id).join();
    if (this.shownEndpoints !== key) {
      this.shownEndpoints = key;
      fill(
        this.endpoints,
        unit.endpoints.map(one => h('li', {}, `0x${one.id.toString(16).padStart(2, '0')} ${one.name}`)),
      );
    }
  }
}
