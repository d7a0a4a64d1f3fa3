// The log: what firmware has logged and what has happened, the latest last.
import { fill, h } from './dom.js';

const MOST = 2000;
const KINDS = { syslog: 'firmware', state: 'state', report: 'supervisor', notice: 'oddity', gap: 'lost' };

export class Lines {
  constructor() {
    this.seen = -1;
    this.lines = [];
    this.units = [];
    this.who = h(
      'select',
      { 'aria-label': 'Whose lines', onchange: () => this.render() },
      h('option', { value: '' }, 'all'),
    );
    this.list = h('ol', { class: 'lines' });
    this.window = h(
      'div',
      { id: 'log-lines', tabindex: '0', role: 'region', 'aria-label': 'Log, the latest last' },
      this.list,
    );
    this.element = h(
      'section',
      { class: 'panel' },
      h('div', { class: 'head' }, h('h2', {}, 'Log'), this.who),
      this.window,
    );
  }

  name(units) {
    if (this.units.length === 0) {
      this.units = units.map(unit => unit.name);
      this.who.append(...this.units.map((name, i) => h('option', { value: i }, name)));
      this.render();
    }
  }

  /** Adds lines; those that were seen before, as after a new connection, are passed over. */
  add(lines) {
    const news = lines.filter(line => line.number > this.seen);
    if (news.length === 0) {
      return;
    }
    this.seen = news.at(-1).number;
    this.lines = this.lines.concat(news).slice(-MOST);
    this.atEnd(() => {
      this.list.append(...news.filter(line => this.isWanted(line)).map(line => this.line(line)));
      while (this.list.childElementCount > MOST) {
        this.list.firstElementChild.remove();
      }
    });
  }

  // Whoever has scrolled back to read stays where he is.
  atEnd(change) {
    const wasAtEnd = this.window.scrollTop + this.window.clientHeight >= this.window.scrollHeight - 24;
    change();
    if (wasAtEnd) {
      this.window.scrollTop = this.window.scrollHeight;
    }
  }

  isWanted(line) {
    return this.who.value === '' || Number(this.who.value) === line.unit;
  }

  render() {
    fill(
      this.list,
      this.lines.filter(line => this.isWanted(line)).map(line => this.line(line)),
    );
    this.window.scrollTop = this.window.scrollHeight;
  }

  line(line) {
    const state = line.kind === 'state' ? `${line.context}` : line.context;
    const className = line.kind === 'state' && line.context === 'crashed' ? 'crashed' : line.kind;
    return h(
      'li',
      { class: className },
      h('time', {}, `${(line.micros / 1e6).toFixed(4)}`),
      h('span', { class: 'who', title: KINDS[line.kind] }, this.units[line.unit] ?? ''),
      h(
        'span',
        { class: 'said' },
        state && h('span', { class: 'context' }, `${state} `),
        h('span', { class: 'text' }, line.text),
      ),
    );
  }
}
