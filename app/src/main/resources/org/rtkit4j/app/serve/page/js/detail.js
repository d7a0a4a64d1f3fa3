// What a report says besides, in the words of the command: `Facts` has the same.

const NAMES = {
  model: 'model',
  system: 'system',
  chip: 'chip',
  secondsSinceBoot: 'since boot',
  secondsSinceWake: 'since it woke',
  panicInitiator: 'initiator',
  repairStatus: 'repair status',
  kernelExtensions: 'in the backtrace',
  reportTime: 'reported',
  osVersion: 'system version',
  kernelVersion: 'kernel',
  ibootVersion: 'boot loader',
  panickedTask: 'panicked task',
  machAbsoluteTime: "AP's counter",
  sleepCount: 'times slept',
  wakeCount: 'times woken',
  dutyCycle: 'duty cycle',
  afterMessage: 'beside message',
};
const SECONDS = ['secondsSinceBoot', 'secondsSinceWake'];
/** What stands beside another detail. */
const BESIDE = ['modelName', 'chipName'];

/** Returns the details that the command shows, as names and texts, and those that stand in its JSON alone. */
export function detailsOf(details) {
  const all = Object.entries(details);
  return {
    named: all.filter(([name]) => name in NAMES).map(([name, value]) => [NAMES[name], shown(name, value, details)]),
    others: all
      .filter(([name]) => !(name in NAMES) && !BESIDE.includes(name))
      .map(([name, value]) => [wordsOf(name), value]),
  };
}

function shown(name, value, details) {
  return SECONDS.includes(name) ? durationOf(Number(value)) : withName(value, details[`${name}Name`]);
}

/** `T8112 (M2)`. */
export const withName = (identifier, name) => (identifier && name ? `${identifier} (${name})` : identifier);

/** `sleepCount` becomes `sleep count`. */
export function wordsOf(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}

/** `3 h 29 min`, as the command says it. */
export function durationOf(seconds) {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 600) {
    return `${Math.floor(seconds)} s`;
  }
  if (hours === 0) {
    return `${minutes} min`;
  }
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
