// One crash: first what happened, in plain language, then the evidence.
import { detailsOf } from './detail.js';
import { count, facts, h, logLines, panel } from './dom.js';
import { registersOf, stackOf } from './registers.js';
import { reportMessages, TICKS } from './reportline.js';
import { getJson } from './server.js';
import { tableOf } from './table.js';
import { durationText } from './timeline/axis.js';
import { MessagePanel } from './timeline/message.js';
import { TimeLine } from './timeline/timeline.js';
import { verdictView } from './verdict.js';

const FORMATS = {
  'macos-panic': 'panic report of macOS or iOS',
  'linux-log': 'Linux kernel log',
  'rtkit-crashlog': 'binary crash log',
  m1n1: 'm1n1’s print of a crash',
};
const MOST_ROWS = 400;

/**
 * @param saves what can be kept of it
 * @param signal aborts when another is shown
 */
export function reportView(report, saves, signal) {
  return [
    verdictView(report, saves),
    timeLine(report, signal),
    h(
      'div',
      { class: 'columns' },
      h('div', { class: 'report' }, faultingTask(report), stackOf(report)),
      factsPanel(report),
    ),
    registersOf(report),
    h('div', { class: 'columns' }, unanswered(report), latencies(report)),
    syslog(report),
    tasks(report),
    rest(report),
    warnings(report.warnings),
  ];
}

function factsPanel(report) {
  const firmware = report.firmware;
  const { named, others } = detailsOf(report.details);
  return panel('Facts', [
    facts('facts-list', [
      ['source', `${FORMATS[report.format] ?? report.format}${report.line > 0 ? `, from line ${report.line}` : ''}`],
      ['device', report.device && `${report.device.driver} ${report.device.name}`.trim()],
      ['subject', report.subject && `${report.subject.part}, by the words “${report.subject.words}”`],
      ['faulting task', report.faultingTask && `${report.faultingTask.name ?? ''} (${report.faultingTask.id})`],
      ['firmware', firmware.client],
      ['RTKit', firmware.rtkit],
      ['build UUID', firmware.uuid && h('code', {}, firmware.uuid)],
      ['time', timeOf(report)],
      ['ASLR slide', report.aslrSlide && h('code', {}, report.aslrSlide)],
      ['group', h('code', {}, report.group)],
      ...named,
    ]),
    others.length > 0 &&
      h(
        'details',
        { class: 'more-facts' },
        h('summary', {}, `${others.length} more from the report`),
        facts('facts-list', others),
      ),
  ]);
}

function timeOf({ time, format }) {
  const how = format === 'linux-log' ? ', printed in decimal' : '';
  return time && [h('code', {}, time), `, the co-processor's own counter${how}`];
}

function timeLine(report, signal) {
  const read = reportMessages(report);
  if (read === null) {
    return null;
  }
  const { messages, moments, asked } = read;
  const details = new MessagePanel(async at => {
    const moment = moments[at];
    const ask = asked(moment);
    const fields = ask === null ? { fields: [] } : await getJson(`decode?${new URLSearchParams(ask)}`);
    return { ...fields, message: moment.message, word: null };
  });
  const line = new TimeLine(messages, {
    signal,
    live: false,
    crash: read.crash,
    beside: details.element,
    decoded: at => moments[at].decoded,
    onChoose: at => details.show(line, at),
  });
  return h(
    'section',
    { class: 'panel', 'aria-label': 'Time line' },
    h(
      'div',
      { class: 'head' },
      h('h2', {}, `Messages: ${moments.length.toLocaleString('en')}`),
      h('span', { class: 'muted' }, clockOf(report, read)),
    ),
    line.element,
  );
}

function clockOf(report, read) {
  const zero = read.crash === null ? 'seconds since the first message' : 'seconds before the crash';
  const merged = report.apLog?.clockOffset ? '; the AP’s log merged in' : '';
  return `${zero}, at a guessed 24 ticks a microsecond${merged}`;
}

const usedOf = task =>
  task.stackUsed === null
    ? ''
    : task.stackSize === null
      ? task.stackUsed.toLocaleString('en')
      : `${task.stackUsed.toLocaleString('en')} of ${task.stackSize.toLocaleString('en')}`;

const stateOf = task => [task.status, task.note].filter(Boolean).join(' ');

function faultingTask(report) {
  const task = report.tasks.find(one => one.faulting);
  return (
    task !== undefined &&
    panel(
      `Faulting task: ${task.name ?? task.id}`,
      facts('facts-list', [
        ['id', String(task.id)],
        ['priority', task.priority === null ? null : String(task.priority)],
        ['stack bytes', usedOf(task)],
        ['state', stateOf(task)],
        ['calls', taskStack(task) || null],
      ]),
    )
  );
}

