// Registers with their fields, and call stacks.
import { count, h, panel } from './dom.js';

export function stackOf(report) {
  return (
    report.callStack.length > 0 &&
    panel(
      `Call stack: ${count(report.callStack.length, 'address', 'addresses')}`,
      h(
        'ol',
        { class: 'stack' },
        report.callStack.map(one =>
          h(
            'li',
            {},
            h('span', {}, one.unslid ?? one.address),
            h('span', { class: 'muted' }, one.symbol ?? (one.unslid ? `at ${one.address}` : '')),
          ),
        ),
      ),
      report.aslrSlide && h('span', { class: 'muted' }, 'without the slide'),
    )
  );
}

export function registersOf(report) {
  const { registers } = report;
  const errors = Object.keys(report.asyncErrors).length > 0;
  if (registers === null && !errors) {
    return null;
  }
  const values = Object.entries(registers ?? {}).filter(
    ([, value]) => typeof value === 'string' && value.startsWith('0x'),
  );
  return panel(
    'Registers',
    [
      values.length > 0 &&
        h(
          'dl',
          { class: 'registers' },
          values.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
        ),
      registers &&
        h(
          'div',
          { class: 'columns' },
          fieldsOf('ESR: why the processor stopped', telling(registers.esr)),
          fieldsOf('PSR: the state it was in', telling(registers.psr)),
          fieldsOf('FAR: the address that faulted', telling(registers.farFields)),
        ),
      errors && h('h3', { class: 'between' }, 'Error registers of the core'),
      errors &&
        h(
          'dl',
          { class: 'registers' },
          Object.entries(report.asyncErrors).map(([name, value]) =>
            h('div', {}, h('dt', {}, name), h('dd', {}, value)),
          ),
        ),
      errors &&
        Object.entries(report.asyncErrorFields).map(([name, fields]) =>
          fieldsOf(`${name}: what is set in it`, nonZero(fields)),
        ),
    ],
    registers && h('span', { class: 'muted' }, [registers.architecture, registers.level].filter(Boolean).join(' · ')),
  );
}

/** Fields that say something: that are set, or mean something by not being so. */
const telling = fields =>
  Object.fromEntries(
    Object.entries(fields ?? {}).filter(
      ([, field]) =>
        typeof field === 'object' && field !== null && (field.meaning !== '' || BigInt(field.value) !== 0n),
    ),
  );

const nonZero = fields =>
  Object.fromEntries(Object.entries(fields).filter(([, field]) => BigInt(field.value) !== 0n));

function fieldsOf(title, fields) {
  const rows = Object.entries(fields);
  return (
    rows.length > 0 &&
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
      h(
        'table',
        { class: 'fields' },
        h('caption', {}, title),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['Bits', 'Field', 'Value', 'Meaning'].map(t => h('th', { scope: 'col' }, t)),
          ),
        ),
        h(
          'tbody',
          {},
          rows.map(([name, field]) =>
            h(
              'tr',
              {},
              h('td', {}, field.bits),
              h('td', {}, name),
              h('td', {}, h('code', {}, field.value)),
              h('td', {}, field.meaning),
            ),
          ),
        ),
      ),
    )
  );
}
