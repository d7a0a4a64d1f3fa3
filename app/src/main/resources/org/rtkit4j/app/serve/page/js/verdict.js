// The answer: who crashed as a headline, how, where and in which task as short lines, what was said, what comes next.
import { h } from './dom.js';

/** A headline that takes more than two lines is set smaller. */
const LONG = 60;
const SURE = { certain: 'good', likely: 'warn', unclear: 'bad' };

export function verdictView(report, saves) {
  const { verdict } = report;
  return h(
    'section',
    { class: 'panel verdict', 'aria-label': 'What happened' },
    h(
      'p',
      { class: 'pills' },
      h('span', { class: 'pill bad' }, [report.coprocessor, report.kind].filter(Boolean).join(' · ')),
      h('span', { class: `pill ${SURE[verdict.sureness] ?? ''}` }, verdict.sureness),
    ),
    h('h1', { tabindex: '-1', class: verdict.headline.length > LONG ? 'long' : null }, verdict.headline),
    verdict.lines.length > 0 &&
      h(
        'dl',
        { class: 'lines-list' },
        verdict.lines.map(({ name, text }) => [h('dt', {}, name), h('dd', {}, text)]),
      ),
    report.reason && words(report),
    // The lines above say it on a screen; on paper it can be cited.
    h('p', { class: 'sentence' }, verdict.sentence),
    h('p', { class: 'because' }, sentence(verdict.because.replace(/^certain\. /, ''))),
    advice(report.next),
    saves,
  );
}

const sentence = text => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What others advise, each with its source: none of it is the report's. */
function advice(rows) {
  return (
    rows?.length > 0 && [
      h('h2', {}, 'What next, as others advise'),
      h(
        'ul',
        { class: 'advice' },
        rows.map(({ says, sources }) =>
          h('li', {}, `${sentence(says)}.`, h('span', { class: 'source' }, sources[0])),
        ),
      ),
    ]
  );
}

function words(report) {
  const who = report.coprocessor === null ? 'The system’s words' : 'The firmware’s words';
  return h(
    'figure',
    { class: 'words' },
    h('figcaption', {}, who),
    h('pre', { class: 'reason', tabindex: '0', role: 'region', 'aria-label': who }, report.reason),
  );
}
