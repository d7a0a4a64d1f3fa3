// The messages of a time line, in columns: a million of them are a few arrays, not a million objects.

export const FROM_AP = 0;
export const FROM_IOP = 1;
export const UNKNOWN = 2;

const EXPECTS = 1;
const MOST = 1 << 22;

/** The groups that messages are coloured by. */
export const GROUPS = ['mgmt', 'logs', 'reports', 'crash', 'app'];
export const GROUP_NAMES = ['management', 'logs and traces', 'I/O reports', 'crash log', 'application'];

/** Returns the group of an endpoint. */
export function groupOf(endpoint) {
  switch (endpoint) {
    case 0x00:
      return 0;
    case 0x01:
      return 3;
    case 0x02:
    case 0x03:
    case 0x08:
    case 0x0a:
      return 1;
    case 0x04:
      return 2;
    default:
      return 4;
  }
}

export class Messages {
  /**
   * @param tracks names of the co-processors or logs, each with two lanes
   * @param unit what times are in: `us` for microseconds, `ticks`
   * @param peers who is at the other end of each, where that is not the AP
   */
  constructor(tracks, unit, peers = []) {
    this.tracks = tracks;
    this.peers = tracks.map((_, i) => peers[i] ?? 'AP');
    this.unit = unit;
    this.kinds = [];
    this.first = 0;
    this.count = 0;
    this.version = 0;
    // Requests without answer so far, in the order of time.
    this.open = new Set();
    this.openVersion = 0;
    this.latest = new Float64Array(64).fill(-Infinity);
    this.grow(1 << 12);
  }

  grow(capacity) {
    const copy = (Type, old) => {
      const grown = new Type(capacity);
      if (old) {
        grown.set(old.subarray(0, this.count));
      }
      return grown;
    };
    this.time = copy(Float64Array, this.time);
    this.kind = copy(Uint16Array, this.kind);
    this.partner = copy(Int32Array, this.partner);
    this.capacity = capacity;
  }

  /** A kind of message: `{track, endpoint, endpointName, direction, name}`. */
  addKind(number, kind) {
    this.kinds[number] = { ...kind, group: groupOf(kind.endpoint) };
  }

  /** Adds a message; `request` is the place of the one that it answers, or -1. */
  add(time, kind, request, flags) {
    const moved = this.count === this.capacity ? this.makeRoom() : 0;
    const asked = request - moved;
    const at = this.count++;
    const track = this.kinds[kind].track;
    // In each track times do not run backwards, so that places in it can be searched for.
    this.latest[track] = Math.max(time, this.latest[track]);
    this.time[at] = this.latest[track];
    this.kind[at] = kind;
    this.partner[at] = -1;
    if (request >= 0 && asked >= 0) {
      this.partner[at] = asked;
      this.partner[asked] = at;
      this.openVersion += this.open.delete(asked) ? 1 : 0;
    } else if (flags & EXPECTS) {
      this.open.add(at);
      this.openVersion++;
    }
    return at;
  }

  /** Makes room for another, and returns by how much places have moved for that. */
  makeRoom() {
    if (this.capacity < MOST) {
      this.grow(this.capacity * 2);
      return 0;
    }
    const oldest = this.capacity >> 2;
    this.forget(oldest);
    return oldest;
  }

  /** Forgets the oldest; places move, which `version` says to whoever keeps some. */
  forget(oldest) {
    for (const column of [this.time, this.kind, this.partner]) {
      column.copyWithin(0, oldest, this.count);
    }
    this.count -= oldest;
    this.first += oldest;
    for (let i = 0; i < this.count; i++) {
      this.partner[i] = Math.max(-1, this.partner[i] - oldest);
    }
    this.open = new Set([...this.open].filter(at => at >= oldest).map(at => at - oldest));
    this.version++;
    this.openVersion++;
  }

  /** Adds messages as the server sends them: the first's number, then 16 bytes for each. */
  addBytes(buffer) {
    const view = new DataView(buffer);
    const first = Number(view.getBigUint64(0, true));
    const end = this.first + this.count;
    if (first > end) {
      // The server keeps those between no more.
      this.forgetAll(first);
    }
    for (let offset = 8; offset < buffer.byteLength; offset += 16) {
      const back = view.getInt32(offset + 8, true);
      const at = this.count;
      this.add(
        view.getFloat64(offset, true),
        view.getUint16(offset + 12, true),
        back > 0 && back <= at ? at - back : -1,
        view.getUint8(offset + 14),
      );
    }
  }

  forgetAll(first) {
    this.count = 0;
    this.first = first;
    this.open.clear();
    this.openVersion++;
    this.version++;
  }

  kindOf(at) {
    return this.kinds[this.kind[at]];
  }

  isOpen(at) {
    return this.open.has(at);
  }

  /** Returns the request that a message answers, or -1. */
  requestOf(at) {
    return this.partner[at] >= 0 && this.partner[at] < at ? this.partner[at] : -1;
  }

  /** Returns the answer of a request, or -1. */
  answerOf(at) {
    return this.partner[at] > at ? this.partner[at] : -1;
  }

  get start() {
    return this.count === 0 ? 0 : this.time[0];
  }

  get end() {
    let end = -Infinity;
    for (let i = 0; i < this.tracks.length; i++) {
      end = Math.max(end, this.latest[i]);
    }
    return end === -Infinity ? 0 : end;
  }
}
