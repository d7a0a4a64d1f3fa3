// The time line: tools, the drawing, an overview, and the same messages as a list.
import { count, fill, h } from '../dom.js';
import { durationText, timeText } from './axis.js';
import { burstOf, crashOf } from './burst.js';
import { handleGestures } from './gestures.js';
import { DRAWING, KEYS } from './keys.js';
import { Lanes } from './lanes.js';
import { arrowOf, MessageList } from './list.js';
import { GROUPS, GROUP_NAMES } from './model.js';
import { Overview } from './overview.js';
import { Painter } from './paint.js';
import { onPaletteChange } from './palette.js';

const LIST_MILLIS = 400;

export class TimeLine {
  /**
   * @param messages what to show; `update` says that there are more
   * @param options `live`: whether it grows; `crash`: when the co-processor crashed, if it did; `beside`: what
   *   stands beside the drawing; `decoded(at)`: what a message says, for the list; `onChoose(at)`; `signal`: aborts
   *   when nobody sees it any more; without one it lasts as long as the page
   */
  constructor(messages, options) {
    this.messages = messages;
    this.options = options;
    this.lanes = new Lanes(messages);
    this.mode = this.hasCrash ? 'crash' : 'burst';
    this.selection = null;
    this.view = { from: 0, to: 1000 };
    this.chosen = -1;
    this.hovered = -1;
    this.version = messages.version;
    this.element = this.build();
    this.place();
    handleGestures(this, options.signal);
    onPaletteChange(() => this.draw(), options.signal);
    const sizes = new ResizeObserver(() => this.onResize());
    sizes.observe(this.canvas);
    options.signal?.addEventListener('abort', () => this.leave(sizes));
  }

