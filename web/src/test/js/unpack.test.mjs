// Archives, as the page opens them.
import assert from 'node:assert/strict';
import { Blob, File } from 'node:buffer';
import { test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';

globalThis.File ??= File;
const { filesIn, formOf } = await import('../../../../app/src/main/resources/org/rtkit4j/app/serve/page/js/unpack.js');

const LIMIT = 1 << 20;
const bytesOf = text => new TextEncoder().encode(text);

async function all(file, limit = LIMIT) {
  const found = [];
  for await (const one of filesIn(file, limit, new AbortController().signal)) {
    found.push(one.refusal === undefined ? `${one.name}: ${await one.file.text()}` : `${one.name}! ${one.refusal}`);
  }
  return found;
}

function tarHead(name, size, kind = '0') {
  const head = new Uint8Array(512);
  head.set(bytesOf(name), 0);
  head.set(bytesOf(`${size.toString(8).padStart(11, '0')}\0`), 124);
  head.set(bytesOf('        '), 148);
  head[156] = kind.charCodeAt(0);
  head.set(bytesOf('ustar\x0000'), 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.set(bytesOf(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return head;
}

/** How far it says that it is, after each file. */
async function gone(file) {
  const heard = [];
  let now = 0;
  for await (const one of filesIn(file, LIMIT, new AbortController().signal, bytes => (now = bytes))) {
    assert.equal(one.refusal, undefined);
    heard.push(now);
  }
  heard.push(now);
  return heard;
}

const padded = bytes => [bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)];

const tar = (...entries) =>
  new File(
    [
      ...entries.flatMap(([name, text, kind]) => {
        const bytes = bytesOf(text);
        return [tarHead(name, bytes.length, kind), ...padded(bytes)];
      }),
      new Uint8Array(1024),
    ],
    'x.tar',
  );

/** By the polynomial, bit by bit: another way than the page's. */
function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = ((value ^ (byte >> bit)) & 1) !== 0;
      value = (value >>> 1) ^ (isOdd ? 0xedb88320 : 0);
    }
  }
  return ~value >>> 0;
}

