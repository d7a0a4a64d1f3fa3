// A panic in which no co-processor crashed: what noticed the fault, on which machine, and what the system said.
import { durationOf, verdictView } from './verdict.js';
import { facts, h, logLines, panel } from './dom.js';
import { tableOf } from './table.js';
import { wordsOf } from './reportline.js';

export function panicView(report, saves) {
  const { panic } = report;
  const named = (name, more) => name && (more ? `${more} (${name})` : name);
  return [
    verdictView(report, saves),
    h(
      'div',
      { class: 'columns' },
      panel(
        'Facts',
        facts('facts-list', [
          ['class', panic.class],
          ['model', named(panic.model, panic.modelName)],
          ['chip', named(panic.chip, panic.chipName)],
          ['system', panic.system],
          ['since boot', panic.secondsSinceBoot === null ? null : durationOf(panic.secondsSinceBoot)],
          ['since wake', panic.secondsSinceWake === null ? null : durationOf(panic.secondsSinceWake)],
          ['missing sensors', panic.missingSensors?.join(', ')],
          ['initiator', panic.initiator],
          ['panicked task', panic.task],
          ['boot loader', panic.bootLoader],
          ['kernel', panic.kernel],
          ...Object.entries(report.details).map(([name, value]) => [wordsOf(name), value]),
        ]),
      ),
      h('div', { class: 'report' }, services(panic.services), extensions(panic.kernelExtensions)),
    ),
  ];
}

function services(all) {
  return (
    all?.length > 0 &&
    panel(
      'Services that the watchdog looked after',
      tableOf(
        ['Service', 'Reported', 'Within'],
        all.map(one => [
          h('code', {}, one.name),
          one.healthy ? times(one.checkins) : h('strong', {}, 'did not report'),
          one.withinSeconds === null ? '' : `${one.withinSeconds} s`,
        ]),
      ),
    )
  );
}

function extensions(names) {
  return (
    names?.length > 0 &&
    panel('Kernel extensions in the backtrace', [
      logLines('Kernel extensions', names),
      h('p', { class: 'muted' }, 'That a driver stands there does not say that the part it drives is broken.'),
    ])
  );
}

const times = checkins => (checkins === 1 ? 'once' : `${checkins.toLocaleString('en')} times`);
