// Where most messages are: a boot takes 15 ms of what may be minutes, one column of pixels in a view of all.

const MOST_LOOKED_AT = 20000;
const FEWEST = 8;
/** Parts of the messages that a burst may have, the largest first: what comes every second in between adds up. */
const SHARES = [0.6, 0.3, 0.1];
/** A stretch is a burst where its messages lie so much closer than all of them. */
const CLOSER = 4;

/** Returns the shortest stretch that has most messages, with some room at both sides; null where there is none. */
export function burstOf(messages) {
  const { count } = messages;
  if (count < FEWEST || count > MOST_LOOKED_AT) {
    return null;
  }
  const times = messages.time.slice(0, count).sort();
  for (const share of SHARES) {
    const part = Math.ceil(count * share);
    if (part < FEWEST) {
      return null;
    }
    const found = densest(times, part);
    if (found.to - found.from < ((times[count - 1] - times[0]) * share) / CLOSER) {
      return withRoom(grown(times, found));
    }
  }
  return null;
}

/** A third of what is shown first a burst must be, to be shown beside the crash. */
const NEAR = 3;
/** What was said last, where that is all that is shown. */
const LAST = 10;

/** Returns the burst with the crash where they lie close together, else what was said last before it; null for all. */
export function crashOf(messages, crash) {
  const burst = burstOf(messages);
  if (burst === null) {
    return null;
  }
  const both = { from: Math.min(burst.from, crash), to: Math.max(burst.to, crash) };
  if (burst.to - burst.from >= (both.to - both.from) / NEAR) {
    return both.to > burst.to ? withRoom(both) : both;
  }
  const times = messages.time.slice(0, messages.count).sort();
  const before = times.findLastIndex(time => time <= crash) + 1;
  const from = Math.min(times[Math.max(0, before - LAST)], crash);
  const after = times.at(-1);
  return withRoom({ from, to: after - crash < (crash - from) / 4 ? Math.max(after, crash) : crash });
}

/** The shortest stretch of so many messages. */
function densest(times, part) {
  let first = 0;
  for (let i = 1; i + part <= times.length; i++) {
    if (times[i + part - 1] - times[i] < times[first + part - 1] - times[first]) {
      first = i;
    }
  }
  return { first, last: first + part - 1, from: times[first], to: times[first + part - 1] };
}

/** Takes in what lies close by on either side. */
function grown(times, { first, last }) {
  const gap = Math.max((times[last] - times[first]) * 0.15, 20);
  while (first > 0 && times[first] - times[first - 1] <= gap) {
    first--;
  }
  while (last + 1 < times.length && times[last + 1] - times[last] <= gap) {
    last++;
  }
  return { from: times[first], to: times[last] };
}

function withRoom({ from, to }) {
  const span = Math.max(to - from, 20);
  return { from: from - span * 0.06, to: to + span * 0.1 };
}
