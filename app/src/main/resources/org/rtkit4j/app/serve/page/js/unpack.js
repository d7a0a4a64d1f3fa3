// The files in archives, as far as browsers can open them: gzip, zip, tar, and these in one another. What an archive
// holds is told by its bytes, never by its name; none of it is trusted.

/** What stands between an archive's name and a member's. */
export const INSIDE = '!/';

const HEAD_BYTES = 512;
const MEBI = 1 << 20;
/** A sysdiagnose in a zip is three deep: zip, gzip, tar. */
const MOST_DEPTH = 6;
const MOST_FILES = 1 << 16;
/** How much may come out of one: so many times its own size, beyond an allowance. */
const FACTOR = 400;
const ALLOWANCE_BYTES = 256 * MEBI;

const latin = new TextDecoder('latin1');
const utf8 = new TextDecoder();

/** By the bytes that they begin with. */
const MAGIC = [
  ['gzip', '\x1f\x8b\x08'],
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['bzip2', 'BZh'],
  ['xz', '\xfd7zXZ\x00'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['7z', '7z\xbc\xaf\x27\x1c'],
  ['RAR', 'Rar!\x1a\x07'],
  ['LZ4', '\x04\x22\x4d\x18'],
  ['an Apple archive', 'AA01'],
];
const OPENED = ['gzip', 'zip', 'tar'];

class Damage extends Error {}

/** The archive is made to fill memory, or time. */
class Bomb extends Error {}

/** Returns what a file is packed as, or null. */
export async function formOf(file) {
  return formBy(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
}

function formBy(head) {
  // Not `windows-1252`, which is what the standard takes latin1 for.
  const text = String.fromCharCode(...head.subarray(0, 8));
  const found = MAGIC.find(([, magic]) => text.startsWith(magic));
  return found?.[0] ?? (isTarHead(head) ? 'tar' : null);
}

/** Whether the sum is right that a tar's head has of itself, counted with blanks in its own place. */
function isTarHead(head) {
  if (head.length < HEAD_BYTES || head[0] === 0) {
    return false;
  }
  const sum = head.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  const digits = latin.decode(head.subarray(148, 156)).replace(/\0/g, ' ').trim();
  return /^[0-7]{1,7}$/.test(digits) && parseInt(digits, 8) === sum;
}

/**
 * Gives the files in an archive, one after the other: `{name, file}`, or `{name, refusal}` where one cannot be read.
 * `limitBytes` is the size of the largest that is of any use; `signal` ends it; `onGone` hears how many of the
 * archive's own bytes have been gone through.
 */
export function filesIn(archive, limitBytes, signal, onGone = () => {}) {
  return new Archive(archive.size, limitBytes, signal, onGone).open(archive.name, archive, 0);
}

class Archive {
  #packedBytes;
  #limitBytes;
  #signal;
  #onGone;
  #goneBytes = 0;
  #unpackedBytes = 0;
  #files = 0;

  constructor(packedBytes, limitBytes, signal, onGone) {
    this.#packedBytes = packedBytes;
    this.#limitBytes = limitBytes;
    this.#signal = signal;
    this.#onGone = onGone;
  }

  async *open(name, blob, depth) {
    const form = await formOf(blob);
    if (form === null) {
      yield { name, file: new File([blob], name) };
    } else if (!OPENED.includes(form)) {
      yield { name, refusal: `packed as ${form}, which browsers do not open: unpack it first, or use rtkit explain` };
    } else if (depth === MOST_DEPTH) {
      yield { name, refusal: `packed more than ${MOST_DEPTH} times over: not opened` };
    } else {
      yield* this.#unpacked(form, name, blob, depth);
    }
  }

  async *#unpacked(form, name, blob, depth) {
    try {
      switch (form) {
        case 'zip':
          yield* this.#zip(name, blob, depth);
          break;
        case 'tar':
          yield* this.#tar(name, new Bytes(this.#counted(this.#streamOf(blob, depth))), depth);
          break;
        default:
          yield* this.#gzip(name, blob, depth);
      }
    } catch (e) {
      if (this.#signal.aborted || e instanceof Bomb) {
        throw e;
      }
      yield { name, refusal: e instanceof Damage ? e.message : 'the archive is damaged' };
    }
  }

  /** A stream of what an archive is made of; of the outermost one, which is gone through once, it is told how far. */
  #streamOf(blob, depth) {
    return depth > 0 ? blob.stream() : blob.stream().pipeThrough(passing(chunk => this.#gone(chunk.length)));
  }

  #gone(bytes) {
    this.#goneBytes += bytes;
    this.#onGone(this.#goneBytes);
  }

  /** Passes bytes on that have come out of something, and counts them. */
  #counted(stream) {
    const count = bytes => {
      this.#signal.throwIfAborted();
      this.#unpackedBytes += bytes;
      if (this.#unpackedBytes > ALLOWANCE_BYTES && this.#unpackedBytes / FACTOR > this.#packedBytes) {
        throw new Bomb(`unpacks to more than ${FACTOR} times its size: stopped`);
      }
    };
    return stream.pipeThrough(passing(chunk => count(chunk.length)));
  }

  #inflated(stream, kind) {
    return this.#counted(stream.pipeThrough(new DecompressionStream(kind)));
  }

  /** A tar in it is read as it comes: it may be larger than memory. */
  async *#gzip(name, blob, depth) {
    const bytes = new Bytes(this.#inflated(this.#streamOf(blob, depth), 'gzip'));
    const inner = name.replace(/\.(gz|tgz)$/i, end => (end.toLowerCase() === '.tgz' ? '.tar' : ''));
    if (formBy(await bytes.peek(HEAD_BYTES)) === 'tar') {
      yield* this.#tar(inner, bytes, depth + 1);
    } else {
      yield* this.#content(inner, bytes, Infinity, depth + 1);
    }
  }

  /** What one file holds: an archive again, or a file. */
  async *#content(name, bytes, size, depth) {
    const parts = [];
    let left = size;
    let taken = 0;
    while (left > 0 && taken <= this.#limitBytes) {
      const part = await bytes.take(Math.min(left, MEBI));
      if (part.length === 0) {
        break;
      }
      parts.push(part);
      taken += part.length;
      left -= part.length;
    }
    if (taken > this.#limitBytes) {
      await bytes.skip(left);
      yield { name, refusal: `has more than ${Math.floor(this.#limitBytes / MEBI)} MiB` };
    } else if (size !== Infinity && left > 0) {
      throw new Damage('the archive is cut off');
    } else {
      yield* this.open(name, new Blob(parts), depth);
    }
  }

  #next() {
    this.#signal.throwIfAborted();
    if (++this.#files > MOST_FILES) {
      throw new Bomb(`holds more than ${MOST_FILES} files: the rest is not read`);
    }
  }

  // ---- tar: heads of 512 bytes, each with its file behind it, in whole blocks ----

  async *#tar(name, bytes, depth) {
    let longer = {};
    for (;;) {
      const head = await bytes.take(HEAD_BYTES);
      if (head.length === 0 || head.every(byte => byte === 0)) {
        return;
      }
      if (!isTarHead(head)) {
        throw new Damage('the archive is damaged');
      }
      this.#next();
      const size = longer.size ?? tarNumber(head.subarray(124, 136));
      const kind = String.fromCharCode(head[156]);
      if (kind === 'L' || kind === 'x') {
        const said = await bytes.take(Math.min(size, MEBI));
        await bytes.skip(size - said.length + padding(size));
        longer = kind === 'x' ? { ...longer, ...paxRecords(said) } : { ...longer, path: textOf(said) };
        continue;
      }
      if ('07\0'.includes(kind)) {
        yield* this.#content(`${name}${INSIDE}${longer.path ?? tarName(head)}`, bytes, size, depth + 1);
        await bytes.skip(padding(size));
      } else {
        await bytes.skip(kind === '5' ? 0 : size + padding(size));
      }
      longer = {};
    }
  }

  // ---- zip: a directory at its end ----

  async *#zip(name, blob, depth) {
    const { entries, refusal } = await zipEntries(blob);
    for (const entry of entries) {
      this.#next();
      const path = `${name}${INSIDE}${entry.name}`;
      if (entry.name.endsWith('/')) {
        continue;
      }
      if (entry.isEncrypted || (entry.method !== 0 && entry.method !== 8)) {
        yield { name: path, refusal: 'encrypted, or packed in a way that is not read' };
        continue;
      }
      try {
        yield* this.#zipped(path, await dataOf(blob, entry), entry, depth);
      } catch (e) {
        if (this.#signal.aborted || e instanceof Bomb) {
          throw e;
        }
        yield { name: path, refusal: 'it is damaged' };
      }
      if (depth === 0) {
        this.#gone(entry.packed);
      }
    }
    if (refusal !== undefined) {
      yield { name, refusal };
    }
  }

  async *#zipped(path, data, entry, depth) {
    const stream = entry.method === 0 ? this.#counted(data.stream()) : this.#inflated(data.stream(), 'deflate-raw');
    const sum = new Sum(stream);
    for await (const one of this.#content(path, sum.bytes, Infinity, depth + 1)) {
      if (one.refusal === undefined && (sum.value !== entry.sum || sum.size !== entry.size)) {
        throw new Damage('it is damaged');
      }
      yield one;
    }
  }
}

