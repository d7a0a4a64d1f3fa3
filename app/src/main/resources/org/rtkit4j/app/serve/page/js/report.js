// One crash: first what happened, in plain language, then the evidence.
import { count, facts, h, panel } from './dom.js';
import { registersOf, stackOf } from './registers.js';
import { reportMessages, wordsOf } from './reportline.js';
import { getJson } from './server.js';
import { MessagePanel } from './timeline/message.js';
import { TimeLine } from './timeline/timeline.js';

const FORMATS = {
  'macos-panic': 'panic report of macOS or iOS',
  'linux-log': 'Linux kernel log',
  'rtkit-crashlog': 'binary crash log',
  m1n1: 'm1n1’s print of a crash',
};
const SURE = { certain: 'good', likely: 'warn', unclear: 'bad' };
const MOST_ROWS = 400;

/**
 * @param saves what can be kept of it
 * @param signal aborts when another is shown
 */
export function reportView(report, saves, signal) {
  return [
    verdict(report, saves),
    timeLine(report, signal),
    h('div', { class: 'columns' }, factsPanel(report), stackOf(report)),
    registersOf(report),
    tasks(report),
    h('div', { class: 'columns' }, unanswered(report), latencies(report)),
    syslog(report),
    rest(report),
    warnings(report.warnings),
  ];
}

function verdict(report, saves) {
  const {
    verdict: { sentence, sureness, because },
  } = report;
  return h(
    'section',
    { class: 'panel verdict' },
    h(
      'div',
      { class: 'row' },
      h('span', { class: 'pill bad' }, `${report.coprocessor} · ${report.kind}`),
      h('span', { class: `pill ${SURE[sureness] ?? ''}` }, sureness),
    ),
    h('h2', { class: 'sentence', tabindex: '-1' }, sentence),
    h('p', { class: 'because' }, because.replace(new RegExp(`^${sureness}\\. `), '')),
    report.reason &&
      h(
        'pre',
        { class: 'reason', tabindex: '0', role: 'region', 'aria-label': 'The firmware’s message' },
        report.reason,
      ),
    saves,
  );
}

function factsPanel(report) {
  const firmware = report.firmware;
  return panel(
    'Facts',
    facts('facts-list', [
      ['source', `${FORMATS[report.format] ?? report.format}${report.line > 0 ? `, from line ${report.line}` : ''}`],
      ['device', report.device && `${report.device.driver} ${report.device.name}`.trim()],
      ['subject', report.subject && `${report.subject.part}, by the words “${report.subject.words}”`],
      ['faulting task', report.faultingTask && `${report.faultingTask.name ?? ''} (${report.faultingTask.id})`],
      ['firmware', firmware.client],
      ['RTKit', firmware.rtkit],
      ['build UUID', firmware.uuid && h('code', {}, firmware.uuid)],
      ['time', report.time && h('code', {}, report.time)],
      ['ASLR slide', report.aslrSlide && h('code', {}, report.aslrSlide)],
      ['group', h('code', {}, report.group)],
      ...Object.entries(report.details).map(([name, value]) => [wordsOf(name), value]),
    ]),
  );
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
    decoded: at => moments[at].decoded,
    onChoose: at => details.show(line, at),
  });
  const title = `Messages: ${count(moments.length, 'one', 'in all')}`.replace('1 one', 'one');
  return [
    h(
      'section',
      { class: 'panel', 'aria-label': 'Time line' },
      h(
        'div',
        { class: 'head' },
        h('h2', {}, title),
        h(
          'span',
          { class: 'muted' },
          report.apLog?.clockOffset
            ? 'the AP’s log merged in, by the co-processor’s clock'
            : 'by the co-processor’s clock',
        ),
      ),
      line.element,
    ),
    details.element,
  ];
}

function tasks(report) {
  if (report.tasks.length === 0) {
    return null;
  }
  const used = task =>
    task.stackUsed === null
      ? ''
      : task.stackSize === null
        ? task.stackUsed.toLocaleString('en')
        : `${task.stackUsed.toLocaleString('en')} of ${task.stackSize.toLocaleString('en')}`;
  const order = [...report.tasks].sort((a, b) => Number(b.faulting) - Number(a.faulting));
  const rows = order
    .slice(0, MOST_ROWS)
    .map(task =>
      h(
        'tr',
        { class: task.faulting ? 'is-faulting' : null },
        h('td', { class: 'number' }, String(task.id)),
        h('td', {}, h('code', {}, task.name ?? ''), task.faulting && h('strong', {}, ' faulting')),
        h('td', { class: 'number' }, task.priority === null ? '' : String(task.priority)),
        h('td', { class: 'number' }, used(task)),
        h('td', {}, [task.status, task.note].filter(Boolean).join(' ')),
        h('td', {}, taskStack(task)),
      ),
    );
  return h(
    'details',
    { class: 'panel', open: true },
    h('summary', {}, h('h2', {}, `Tasks: ${report.tasks.length.toLocaleString('en')}`)),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Tasks' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['Id', 'Name', 'Priority', 'Stack bytes', 'State', 'Calls'].map((t, i) =>
              h('th', { scope: 'col', class: [0, 2, 3].includes(i) ? 'number' : null }, t),
            ),
          ),
        ),
        h('tbody', {}, rows),
      ),
    ),
    order.length > MOST_ROWS &&
      h('p', { class: 'body muted' }, `${(order.length - MOST_ROWS).toLocaleString('en')} more are in the JSON.`),
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
      'How long answers took, in ticks',
      tableOf(
        ['Endpoint', 'Request', 'Count', 'Least', 'Median', 'Most'],
        report.latencies
          .slice(0, MOST_ROWS)
          .map(one => [
            one.endpointName,
            h('code', {}, one.request),
            ...[one.count, one.least, one.median, one.most].map(n => n.toLocaleString('en')),
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
      h(
        'ol',
        { class: 'log-lines', tabindex: '0', role: 'region', 'aria-label': 'Syslog' },
        report.syslog.map(line => h('li', {}, `${line.when} ${line.context} ${line.text}`.trim())),
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

function warnings(lines) {
  return (
    lines.length > 0 &&
    panel(
      'What could not be read, or had to be guessed',
      h(
        'ul',
        { class: 'warnings' },
        lines.map(line => h('li', {}, line)),
      ),
    )
  );
}

function tableOf(titles, rows, numbersFrom = Infinity) {
  const kind = i => (i >= numbersFrom ? 'number' : null);
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': titles.join(', ') },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          titles.map((t, i) => h('th', { scope: 'col', class: kind(i) }, t)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(cells =>
          h(
            'tr',
            {},
            cells.map((cell, i) => h('td', { class: kind(i) }, cell)),
          ),
        ),
      ),
    ),
  );
}
