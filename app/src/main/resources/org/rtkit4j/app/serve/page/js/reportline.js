// A report's messages for the time line: each of its logs is a track, times are microseconds before the crash, or since
// the first message where the report does not say when it was.
import { FROM_AP, FROM_IOP, Messages, UNKNOWN } from './timeline/model.js';

const DIRECTIONS = { 'AP->IOP': FROM_AP, 'IOP->AP': FROM_IOP };

/** Ticks of a co-processor's clock in a microsecond; a guess, as `docs/decisions.md` says. */
export const TICKS = 24;

const LONGEST_SILENCE = BigInt(TICKS) * 600_000_000n;

/** Returns the messages, what the report says of each, and what to ask the decoder about one; null without any. */
export function reportMessages(report) {
  const moments = report.timeline;
  if (moments.length === 0) {
    return null;
  }
  const logs = report.mailboxes.map(log => ({
    name: `mailbox ${log.index}`,
    title: `mailbox ${log.index}`,
    peer: log.peer,
  }));
  const withAp = Math.max(
    0,
    logs.findIndex(log => log.peer === 'AP' || log.peer === 'unknown'),
  );
  const trackOf = moment =>
    moment.log === null
      ? withAp
      : Math.max(
          0,
          logs.findIndex(log => log.name === moment.log),
        );
  const messages = new Messages(
    logs.length > 0 ? logs.map(log => log.title) : ['AP log'],
    'us',
    logs.map(log => (isPeer(log) ? 'peer' : 'AP')),
  );
  const crash = crashOf(report, moments);
  const zero = crash ?? BigInt(moments[0].time);
  const kinds = new Map();
  for (const moment of moments) {
    const kind = kindOf(moment, trackOf(moment));
    const key = JSON.stringify(kind);
    if (!kinds.has(key)) {
      kinds.set(key, kinds.size);
      messages.addKind(kinds.get(key), kind);
    }
    messages.add(
      Number(BigInt(moment.time) - zero) / TICKS,
      kinds.get(key),
      moment.answers ?? -1,
      moment.missing === null ? 0 : 1,
    );
  }
  const asked = moment => askedOf(moment, report, logs[trackOf(moment)]);
  return { messages, moments, crash: crash === null ? null : 0, asked };
}

/** When it crashed, on the clock of its messages; null where that is not on it. */
function crashOf(report, moments) {
  if (report.time === null) {
    return null;
  }
  const time = BigInt(report.time);
  // A clock that is elsewhere is another one, or is not written out whole.
  const isNear = time >= BigInt(moments[0].time) && time - BigInt(moments.at(-1).time) <= LONGEST_SILENCE;
  return isNear ? time : null;
}

function kindOf(moment, track) {
  const name = /^[A-Z][A-Z0-9_]*/.exec(moment.decoded)?.[0] ?? null;
  return {
    track,
    endpoint: moment.endpoint ?? 0xff,
    endpointName: moment.endpointName,
    direction: DIRECTIONS[moment.direction] ?? UNKNOWN,
    name,
  };
}

// On a mailbox that leads to another co-processor the words are the SMC's, and the crashed one speaks as the AP does.
function askedOf(moment, report, log) {
  if (moment.endpoint === null) {
    return null;
  }
  const turns = isPeer(log);
  const turned =
    turns && !report.coprocessor.startsWith('SMC')
      ? { 'AP->IOP': 'IOP->AP', 'IOP->AP': 'AP->IOP' }[moment.direction]
      : moment.direction;
  return {
    coprocessor: turns ? 'SMC' : report.coprocessor,
    direction: turned ?? '',
    endpoint: moment.endpoint,
    message: moment.message,
  };
}

const isPeer = log => log !== undefined && log.peer !== 'AP' && log.peer !== 'unknown';
