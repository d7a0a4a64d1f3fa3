// A panic in which no co-processor crashed: what noticed the fault, on which machine, and what the system said.
import { detailsOf, durationOf, withName } from './detail.js';
import { facts, h, logLines, panel } from './dom.js';
import { tableOf } from './table.js';
import { verdictView } from './verdict.js';

export function panicView(report, saves) {
  const { panic } = report;
  return [
    verdictView(report, saves),
    h(
      'div',
      { class: 'columns' },
      panel(
        'Facts',
        facts('facts-list', factsOf(report)),
      ),
      h('div', { class: 'report' }, services(panic.services), extensions(panic.kernelExtensions)),
    ),
  ];
}

/** What the panic says, and of the details what is none of it. */
function factsOf({ panic, details }) {
  const own = [
    ['class', panic.class],
    ['model', withName(panic.model, panic.modelName)],
    ['chip', withName(panic.chip, panic.chipName)],
    ['system', panic.system],
    ['boot loader', panic.bootLoader],
    ['since boot', panic.secondsSinceBoot === null ? null : durationOf(panic.secondsSinceBoot)],
    ['since it woke', panic.secondsSinceWake === null ? null : durationOf(panic.secondsSinceWake)],
    ['missing sensors', panic.missingSensors?.join(', ')],
    ['initiator', panic.initiator],
    ['panicked task', panic.task],
    ['kernel', panic.kernel],
  ];
  const names = new Set(own.map(([name]) => name));
  const { named, others } = detailsOf(details);
  return [...own, ...[...named, ...others].filter(([name]) => !names.has(name))];
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
