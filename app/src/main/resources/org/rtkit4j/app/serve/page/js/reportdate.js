// When a report was made, by its own words, as `ReportDate` reads them: what its container says, else the clock in the
// panic, else its file's name. Never the file's own time, which is that of a copy.

const STAMP = /(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d+)?(?: ([+-])(\d\d)(\d\d))?/;
/** As in `panic-full-2030-01-01-100000.0001.ips`. */
const NAME = /(\d{4})-(\d\d)-(\d\d)-(\d\d)(\d\d)(\d\d)/;
const MINUTE = 60_000;

/** Returns the date in milliseconds since 1970, or null. A time without a zone is taken for UTC. */
export function dateOf(report, name) {
  const { reportTime = '', calendarSeconds = '' } = report.details ?? {};
  return timeOf(STAMP.exec(reportTime)) ?? (/^\d{1,10}$/.test(calendarSeconds) ? calendarSeconds * 1000 : named(name));
}

const named = name => timeOf(NAME.exec(name));

function timeOf(found) {
  if (found === null) {
    return null;
  }
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number);
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // The thirtieth of February is none.
  const isDate = new Date(time).toISOString().startsWith(found[0].slice(0, 10)) && hour < 24 && minute < 60;
  const [sign = '+', hours = '0', minutes = '0'] = found.slice(7);
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  return isDate ? time - (sign === '-' ? -offset : offset) : null;
}

/** Writes a date to the minute, in UTC, as the command does. */
export const dateText = time => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
