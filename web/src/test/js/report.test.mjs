// What the page makes of a report's messages, and what it keeps for a reload.
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { test } from 'node:test';

const page = '../../../../app/src/main/resources/org/rtkit4j/app/serve/page/js/';
const { reportMessages, TICKS } = await import(`${page}reportline.js`);
const { keep, kept } = await import(`${page}kept.js`);
const { detailsOf, durationOf, wordsOf } = await import(`${page}detail.js`);

const moment = (time, more = {}) => ({
  time,
  log: 'mailbox 0',
  direction: 'AP->IOP',
  endpoint: 0x20,
  endpointName: 'app',
  message: '0x0000000000000001',
  decoded: 'ASK(A=1)',
  answers: null,
  missing: null,
  ...more,
});

const report = (time, ...timeline) => ({
  time,
  coprocessor: 'DCP',
  timeline,
  mailboxes: [{ index: 0, peer: 'AP' }],
});

test('times are microseconds before the crash', () => {
  const { messages, crash } = reportMessages(report('0x1000000', moment('0xf00000'), moment('0xff0000')));
  assert.equal(crash, 0);
  assert.deepEqual([...messages.time.subarray(0, 2)], [-0x100000 / TICKS, -0x10000 / TICKS]);
});

test('the message that tells of the crash may come after it', () => {
  const { messages, crash } = reportMessages(report('0x100', moment('0x80'), moment('0x118')));
  assert.equal(crash, 0);
  assert.equal(messages.time[1], 1);
});

test('a crash on another clock is none of the time line’s', () => {
  const { messages, crash } = reportMessages(report('0xffffffffffff', moment('0x80'), moment('0x98')));
  assert.equal(crash, null);
  assert.deepEqual([...messages.time.subarray(0, 2)], [0, 1]);
  assert.equal(reportMessages(report(null, moment('0x80'))).crash, null);
});

test('a report without messages has no time line', () => {
  assert.equal(reportMessages(report(null)), null);
});

test('keys become words', () => {
  assert.equal(wordsOf('secondsSinceWake'), 'seconds since wake');
});

test('durations are two parts at most', () => {
  assert.deepEqual(
    [0, 59, 599, 600, 3599, 3601, 172799, 176400].map(durationOf),
    ['0 s', '59 s', '599 s', '10 min', '59 min', '1 h 0 min', '47 h 59 min', '2 d 1 h'],
  );
});

test('details have the words of the command, with what stands beside them', () => {
  const { named, others } = detailsOf({ chip: 'T8112', chipName: 'M2', secondsSinceWake: '9', panickingCpu: '2' });
  assert.deepEqual(named, [['chip', 'T8112 (M2)'], ['since it woke', '9 s']]);
  assert.deepEqual(others, [['panicking cpu', '2']]);
});

test('a report is kept for a reload, byte for byte, and a large one is not', async () => {
  const storage = new Map();
  globalThis.File ??= File;
  globalThis.sessionStorage = {
    getItem: key => storage.get(key) ?? null,
    setItem: (key, value) => storage.set(key, value),
    removeItem: key => storage.delete(key),
  };
  assert.equal(kept(), null);
  const bytes = Uint8Array.from({ length: 70000 }, (_, i) => (i * 31) & 0xff);
  await keep(new File([bytes], 'a name'));
  assert.equal(kept().name, 'a name');
  assert.deepEqual(new Uint8Array(await kept().arrayBuffer()), bytes);
  await keep(new File([new Uint8Array(3_000_000)], 'large'));
  assert.equal(kept(), null);
  await keep(new File(['x'], 'small'));
  await keep(null);
  assert.equal(kept(), null);
});
