// Plain tables.
import { h } from './dom.js';

/** A table that scrolls by itself; cells from `numbersFrom` on are numbers. */
export function tableOf(titles, rows, numbersFrom = Infinity) {
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
          titles.map((title, i) => h('th', { scope: 'col', class: kind(i) }, title)),
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