function zip(name, ...entries) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const { path, bytes, method = 8, flags = 0, sum = crc32(bytes) } of entries) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(method, 8);
    head.writeUInt32LE(sum, 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(path.length, 26);
    parts.push(head, bytesOf(path), packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(sum, 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(bytes.length, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, bytesOf(path));
    at += 30 + path.length + packed.length;
  }
  const size = directory.reduce((total, part) => total + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return new File([...parts, ...directory, end], name);
}

const canInflate = (() => {
  try {
    return new DecompressionStream('deflate-raw') !== null;
  } catch {
    return false;
  }
})();

test('what is no archive is itself', async () => {
  assert.equal(await formOf(new File(['panic(cpu 0)'], 'x')), null);
  assert.deepEqual(await all(new File(['panic(cpu 0)'], 'x.zip')), ['x.zip: panic(cpu 0)']);
});

test('gzip is told by its bytes', async () => {
  assert.deepEqual(await all(new File([gzipSync('a panic')], 'panic.ips.gz')), ['panic.ips: a panic']);
});

test('a tar in gzip, with long names of both kinds', async () => {
  const long = `${'d/'.repeat(70)}panic.ips`;
  const pax = ` path=${long}\n`;
  const record = `${pax.length + 3}${pax}`;
  const file = tar(
    ['plain', 'one'],
    ['folder/', '', '5'],
    ['link', '', '2'],
    ['././@LongLink', `${long}\0`, 'L'],
    [long.slice(0, 99), 'two'],
    ['pax', record, 'x'],
    ['short', 'three'],
    ['empty', ''],
  );
  const packed = new File([gzipSync(new Uint8Array(await file.arrayBuffer()))], 'x.tgz');
  assert.deepEqual(await all(packed), [
    'x.tar!/plain: one',
    `x.tar!/${long}: two`,
    `x.tar!/${long}: three`,
    'x.tar!/empty: ',
  ]);
});

test('a zip, stored and deflated', { skip: !canInflate }, async () => {
  const file = zip(
    'x.zip',
    { path: 'a/', bytes: bytesOf(''), method: 0 },
    { path: 'a/stored', bytes: bytesOf('one'), method: 0 },
    { path: 'a/deflated', bytes: bytesOf('two '.repeat(100)) },
    { path: 'secret', bytes: bytesOf('three'), flags: 1 },
    { path: 'strange', bytes: bytesOf('four'), method: 12 },
    { path: 'wrong', bytes: bytesOf('five'), sum: 1 },
  );
  assert.deepEqual(await all(file), [
    'x.zip!/a/stored: one',
    `x.zip!/a/deflated: ${'two '.repeat(100)}`,
    'x.zip!/secret! encrypted, or packed in a way that is not read',
    'x.zip!/strange! encrypted, or packed in a way that is not read',
    'x.zip!/wrong! it is damaged',
  ]);
});

test('of a zip that is cut off what stands before the cut', { skip: !canInflate }, async () => {
  const whole = zip(
    'x.zip',
    { path: 'a', bytes: bytesOf('one'), method: 0 },
    { path: 'b', bytes: bytesOf('two '.repeat(100)) },
    { path: 'c', bytes: bytesOf('three'.repeat(9)), method: 0 },
  );
  const bytes = await whole.arrayBuffer();
  const before = 2 * 31 + 3 + deflateRawSync(bytesOf('two '.repeat(100))).length;
  const cut = new File([bytes.slice(0, before + 31 + 10)], 'x.zip');
  assert.deepEqual(await all(cut), [
    'x.zip!/a: one',
    `x.zip!/b: ${'two '.repeat(100)}`,
    'x.zip!/c! it is damaged',
    'x.zip! the archive is cut off',
  ]);
  assert.deepEqual(await all(new File([bytes.slice(0, 20)], 'x.zip')), ['x.zip! the archive is cut off']);
});

test('archives in one another, and not for ever', { skip: !canInflate }, async () => {
  const inner = new Uint8Array(await tar(['panic.ips', 'deep']).arrayBuffer());
  const file = zip('x.zip', { path: 'sysdiagnose.tar.gz', bytes: gzipSync(inner) });
  assert.deepEqual(await all(file), ['x.zip!/sysdiagnose.tar!/panic.ips: deep']);
  let nested = gzipSync('a');
  for (let i = 0; i < 8; i++) {
    nested = gzipSync(nested);
  }
  assert.deepEqual(await all(new File([nested], 'x')), ['x! packed more than 6 times over: not opened']);
});

test('what browsers do not open is named', async () => {
  const forms = { bzip2: 'BZh9', xz: '\xfd7zXZ\0', zstd: '\x28\xb5\x2f\xfd', '7z': '7z\xbc\xaf\x27\x1c' };
  for (const [form, magic] of Object.entries(forms)) {
    const file = new File([Uint8Array.from(magic, one => one.charCodeAt(0)), 'rest'], 'x');
    assert.deepEqual(await all(file), [
      `x! packed as ${form}, which browsers do not open: unpack it first, or use rtkit explain`,
    ]);
  }
});

test('what is too large is left out, and what follows is found', async () => {
  const file = tar(['large', 'a'.repeat(3 * LIMIT)], ['small', 'b']);
  assert.deepEqual(await all(file), ['x.tar!/large! has more than 1 MiB', 'x.tar!/small: b']);
});

test('an archive that is a bomb is stopped', async () => {
  const bomb = gzipSync(new Uint8Array(300 << 20));
  await assert.rejects(all(new File([bomb], 'x')), /unpacks to more than 400 times its size/);
});

test('whoever gives up is heard', async () => {
  const giving = new AbortController();
  const walk = filesIn(tar(['a', '1'], ['b', '2']), LIMIT, giving.signal);
  assert.equal((await walk.next()).value.name, 'x.tar!/a');
  giving.abort();
  await assert.rejects(walk.next());
});

test('how much of an archive is gone through is told, and never more than it has', async () => {
  const large = 'x'.repeat(300_000);
  const archive = tar(...[...'abcdefgh'].map(name => [name, large]));
  for (const file of [
    archive,
    new File([gzipSync(new Uint8Array(await archive.arrayBuffer()))], 'x.tar.gz'),
    zip('x.zip', ...[...'abcd'].map(path => ({ path, bytes: bytesOf(large), method: 0 }))),
  ]) {
    const heard = await gone(file);
    assert.deepEqual(heard, heard.toSorted?.((a, b) => a - b) ?? heard);
    assert.ok(heard.at(-1) <= file.size && heard.at(-1) > file.size * 0.9, `${file.name}: ${heard} of ${file.size}`);
  }
  assert.ok((await gone(archive))[1] < archive.size / 2);
});

/** Cut and changed at random: files and refusals, never anything else. */
test('damage ends in files or refusals', async () => {
  const sources = [
    await tar(['a', 'one'], ['b', 'two'.repeat(300)]).arrayBuffer(),
    gzipSync(new Uint8Array(await tar(['a', 'one'], ['b', 'two']).arrayBuffer())),
    await zip('x', { path: 'a', bytes: bytesOf('one'), method: 0 }, { path: 'b', bytes: bytesOf('two') }).arrayBuffer(),
  ].map(one => new Uint8Array(one));
  let seed = 1;
  const random = most => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 0x100000000) * most);
  };
  for (let i = 0; i < 600; i++) {
    const bytes = Uint8Array.from(sources[i % sources.length]);
    for (let changes = random(4); changes > 0; changes--) {
      bytes[random(bytes.length)] = random(256);
    }
    const file = new File([bytes.subarray(0, random(3) === 0 ? random(bytes.length) : bytes.length)], 'x');
    for (const line of await all(file)) {
      assert.match(line, /^x[^]*[:!] /);
    }
  }
});
