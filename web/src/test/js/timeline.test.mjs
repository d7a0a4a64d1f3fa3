// The time line's arithmetic: node --test web/src/test/js
import assert from 'node:assert/strict';
import { test } from 'node:test';

const page = '../../../../app/src/main/resources/org/rtkit4j/app/serve/page/js/';
const { durationText, stepFor, timeText } = await import(`${page}timeline/axis.js`);
const { burstOf, crashOf } = await import(`${page}timeline/burst.js`);
const { Lanes } = await import(`${page}timeline/lanes.js`);
const { FROM_AP, FROM_IOP, groupOf, Messages, UNKNOWN } = await import(`${page}timeline/model.js`);

/** Messages of two tracks at these times, the first track's from the AP, the second's from nobody known. */
function messagesAt(...times) {
  const messages = new Messages(['one', 'two'], 'us');
  messages.addKind(0, { track: 0, endpoint: 0x20, endpointName: 'app', direction: FROM_AP, name: 'ASK' });
  messages.addKind(1, { track: 1, endpoint: 0, endpointName: 'mgmt', direction: UNKNOWN, name: null });
  times.forEach(([time, kind = 0, request = -1, flags = 0]) => messages.add(time, kind, request, flags));
  return messages;
}

test('steps are round, and no more of them than fit', () => {
  for (const span of [1, 7.3, 99, 1e6, 123456789]) {
    for (const most of [2, 5, 12]) {
      const step = stepFor(span, most);
      assert.ok(span / step <= most + 1e-9, `${span} ${most}`);
      assert.match(step.toExponential(), /^[125]e/);
    }
  }
});

test('times are written as finely as their step, and those before have a minus', () => {
  assert.equal(timeText(1_500_000, 'us', 100_000), '1.5 s');
  assert.equal(timeText(-1_500_000, 'us', 100_000), '−1.5 s');
  assert.equal(timeText(-0.2, 'us', 100_000), '0.0 s');
  assert.equal(timeText(12.5, 'us', 1), '0.000013 s');
});

test('durations have the unit that suits them', () => {
  assert.equal(durationText(0.5, 'us'), '0.5 µs');
  assert.equal(durationText(1234, 'us'), '1.23 ms');
  assert.equal(durationText(61_000_000, 'us'), '61 s');
});

test('a burst is found, with what lies close by', () => {
  const times = [...Array(30).keys()].map(i => [1000 + i]);
  const found = burstOf(messagesAt([0], ...times, [500_000], [900_000]));
  assert.ok(found.from < 1000 && found.from > 900, String(found.from));
  assert.ok(found.to > 1029 && found.to < 1100, String(found.to));
});

test('a boot is found among what comes every second', () => {
  const pings = [...Array(900).keys()].map(i => [10_000_000 + i * 1_000_000]);
  const found = burstOf(messagesAt(...[...Array(150).keys()].map(i => [i * 100]), ...pings));
  assert.ok(found.from < 0 && found.to > 14_900 && found.to < 20_000, JSON.stringify(found));
});

test('what is spread evenly, or is little, has no burst', () => {
  assert.equal(burstOf(messagesAt(...[...Array(40).keys()].map(i => [i * 1000]))), null);
  assert.equal(burstOf(messagesAt([0], [1], [2])), null);
});

test('two that lie close together are no burst', () => {
  assert.equal(burstOf(messagesAt([0], [1000], [1001], ...[...Array(14).keys()].map(i => [2000 + i * 1000]))), null);
});

test('what is looked at first has the crash in it', () => {
  const boot = [...Array(30).keys()].map(i => [1000 + i]);
  const inside = crashOf(messagesAt([0], ...boot, [500_000]), 1010);
  assert.deepEqual(inside, burstOf(messagesAt([0], ...boot, [500_000])));
  const close = crashOf(messagesAt([0], ...boot, [500_000]), 1070);
  assert.ok(close.from < 1000 && close.to > 1070 && close.to < 1100, JSON.stringify(close));
});

test('of a crash far behind the burst it is what was said last', () => {
  const boot = [...Array(60).keys()].map(i => [1000 + i]);
  const pings = [...Array(40).keys()].map(i => [1_000_000 + i * 100_000]);
  const { from, to } = crashOf(messagesAt(...boot, ...pings), 5_000_000);
  assert.ok(from > 3_700_000 && from < 4_000_000 && to > 5_000_000 && to < 6_000_000, `${from} ${to}`);
  const silent = crashOf(messagesAt(...boot, [9_000_000]), 5_000_000);
  assert.ok(silent.from < 1045 && silent.to > 5_000_000 && silent.to < 9_000_000, JSON.stringify(silent));
});

test('where there is no burst all is looked at', () => {
  assert.equal(crashOf(messagesAt([0], [1], [2]), 2), null);
});

test('next and previous find every message once, in the order of time', () => {
  const lanes = new Lanes(messagesAt([5], [5, 1], [7], [9, 1], [9], [12, 1]));
  const there = [];
  for (let at = lanes.end(true); at >= 0; at = lanes.neighbour(at, true)) {
    there.push(at);
  }
  const back = [];
  for (let at = lanes.end(false); at >= 0; at = lanes.neighbour(at, false)) {
    back.push(at);
  }
  assert.deepEqual(there, [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(back, there.toReversed?.() ?? [...there].reverse());
});

test('a track of which nothing passes the filter is empty', () => {
  const lanes = new Lanes(messagesAt([1], [2, 1]));
  assert.deepEqual([lanes.isEmpty(0), lanes.isEmpty(1), lanes.hasUnknown], [false, false, true]);
  lanes.setFilter({ words: ['ask'], groups: new Set([0, 4]), onlyOpen: false });
  assert.deepEqual([lanes.isEmpty(0), lanes.isEmpty(1), lanes.hasUnknown], [false, true, false]);
  assert.equal(lanes.total, 1);
});

test('counts between two times are exact at any number', () => {
  const random = (() => {
    let seed = 1;
    return () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  })();
  let time = 0;
  const messages = messagesAt(...Array.from({ length: 5000 }, () => [(time += random() * 10), random() < 0.5 ? 0 : 1]));
  const lanes = new Lanes(messages);
  for (let i = 0; i < 200; i++) {
    const [from, to] = [random() * time, random() * time].sort((a, b) => a - b);
    const expected = messages.time.subarray(0, messages.count).filter(t => t >= from && t < to).length;
    assert.equal(lanes.countBetween(from, to), expected);
  }
});

test('a request is open until it is answered', () => {
  const messages = messagesAt([1, 0, -1, 1], [2, 0, -1, 1], [3, 1, 0]);
  assert.deepEqual([...messages.open], [1]);
  assert.equal(messages.answerOf(0), 2);
  assert.equal(messages.requestOf(2), 0);
});

test('endpoints have their groups', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 8, 0xa, 0x20].map(groupOf), [0, 3, 1, 1, 2, 1, 1, 4]);
  assert.notEqual(FROM_AP, FROM_IOP);
});