/** Lets chunks pass, each of which is heard. */
const passing = hear =>
  new TransformStream({
    transform(chunk, controller) {
      hear(chunk);
      controller.enqueue(chunk);
    },
  });

const padding = size => (HEAD_BYTES - (size % HEAD_BYTES)) % HEAD_BYTES;
const textOf = bytes => utf8.decode(bytes).split('\0')[0];

function tarName(head) {
  const isUstar = latin.decode(head.subarray(257, 262)) === 'ustar';
  const prefix = isUstar ? textOf(head.subarray(345, 500)) : '';
  return (prefix === '' ? '' : `${prefix}/`) + textOf(head.subarray(0, 100));
}

/** Octal digits; above 8 GiB the number itself, marked by the highest bit. */
function tarNumber(field) {
  if ((field[0] & 0x80) !== 0) {
    return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  }
  const digits = latin.decode(field).replace(/\0/g, ' ').trim();
  if (!/^[0-7]*$/.test(digits)) {
    throw new Damage('the archive is damaged');
  }
  return digits === '' ? 0 : parseInt(digits, 8);
}

/** Lines `LENGTH KEY=VALUE`, of which the path and the size are of use. */
function paxRecords(bytes) {
  const records = {};
  for (const [, key, value] of utf8.decode(bytes).matchAll(/^\d+ (path|size)=(.*)$/gm)) {
    records[key] = key === 'size' ? Number(value) : value;
  }
  return Number.isSafeInteger(records.size ?? 0) ? records : { path: records.path };
}

