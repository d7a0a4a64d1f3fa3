// Where people find their reports, in their words.
import { h } from './dom.js';

const PLACES = [
  [
    'On a Mac',
    [
      'After a restart that nobody asked for a window says so: Report… shows the text. Copy all of it.',
      'Later: open the program Console, then Crash Reports or System Reports.',
      ['Or in the Finder, Go, Go to Folder…: ', h('code', {}, '/Library/Logs/DiagnosticReports')],
      ['The names begin with ', h('code', {}, 'panic-full'), '.'],
    ],
  ],
  [
    'On an iPhone or iPad',
    [
      'Settings, Privacy & Security, Analytics & Improvements, Analytics Data.',
      ['The lines that begin with ', h('code', {}, 'panic-full'), '; the date is in the name.'],
      'Open one, press Share, and save or send it to where this page is open.',
      'An Apple Watch leaves its reports on its iPhone, in the same list.',
    ],
  ],
  [
    'On Linux',
    [
      ['Of the start before this one: ', h('code', {}, 'journalctl -k -b -1 > log.txt')],
      ['Of this one: ', h('code', {}, 'sudo dmesg > log.txt')],
      'The whole log is fine: what belongs to the crash is found in it.',
    ],
  ],
];

export function places() {
  return h(
    'section',
    { class: 'places', 'aria-label': 'Where the report is' },
    h('h2', {}, 'Where is the report?'),
    h(
      'div',
      { class: 'three' },
      PLACES.map(([name, lines]) =>
        h(
          'div',
          {},
          h('h3', {}, name),
          h(
            'ul',
            {},
            lines.map(line => h('li', {}, line)),
          ),
        ),
      ),
    ),
  );
}