  leave(sizes) {
    sizes.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.listTimer);
    clearTimeout(this.again);
  }

  // ---- What it consists of ----

  build() {
    this.search = h('input', {
      type: 'search',
      placeholder: 'Filter: syslog, -ans, from:ap, SET_IOP',
      title: 'Filter (/)',
      'aria-label': 'Filter messages',
      spellcheck: 'false',
      oninput: () => this.onFilter(),
    });
    this.onlyOpen = h('input', { type: 'checkbox', onchange: () => this.onFilter() });
    this.groupButtons = GROUPS.map((group, i) =>
      h(
        'button',
        { type: 'button', 'aria-pressed': 'true', onclick: e => this.toggleGroup(e.currentTarget) },
        h('span', { class: `swatch ${group}`, 'aria-hidden': 'true' }),
        GROUP_NAMES[i],
      ),
    );
    this.canvas = h('canvas', {
      tabindex: '0',
      role: 'application',
      'aria-roledescription': 'time line',
      'aria-label': this.label(),
      'aria-keyshortcuts': [...KEYS, ...DRAWING].map(([names]) => names).join(' '),
    });
    this.strip = h('canvas', { class: 'overview', 'aria-hidden': 'true' });
    this.counts = h('p', { class: 'counts' });
    this.says = h('p', { class: 'hidden-text', role: 'status' });
    this.nothing = h('div', { class: 'nothing-passes', hidden: true });
    this.list = new MessageList(this, this.options.decoded);
    return h(
      'div',
      { class: 'timeline' },
      h(
        'div',
        { class: 'tools' },
        this.search,
        h('div', { class: 'legend', role: 'group', 'aria-label': 'Groups of messages' }, this.groupButtons),
        h('label', { class: 'check' }, this.onlyOpen, 'only without answer'),
      ),
      h(
        'div',
        { class: 'middle' },
        h(
          'div',
          { class: 'stage' },
          this.canvas,
          this.strip,
          this.nothing,
          this.unknownLegend(),
          h('div', { class: 'foot' }, this.counts, this.buttons()),
        ),
        this.options.beside && h('div', { class: 'beside' }, this.options.beside),
      ),
      this.says,
      this.list.element,
    );
  }

  label() {
    return `Messages on a time line, a lane for the AP and one for the firmware of ${this.messages.tracks.join(', ')}`;
  }

  unknownLegend() {
    this.unknown = h(
      'p',
      { class: 'unknown', hidden: true },
      h('span', { class: 'unknown-mark', 'aria-hidden': 'true' }),
      'a line without an arrow head: the log does not say who sent it',
    );
    return this.unknown;
  }

  buttons() {
    const button = (text, name, action, className = null) =>
      h('button', { type: 'button', class: className, 'aria-label': name, title: name, onclick: action }, text);
    this.followButton = this.options.live
      ? h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => this.follow() }, 'Follow')
      : null;
    return [
      h(
        'div',
        { class: 'buttons', role: 'group', 'aria-label': 'View' },
        button('◀', 'Earlier', () => this.pan(-0.25), 'moves'),
        button('▶', 'Later', () => this.pan(0.25), 'moves'),
        button('−', 'Zoom out', () => this.zoom(2)),
        button('+', 'Zoom in', () => this.zoom(0.5)),
        this.hasCrash && h('button', { type: 'button', onclick: () => this.showCrash() }, 'Crash'),
        h('button', { type: 'button', onclick: () => this.showBurst() }, 'Burst'),
        h('button', { type: 'button', onclick: () => this.showAll() }, 'All'),
        this.selectionButton(),
        this.followButton,
      ),
      h(
        'div',
        { class: 'buttons', role: 'group', 'aria-label': 'Messages' },
        h('button', { type: 'button', onclick: () => this.step(false) }, 'Previous'),
        h('button', { type: 'button', onclick: () => this.step(true) }, 'Next'),
        h('button', { type: 'button', onclick: () => this.nextOpen() }, 'Next without answer'),
      ),
    ];
  }

  selectionButton() {
    this.toSelection = h(
      'button',
      { type: 'button', class: 'main', hidden: true, onclick: () => this.zoomToSelection() },
      'Zoom to selection',
    );
    return this.toSelection;
  }

  // ---- What is seen ----

  get hasCrash() {
    return (this.options.crash ?? null) !== null;
  }

  get whole() {
    const from = this.messages.start;
    const span = Math.max(Math.max(this.messages.end, this.options.crash ?? -Infinity) - from, this.shortest);
    return { from: from - span * 0.02, to: from + span * 1.03 };
  }

  get shortest() {
    return 20;
  }

  /** There are more messages, or others. */
  update() {
    if (this.version !== this.messages.version) {
      // Places have moved.
      this.version = this.messages.version;
      this.choose(-1);
    }
    this.lanes.catchUp();
    this.showNothing();
    this.painter?.fit();
    this.place();
    this.draw();
  }

  place() {
    const { from, to } = this.whole;
    if (this.mode === 'crash') {
      this.view = crashOf(this.messages, this.options.crash) ?? { from, to };
    } else if (this.mode === 'burst') {
      this.view = burstOf(this.messages) ?? { from, to };
    } else if (this.mode === 'all') {
      this.view = { from, to };
    } else if (this.mode === 'follow') {
      const span = this.view.to - this.view.from;
      this.view = { from: this.messages.end - span * 0.95, to: this.messages.end + span * 0.05 };
    }
  }

  look(from, to) {
    this.setMode('free');
    const { whole } = this;
    const span = Math.min(Math.max(to - from, this.shortest), (whole.to - whole.from) * 1.2);
    const middle = Math.min(Math.max((from + to) / 2, whole.from), whole.to);
    this.view = { from: middle - span / 2, to: middle + span / 2 };
    this.draw();
  }

  pan(part) {
    const move = (this.view.to - this.view.from) * part;
    this.look(this.view.from + move, this.view.to + move);
  }

  /** Zooms by a factor; `around` stays where it is. */
  zoom(factor, around = this.anchor()) {
    this.look(around - (around - this.view.from) * factor, around + (this.view.to - around) * factor);
  }

  anchor() {
    const time = this.chosen >= 0 ? this.messages.time[this.chosen] : NaN;
    return time >= this.view.from && time <= this.view.to ? time : (this.view.from + this.view.to) / 2;
  }

  showAll() {
    this.setMode('all');
    this.place();
    this.draw();
  }

  /** Shows the crash, and what was said before it. */
  showCrash() {
    if (this.hasCrash) {
      this.setMode('crash');
      this.place();
      this.draw();
    }
  }

  /** Shows where most messages are, where that is a small part of the whole; all of them else. */
  showBurst() {
    this.setMode('burst');
    this.place();
    this.draw();
  }

  /** Selects a stretch of time, or none with null. */
  select(selection) {
    this.selection = selection;
    this.toSelection.hidden = selection === null;
    this.draw();
  }

  /** Zooms to what is selected, to what is chosen, or to the burst. */
  zoomToSelection() {
    if (this.selection !== null) {
      const { from, to } = this.selection;
      this.select(null);
      this.look(from, to);
    } else if (this.chosen >= 0) {
      const time = this.messages.time[this.chosen];
      const partner = this.messages.partner[this.chosen];
      const other = partner >= 0 ? this.messages.time[partner] : time;
      const room = Math.max(Math.abs(other - time), this.shortest * 4) * 0.6;
      this.look(Math.min(time, other) - room, Math.max(time, other) + room);
    } else {
      this.showBurst();
    }
  }

  follow() {
    this.setMode(this.mode === 'follow' ? 'free' : 'follow');
    this.place();
    this.draw();
  }

  setMode(mode) {
    this.mode = mode;
    this.followButton?.setAttribute('aria-pressed', String(mode === 'follow'));
  }

  // ---- What is chosen ----

  /** Chooses a message, or none with -1. */
  choose(at) {
    this.chosen = at;
    if (at >= 0) {
      const time = this.messages.time[at];
      const span = this.view.to - this.view.from;
      if (time < this.view.from || time > this.view.to) {
        this.look(time - span / 2, time + span / 2);
      }
      fill(this.says, this.sentence(at));
    }
    this.options.onChoose?.(at);
    this.draw();
  }

  step(forward) {
    const next = this.chosen >= 0 ? this.lanes.neighbour(this.chosen, forward) : this.firstInView();
    const found = next >= 0 ? next : this.lanes.end(forward);
    if (found >= 0) {
      this.choose(found);
    } else {
      fill(this.says, this.whyNothing());
    }
  }

  firstInView() {
    return this.lanes.between(this.view.from, this.view.to, 1)[0] ?? -1;
  }

  nextOpen() {
    const after = this.chosen >= 0 ? this.messages.time[this.chosen] : -Infinity;
    const open = [...this.messages.open].filter(at =>
      this.lanes.passes(this.messages.kind[at], this.messages.kindOf(at)),
    );
    const next = open.find(at => this.messages.time[at] > after) ?? open[0];
    if (next === undefined) {
      fill(this.says, 'Every request has its answer.');
    } else {
      this.choose(next);
    }
  }

  partner() {
    if (this.chosen >= 0 && this.messages.partner[this.chosen] >= 0) {
      this.choose(this.messages.partner[this.chosen]);
    }
  }

  sentence(at) {
    const kind = this.messages.kindOf(at);
    const { messages } = this;
    return [
      kind.name ?? 'unknown message',
      arrowOf(messages, kind),
      `endpoint ${kind.endpointName}`,
      messages.tracks[kind.track],
      timeText(messages.time[at], messages.unit, 1),
      ...(messages.isOpen(at) ? ['without answer'] : []),
    ].join(', ');
  }

  // ---- Filter ----

  onFilter() {
    const groups = new Set(
      this.groupButtons.flatMap((button, i) => (button.getAttribute('aria-pressed') === 'true' ? [i] : [])),
    );
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    this.lanes.setFilter({ words, groups, onlyOpen: this.onlyOpen.checked });
    this.painter?.fit();
    this.showNothing();
    if (this.chosen >= 0 && !this.isShown(this.chosen)) {
      this.choose(-1);
    }
    this.draw();
  }

  isShown(at) {
    const isPassing = this.lanes.passes(this.messages.kind[at], this.messages.kindOf(at));
    return isPassing && (!this.onlyOpen.checked || this.messages.isOpen(at));
  }

  /** Says in place of what is not there that nothing passes the filter, and how to get it back. */
  showNothing() {
    const why = this.lanes.total === 0 && this.messages.count > 0 ? this.whyNothing() : '';
    if (this.nothing.dataset.why === why) {
      return;
    }
    this.nothing.dataset.why = why;
    this.nothing.hidden = why === '';
    fill(
      this.nothing,
      h('p', { role: 'status' }, why),
      h('button', { type: 'button', onclick: () => this.clearFilter() }, 'Show every message'),
    );
  }

  /** Says why no message passes the filter. */
  whyNothing() {
    const { size } = this.lanes.filter.groups;
    if (size === 0) {
      return 'Nothing is shown: every group of messages is off.';
    }
    const words = this.search.value.trim();
    const isOpen = this.onlyOpen.checked;
    if (isOpen && words === '' && size === GROUPS.length) {
      return 'Every request has its answer.';
    }
    const does = words === '' ? 'is' : `matches “${words}”`;
    const where = size < GROUPS.length ? ' in the groups that are on' : '';
    return `${isOpen ? 'No request without answer' : 'Nothing'} ${does}${where}.`;
  }

  clearFilter() {
    this.search.value = '';
    this.onlyOpen.checked = false;
    this.groupButtons.forEach(button => button.setAttribute('aria-pressed', 'true'));
    this.onFilter();
    this.search.focus();
  }

  toggleGroup(button) {
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    this.onFilter();
  }

  // ---- Drawing, once for each frame at most ----

  draw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.paint();
    });
  }

  paint() {
    if (this.canvas.clientWidth === 0) {
      return;
    }
    this.painter ??= new Painter(this.canvas, this.lanes);
    this.overview ??= new Overview(this.strip, this.lanes);
    this.painter.fit();
    this.painter.paint(this.view, this.chosen, this.hovered, this.selection, this.options.crash ?? null);
    if (!this.overview.paint(this.view, this.whole, this.painter.gutter, this.options.crash ?? null)) {
      this.again ??= setTimeout(() => {
        this.again = undefined;
        this.draw();
      }, LIST_MILLIS);
    }
    this.unknown.hidden = !this.lanes.hasUnknown;
    this.showCounts();
    this.listTimer ??= setTimeout(() => {
      this.listTimer = undefined;
      this.list.show();
    }, LIST_MILLIS);
  }

  onResize() {
    if (this.canvas.clientWidth > 0 && this.painter?.width !== this.canvas.clientWidth) {
      this.painter?.resize();
      this.overview?.resize();
      this.draw();
    }
  }

  showCounts() {
    const inView = this.lanes.countBetween(this.view.from, this.view.to);
    const open = this.messages.open.size;
    const key = `${inView}/${this.lanes.total}/${open}/${this.view.to - this.view.from}/${this.nothing.dataset.why}`;
    if (this.shownCounts === key) {
      return;
    }
    this.shownCounts = key;
    const span = durationText(this.view.to - this.view.from, this.messages.unit);
    if (this.lanes.total === 0 && this.messages.count > 0) {
      fill(this.counts, `0 of ${count(this.messages.count, 'message', 'messages')}`);
      return;
    }
    fill(
      this.counts,
      `${inView.toLocaleString('en')} of ${count(this.lanes.total, 'message', 'messages')} in ${span}`,
      open > 0 && [' · ', h('span', { class: 'bad' }, `${open.toLocaleString('en')} without answer`)],
    );
  }
}