const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MOST_COMMENT = 0xffff;
/** The flag of a file whose size and sum stand behind it. */
const SIZE_BEHIND = 8;

async function viewOf(blob, from, size) {
  return new DataView(await blob.slice(from, from + size).arrayBuffer());
}

/** Returns what the directory names; where that is cut off or damaged, the files that stand before the cut. */
async function zipEntries(blob) {
  try {
    return { entries: await zipDirectory(blob) };
  } catch (e) {
    const entries = await zipHeads(blob);
    if (!(e instanceof Damage) || entries.length === 0) {
      throw e;
    }
    return { entries, refusal: e.message };
  }
}

/** The heads in front of the files, one after the other, as far as each tells where its file ends. */
async function zipHeads(blob) {
  const entries = [];
  for (let start = 0; entries.length <= MOST_FILES; ) {
    const head = await viewOf(blob, start, LOCAL_BYTES);
    if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== 0x04034b50) {
      return entries;
    }
    const nameBytes = head.getUint16(26, true);
    const packed = head.getUint32(18, true);
    const entry = {
      isEncrypted: (head.getUint16(6, true) & 1) !== 0,
      method: head.getUint16(8, true),
      sum: head.getUint32(14, true),
      packed,
      size: head.getUint32(22, true),
      start,
      name: utf8.decode(await blob.slice(start + LOCAL_BYTES, start + LOCAL_BYTES + nameBytes).arrayBuffer()),
    };
    entries.push(entry);
    if ((head.getUint16(6, true) & SIZE_BEHIND) !== 0) {
      return entries.slice(0, -1);
    }
    start += LOCAL_BYTES + nameBytes + head.getUint16(28, true) + packed;
  }
  return entries;
}

