// How much, how far, and when, in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const page = '../../../../app/src/main/resources/org/rtkit4j/app/serve/page/js/';
const { shareText, sizeText } = await import(`${page}share.js`);
const { dateOf, dateText } = await import(`${page}reportdate.js`);
const MEBI = 1 << 20;

test('a size has the unit that suits it', () => {
  assert.equal(sizeText(1), '1 KiB');
  assert.equal(sizeText(60_000_000), '57.2 MiB');
});

test('a share is of what is large, and all of it never', () => {
  assert.equal(shareText(512, 1024), '1 KiB');
  assert.equal(shareText(0, 64 * MEBI), '0 of 64 MiB, 0 %');
  assert.equal(shareText(12 * MEBI, 64 * MEBI), '12 of 64 MiB, 18 %');
  assert.equal(shareText(64 * MEBI, 64 * MEBI), '64 of 64 MiB, 99 %');
});

const at = (details, name = 'x') => {
  const time = dateOf({ details }, name);
  return time === null ? null : dateText(time);
};

test('a report is of the time that its container says', () => {
  assert.equal(at({ reportTime: '2030-01-31 23:30:00.00 +0100', calendarSeconds: '1' }), '2030-01-31 22:30');
  assert.equal(at({ reportTime: '2030-01-31 23:30:00 -0530' }), '2030-02-01 05:00');
  assert.equal(at({ reportTime: '2030-01-31 23:30:00' }), '2030-01-31 23:30');
});

test('else of the clock in the panic, else of its name', () => {
  assert.equal(at({ reportTime: 'yesterday', calendarSeconds: '86400' }), '1970-01-02 00:00');
  assert.equal(at({}, 'a/panic-full-2030-01-01-100000.0001.ips'), '2030-01-01 10:00');
  assert.equal(at({}, 'panic.txt'), null);
  assert.equal(dateOf({}, 'panic.txt'), null);
});

test('a day that there is not is no date', () => {
  assert.equal(at({ reportTime: '2030-02-30 10:00:00' }), null);
  assert.equal(at({}, 'panic-full-2030-13-01-100000.ips'), null);
  assert.equal(at({}, 'panic-full-2030-01-01-250000.ips'), null);
  assert.equal(at({ calendarSeconds: '99999999999' }), null);
});
