// The messages in view as a table: what the drawing shows, for whoever does not see it.
import { fill, h } from '../dom.js';
import { durationText, timeText } from './axis.js';

const MOST_ROWS = 200;
const ARROWS = ['AP → IOP', 'IOP → AP', 'not recorded'];

/** Returns from whom to whom a message of this kind went. */
export const arrowOf = (messages, kind) => ARROWS[kind.direction].replace('AP', messages.peers[kind.track]);

export class MessageList {
  /**
   * @param line the time line
   * @param decoded says what a message says; may be missing
   */
  constructor(line, decoded) {
    this.line = line;
    this.decoded = decoded;
    this.rows = h('tbody', { onkeydown: event => moveInList(event) });
    this.element = h(
      'details',
      { class: 'list', ontoggle: () => this.show() },
      h('summary', {}, 'Messages in view as a list'),
      this.table(),
    );
  }

  table() {
    const isReport = !this.line.options.live;
    const titles = [
      'Time',
      isReport ? 'Log' : 'Co-processor',
      'Direction',
      'Endpoint',
      'Message',
      'Answer',
    ];
    const heads = titles.map(title => h('th', { scope: 'col' }, title));
    const label = 'Messages in view, the arrow keys move between them';
    return h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
      h('table', {}, h('thead', {}, h('tr', {}, heads)), this.rows),
    );
  }

  /** Shows what is in view now, where it is open and something has changed. */
  show() {
    const { line } = this;
    if (!this.element.open) {
      return;
    }
    const places = line.lanes.between(line.view.from, line.view.to, MOST_ROWS);
    const why = places.length > 0 ? '' : this.whyNone();
    const key = `${line.chosen}/${line.version}/${line.messages.openVersion}/${places.join()}/${why}`;
    if (this.shown !== key) {
      this.shown = key;
      this.fill(places, why);
    }
  }

  /** Says why there is no row. */
  whyNone() {
    const { line } = this;
    const isFiltered = line.lanes.total === 0 && line.messages.count > 0;
    return isFiltered ? line.whyNothing() : 'No message lies in view.';
  }

  fill(places, why) {
    const hadFocus = this.rows.contains(document.activeElement);
    const rows = places.map(at => this.row(at));
    fill(this.rows, why === '' ? rows : h('tr', {}, h('td', { class: 'none', colspan: '6' }, why)));
    // One stop for Tab: from there the arrows lead on.
    const chosen = this.rows.querySelector('.is-chosen button') ?? this.rows.querySelector('button');
    if (chosen) {
      chosen.tabIndex = 0;
    }
    if (hadFocus) {
      chosen?.focus({ preventScroll: true });
    }
  }

  row(at) {
    const { line } = this;
    const { messages } = line;
    const kind = messages.kindOf(at);
    const time = timeText(messages.time[at], messages.unit, 1);
    return h(
      'tr',
      { class: at === line.chosen ? 'is-chosen' : null },
      h('td', {}, h('button', { type: 'button', tabindex: '-1', onclick: () => line.choose(at) }, time)),
      h('td', {}, messages.tracks[kind.track]),
      h('td', {}, arrowOf(messages, kind)),
      h('td', {}, kind.endpointName),
      h('td', { class: 'decoded' }, this.decoded?.(at) ?? kind.name ?? 'unknown'),
      h('td', {}, this.answer(at)),
    );
  }

  answer(at) {
    const { messages } = this.line;
    if (messages.isOpen(at)) {
      return h('span', { class: 'open-request' }, 'none');
    }
    const answer = messages.answerOf(at);
    return answer < 0 ? '' : durationText(messages.time[answer] - messages.time[at], messages.unit);
  }
}

function moveInList(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.indexOf(document.activeElement) + step];
  if (next) {
    event.preventDefault();
    buttons.forEach(button => {
      button.tabIndex = button === next ? 0 : -1;
    });
    next.focus();
  }
}