async function zipDirectory(blob) {
  const from = Math.max(0, blob.size - END_BYTES - MOST_COMMENT);
  const tail = await viewOf(blob, from, blob.size - from);
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== 0x06054b50) {
    at--;
  }
  if (at < 0) {
    throw new Damage('the archive is cut off');
  }
  const size = tail.getUint32(at + 12, true);
  const start = tail.getUint32(at + 16, true);
  if (start === 0xffffffff || start + size > blob.size) {
    throw new Damage('the archive is damaged, or larger than 4 GiB');
  }
  return [...entriesOf(await viewOf(blob, start, size))];
}

function* entriesOf(view) {
  for (let at = 0; at + ENTRY_BYTES <= view.byteLength && view.getUint32(at, true) === 0x02014b50; ) {
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength) {
      throw new Damage('the archive is damaged');
    }
    yield {
      isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      sum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      start: view.getUint32(at + 42, true),
      name: utf8.decode(new Uint8Array(view.buffer, at + ENTRY_BYTES, nameBytes)),
    };
    at = next;
  }
}

async function dataOf(blob, entry) {
  const head = await viewOf(blob, entry.start, LOCAL_BYTES);
  if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== 0x04034b50) {
    throw new Damage('it is damaged');
  }
  const start = entry.start + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  return blob.slice(start, start + entry.packed);
}

/** A stream's bytes, in the pieces that are asked for. */
class Bytes {
  #reader;
  #chunk = new Uint8Array(0);

  constructor(stream) {
    this.#reader = stream.getReader();
  }

  async #fill() {
    while (this.#chunk.length === 0) {
      const { done, value } = await this.#reader.read();
      if (done) {
        return false;
      }
      this.#chunk = value;
    }
    return true;
  }

  /** Returns so many bytes; fewer at the end alone. */
  async take(size) {
    const taken = new Uint8Array(size);
    let at = 0;
    while (at < size && (await this.#fill())) {
      const part = this.#chunk.subarray(0, size - at);
      taken.set(part, at);
      at += part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    return taken.subarray(0, at);
  }

  async peek(size) {
    const taken = await this.take(size);
    const both = new Uint8Array(taken.length + this.#chunk.length);
    both.set(taken);
    both.set(this.#chunk, taken.length);
    this.#chunk = both;
    return taken;
  }

  async skip(size) {
    for (let left = size; left > 0 && (await this.#fill()); ) {
      const part = Math.min(left, this.#chunk.length);
      this.#chunk = this.#chunk.subarray(part);
      left -= part;
    }
  }
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value;
});

/** Adds up what passes, as zip does. */
class Sum {
  #value = -1;
  size = 0;

  constructor(stream) {
    const add = chunk => {
      this.size += chunk.length;
      for (const byte of chunk) {
        this.#value = TABLE[(this.#value ^ byte) & 0xff] ^ (this.#value >>> 8);
      }
    };
    this.bytes = new Bytes(stream.pipeThrough(passing(add)));
  }

  get value() {
    return ~this.#value >>> 0;
  }
}
