// Where the messages that pass the filter lie: for each track, direction and group a sorted list, so that the count
// between any two times is two searches, however many messages there are. That is what makes every zoom level exact
// and as quick as any other.
import { GROUPS, UNKNOWN } from './model.js';

const DIRECTIONS = 3;
/** How old the list of open requests may be where it is long and changes all the time. */
const STALE_MILLIS = 250;
const LONG = 10000;

/** A growing sorted list of times, with the place of each message. */
class Series {
  constructor() {
    this.length = 0;
    this.times = new Float64Array(64);
    this.places = new Uint32Array(64);
  }

  push(time, place) {
    if (this.length === this.times.length) {
      const times = new Float64Array(this.length * 2);
      const places = new Uint32Array(this.length * 2);
      times.set(this.times);
      places.set(this.places);
      this.times = times;
      this.places = places;
    }
    this.times[this.length] = time;
    this.places[this.length++] = place;
  }

  /** Returns how many lie before a time; at least `from` is known to. */
  before(time, from = 0) {
    let step = 1;
    let low = from;
    let high = from;
    // Galloping: the next column's edge is seldom far.
    while (high < this.length && this.times[high] < time) {
      low = high + 1;
      high += step;
      step *= 2;
    }
    high = Math.min(high, this.length);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

export class Lanes {
  constructor(messages) {
    this.messages = messages;
    this.filter = { words: [], groups: new Set(GROUPS.keys()), onlyOpen: false };
    this.rebuild();
  }

  setFilter(filter) {
    this.filter = filter;
    this.rebuild();
  }

  rebuild() {
    this.series = Array.from(
      { length: this.messages.tracks.length * DIRECTIONS * GROUPS.length },
      () => new Series(),
    );
    this.passing = [];
    this.seen = 0;
    this.version = this.messages.version;
    this.openSeen = -1;
    this.catchUp();
  }

  /** Takes in what came since. */
  catchUp() {
    const { messages } = this;
    if (this.version !== messages.version) {
      this.rebuild();
      return;
    }
    if (this.filter.onlyOpen) {
      // What was open may be answered by now: few are, so all are looked at again.
      this.series.forEach(one => {
        one.length = 0;
      });
      messages.open.forEach(at => this.take(at));
      this.seen = messages.count;
      return;
    }
    for (; this.seen < messages.count; this.seen++) {
      this.take(this.seen);
    }
  }

  take(at) {
    const { messages } = this;
    const number = messages.kind[at];
    const kind = messages.kinds[number];
    if (this.passes(number, kind)) {
      this.series[this.indexOf(kind.track, kind.direction, kind.group)].push(messages.time[at], at);
    }
  }

  passes(number, kind) {
    this.passing[number] ??= this.decide(kind);
    return this.passing[number];
  }

  decide(kind) {
    if (!this.filter.groups.has(kind.group)) {
      return false;
    }
    const endpoint = `${kind.endpointName} 0x${kind.endpoint.toString(16).padStart(2, '0')}`;
    const from = ['from:ap', 'from:iop', ''][kind.direction];
    const words = [this.messages.tracks[kind.track], endpoint, kind.name ?? 'unknown', from];
    const text = words.join(' ').toLowerCase();
    return this.filter.words.every(word =>
      word.startsWith('-') && word.length > 1 ? !text.includes(word.slice(1)) : text.includes(word),
    );
  }

  indexOf(track, direction, group) {
    return (track * DIRECTIONS + direction) * GROUPS.length + group;
  }

  of(track, direction, group) {
    return this.series[this.indexOf(track, direction, group)];
  }

  /** Returns the requests of a track and direction that have no answer, as a sorted list. */
  openOf(track, direction) {
    const { messages } = this;
    const now = performance.now();
    if (
      this.openSeen !== messages.openVersion &&
      (this.openSeen < 0 || messages.open.size < LONG || now - this.openAt > STALE_MILLIS)
    ) {
      this.openSeen = messages.openVersion;
      this.openAt = now;
      this.openSeries = Array.from({ length: messages.tracks.length * DIRECTIONS }, () => new Series());
      for (const at of messages.open) {
        const number = messages.kind[at];
        const kind = messages.kinds[number];
        if (this.passes(number, kind)) {
          this.openSeries[kind.track * DIRECTIONS + kind.direction].push(messages.time[at], at);
        }
      }
    }
    return this.openSeries[track * DIRECTIONS + direction];
  }

  /** Returns how many messages of a track, or of all, lie between two times. */
  countBetween(from, to, track = -1) {
    const size = DIRECTIONS * GROUPS.length;
    const series = track < 0 ? this.series : this.series.slice(track * size, (track + 1) * size);
    return series.reduce((sum, one) => sum + one.before(to) - one.before(from), 0);
  }

  /** Returns the first message of all, or the last; -1 where none passes the filter. */
  end(first) {
    let best = -1;
    const { time } = this.messages;
    for (const one of this.series) {
      const at = one.length === 0 ? -1 : one.places[first ? 0 : one.length - 1];
      if (at >= 0 && (best < 0 || (first ? time[at] < time[best] : time[at] > time[best]))) {
        best = at;
      }
    }
    return best;
  }

  /** Returns whether a track has messages that pass the filter. */
  isEmpty(track) {
    const size = DIRECTIONS * GROUPS.length;
    return this.series.slice(track * size, (track + 1) * size).every(one => one.length === 0);
  }

  /** Returns whether there are messages whose sender is not known. */
  get hasUnknown() {
    const size = GROUPS.length;
    return this.series.some((one, i) => Math.floor(i / size) % DIRECTIONS === UNKNOWN && one.length > 0);
  }

  get total() {
    return this.series.reduce((sum, one) => sum + one.length, 0);
  }

  /** Returns places between two times in their order, at most so many; of one track, or of all. */
  between(from, to, most, track = -1) {
    const found = [];
    const size = DIRECTIONS * GROUPS.length;
    this.series.forEach((one, i) => {
      if (track < 0 || Math.floor(i / size) === track) {
        const first = one.before(from);
        for (let k = first; k < one.length && k < first + most && one.times[k] < to; k++) {
          found.push(one.places[k]);
        }
      }
    });
    return found.sort((a, b) => this.messages.time[a] - this.messages.time[b] || a - b).slice(0, most);
  }

  /** Returns the next or previous message in the order of time, or -1. */
  neighbour(at, forward) {
    const { time } = this.messages;
    let best = -1;
    const isBetter = other => best < 0 || (forward ? before(other, best) : before(best, other));
    const before = (a, b) => time[a] < time[b] || (time[a] === time[b] && a < b);
    for (const one of this.series) {
      let k = one.before(time[at]);
      if (forward) {
        while (k < one.length && !before(at, one.places[k])) {
          k++;
        }
      } else {
        while (k < one.length && before(one.places[k], at)) {
          k++;
        }
        k--;
      }
      if (k >= 0 && k < one.length && isBetter(one.places[k])) {
        best = one.places[k];
      }
    }
    return best;
  }

  /** Returns the message of a track that lies nearest to a time, or -1; of one direction, or of any. */
  nearest(time, track, direction = -1) {
    let best = -1;
    let distance = Infinity;
    for (let d = 0; d < DIRECTIONS; d++) {
      for (let group = 0; group < GROUPS.length && (direction < 0 || d === direction); group++) {
        const one = this.of(track, d, group);
        const k = one.before(time);
        for (const i of [k - 1, k]) {
          if (i >= 0 && i < one.length && Math.abs(one.times[i] - time) < distance) {
            distance = Math.abs(one.times[i] - time);
            best = one.places[i];
          }
        }
      }
    }
    return best;
  }
}