function tasks(report) {
  const others = report.tasks.filter(task => !task.faulting);
  if (others.length === 0) {
    return null;
  }
  const [one, many] = others.length < report.tasks.length ? ['other task', 'other tasks'] : ['task', 'tasks'];
  return h(
    'details',
    { class: 'panel' },
    h('summary', {}, h('h2', {}, count(others.length, one, many))),
    h(
      'div',
      { class: 'body' },
      tableOf(
        ['Id', 'Name', 'Priority', 'Stack bytes', 'State', 'Calls'],
        others
          .slice(0, MOST_ROWS)
          .map(task => [
            String(task.id),
            h('code', {}, task.name ?? ''),
            task.priority === null ? '' : String(task.priority),
            usedOf(task),
            stateOf(task),
            taskStack(task),
          ]),
      ),
      others.length > MOST_ROWS &&
        h('p', { class: 'muted' }, `${(others.length - MOST_ROWS).toLocaleString('en')} more are in the JSON.`),
    ),
  );
}

function taskStack(task) {
  return (
    task.stack.length > 0 &&
    h(
      'details',
      {},
      h(
        'summary',
        {},
        count(task.stack.length, 'call', 'calls'),
        h('span', { class: 'hidden-text' }, ` of ${task.name ?? task.id}`),
      ),
      h(
        'ol',
        { class: 'stack' },
        task.stack.map(one =>
          h('li', {}, h('span', {}, one.unslid ?? one.address), h('span', { class: 'muted' }, one.symbol ?? '')),
        ),
      ),
    )
  );
}

function unanswered(report) {
  return (
    report.unanswered.length > 0 &&
    panel(
      `Requests without answer: ${report.unanswered.length}`,
      tableOf(
        ['Log', 'Endpoint', 'Request', 'What was to come'],
        report.unanswered
          .slice(0, MOST_ROWS)
          .map(one => [one.log, one.endpointName, h('code', {}, one.decoded), one.expected]),
      ),
    )
  );
}

function latencies(report) {
  return (
    report.latencies.length > 0 &&
    panel(
      'How long answers took',
      tableOf(
        ['Endpoint', 'Request', 'Count', 'Least', 'Median', 'Most'],
        report.latencies
          .slice(0, MOST_ROWS)
          .map(one => [
            one.endpointName,
            h('code', {}, one.request),
            one.count.toLocaleString('en'),
            ...[one.least, one.median, one.most].map(ticks => durationText(ticks / TICKS, 'us')),
          ]),
        2,
      ),
    )
  );
}

function syslog(report) {
  return (
    report.syslog.length > 0 &&
    panel(
      'What the firmware logged before',
      logLines(
        'Syslog',
        report.syslog.map(line => `${line.when} ${line.context} ${line.text}`.trim()),
      ),
    )
  );
}

function rest(report) {
  const { sections, mappings, unmapped, mailboxes } = report;
  const controls = mailboxes.flatMap(log =>
    Object.entries(log.controls).map(([name, value]) => [
      `mailbox ${log.index}`,
      h('code', {}, name),
      h('code', {}, value),
    ]),
  );
  const parts = [
    controls.length > 0 && [
      h('h3', {}, 'Mailbox registers'),
      tableOf(['Log', 'Register', 'Value'], controls.slice(0, MOST_ROWS)),
    ],
    mappings.length > 0 &&
      h('p', {}, `${count(mappings.length, 'page mapping', 'page mappings')} of its memory; the JSON lists them.`),
    unmapped.length > 0 &&
      h('p', {}, `${count(unmapped.length, 'range', 'ranges')} could not be put into a core dump: no mapping.`),
    sections.length > 0 && [
      h('h3', {}, 'Parts whose meaning is not known'),
      tableOf(
        ['Part', 'Version', 'Bytes', 'Begins with'],
        sections
          .slice(0, MOST_ROWS)
          .map(s => [
            h('code', {}, s.tag),
            s.version ?? '',
            s.size === null ? 'not in the report' : String(s.size),
            h('code', {}, (s.data ?? '').slice(0, 48)),
          ]),
      ),
    ],
  ].filter(Boolean);
  return (
    parts.length > 0 &&
    h(
      'details',
      { class: 'panel' },
      h('summary', {}, h('h2', {}, 'Everything else')),
      h('div', { class: 'body explain' }, parts),
    )
  );
}

export function warnings(lines) {
  return lines.length > 0 && panel('What could not be read, or had to be guessed', bullets(lines));
}

/** Lines that each say one thing. */
export const bullets = lines =>
  h(
    'ul',
    { class: 'warnings' },
    lines.map(line => h('li', {}, line)),
  );
