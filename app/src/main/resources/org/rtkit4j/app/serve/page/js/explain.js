// The page that explains a report: a place to give one, the way it takes, and what came of it. Nothing is kept but for
// a reload of this very tab.
import { count, fill, h, logLines } from './dom.js';
import { acceptEverywhere } from './intake.js';
import { kept, keep } from './kept.js';
import { shareText, sizeText } from './share.js';
import { places } from './places.js';
import { panicView } from './panic.js';
import { dateOf, dateText } from './reportdate.js';
import { bullets, reportView, warnings } from './report.js';
import { getBytes, getJson, save, send, ServerError } from './server.js';
import { filesIn, formOf, INSIDE } from './unpack.js';

const SECOND = 1000;
const MOST_REFUSED = 50;

export function explainPage(host) {
  return new ExplainPage(host);
}

class ExplainPage {
  constructor(host) {
    this.host = host;
    this.shown = new AbortController();
    this.archive = null;
    this.reading = null;
    this.turn = 0;
    this.title = 'Explain · rtkit';
    this.build();
    const here = act => what => {
      location.hash = '#explain';
      act(what);
    };
    acceptEverywhere(
      here(files => this.take(...files)),
      here(line => this.refuse(line)),
    );
    const before = kept();
    if (before !== null) {
      this.take(before);
    }
  }

  // ---- What it consists of ----

  build() {
    this.file = h('input', {
      type: 'file',
      id: 'file',
      class: 'hidden-text',
      tabindex: '-1',
      multiple: true,
      'aria-hidden': 'true',
      onchange: e => e.target.files.length > 0 && this.take(...e.target.files),
    });
    this.text = h('textarea', {
      'aria-label': 'Report as text',
      placeholder: 'or paste its text here',
      spellcheck: 'false',
    });
    this.outcome = h('div', { class: 'outcome', role: 'alert', hidden: true });
    this.result = h('div', { class: 'report' });
    this.name = h('p', { class: 'file-name' });
    this.drop = h('section', { class: 'drop', 'aria-label': 'Report' }, this.wide(), this.small(), this.way());
    this.help = places();
    this.host.append(h('div', { class: 'explain' }, this.drop, this.outcome, this.result, this.help));
  }

  /** What there is before the first report. */
  wide() {
    return h(
      'div',
      { class: 'drop-wide' },
      h('h1', {}, 'What does this crash report say?'),
      h(
        'p',
        { class: 'lead' },
        'Panic reports of a Mac, iPhone, iPad or Apple Watch, as text or .ips; Linux kernel logs; m1n1’s prints; ' +
          'binary RTKit crash logs; a sysdiagnose, a zip or a tar of them.',
      ),
      h(
        'div',
        { class: 'choose' },
        h('button', { type: 'button', class: 'main', onclick: () => this.file.click() }, 'Choose a file'),
        this.file,
        h('span', { class: 'muted with-a-mouse' }, 'or drop one anywhere on this page'),
      ),
      this.text,
      h(
        'div',
        { class: 'choose' },
        h('button', { type: 'button', onclick: () => this.takeText() }, 'Explain the text'),
        h('span', { class: 'promise' }, 'Nothing leaves this computer. What you give is forgotten with this tab.'),
      ),
    );
  }

  /** What is left of it beside a report. */
  small() {
    return h(
      'div',
      { class: 'drop-small' },
      this.name,
      h('span', { class: 'muted hint' }, 'Drop or paste another one anywhere.'),
      h('button', { type: 'button', onclick: () => this.reset() }, 'Another report'),
    );
  }

  way() {
    this.progress = h('progress', { max: '1', 'aria-label': 'Progress' });
    this.stage = h('p', { role: 'status' });
    return h(
      'div',
      { class: 'drop-way' },
      h('h1', {}, 'Reading a report'),
      this.stage,
      this.progress,
      h('button', { type: 'button', onclick: () => this.reading?.abort() }, 'Cancel'),
    );
  }

  /** Shows the wide place, the way, or the small place. */
  stand(state) {
    this.drop.className = `drop is-${state}`;
    this.help.hidden = state !== 'wide';
    if (state !== 'small') {
      this.entitle('Explain');
    }
  }

  /** Says what the page shows: the name of its tab, and of a file that it is printed into. */
  entitle(what) {
    this.title = `${what} · rtkit`;
    if (!this.host.hidden) {
      document.title = this.title;
    }
  }

  /** As before the first report. */
  reset() {
    keep(null);
    this.archive = null;
    this.turn++;
    this.clear();
    this.stand('wide');
    if (location.hash.startsWith('#explain/')) {
      history.replaceState(null, '', '#explain');
    }
    this.text.value = '';
    this.text.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  // ---- Reading ----

  takeText() {
    if (this.text.value.trim() === '') {
      this.say('There is no text yet: paste a report into the field first.');
    } else {
      this.take(new File([this.text.value], 'pasted text'));
    }
  }

  /** As before the first report, with a sentence that says why. */
  refuse(line) {
    this.reset();
    this.say(line);
  }

  /**
   * Explains a file, or what is in it, or says what can be done where it is too large. Several are looked through like
   * the files of an archive.
   */
  async take(...files) {
    const [file] = files;
    this.file.value = '';
    this.archive = null;
    this.reading?.abort();
    this.reading = null;
    const turn = ++this.turn;
    this.about ??= await getJson('about').catch(() => undefined);
    const limit = this.about?.reportLimitBytes ?? 0;
    const form = await formOf(file).catch(() => null);
    if (turn !== this.turn) {
      return;
    }
    if (form !== null || files.length > 1) {
      await this.unpack(files.length > 1 ? 'Several files' : file.name, files, limit);
    } else if (limit > 0 && file.size > limit) {
      this.clear();
      this.stand('wide');
      this.offerPart(file, limit);
    } else {
      await this.read(file);
    }
  }

  offerPart(file, limit) {
    const part = (name, from, to) =>
      h(
        'button',
        {
          type: 'button',
          onclick: () => this.read(new File([file.slice(from, to)], `${file.name}, its ${name} ${sizeText(limit)}`)),
        },
        `Read its ${name} ${sizeText(limit)}`,
      );
    this.say(
      `${file.name} has ${sizeText(file.size)}; the page reads ${sizeText(limit)} at most. ` +
        'A crash is usually near the end of a log.',
      h('div', { class: 'buttons' }, part('last', file.size - limit, file.size), part('first', 0, limit)),
    );
  }

  /** Looks through archives and files for reports. */
  async unpack(name, files, limit) {
    const reading = this.begin();
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const archive = { name, size, gone: 0, files: 0, reports: [], refused: [] };
    const stop = this.showSearch(archive);
    try {
      for (const file of files) {
        const before = archive.gone;
        const onGone = gone => {
          archive.gone = before + Math.min(gone, file.size);
        };
        for await (const one of filesIn(file, limit || Infinity, reading.signal, onGone)) {
          archive.files++;
          if (one.refusal !== undefined) {
            archive.refused.push(`${one.name}: ${one.refusal}`);
          } else {
            await this.look(one.file, archive, reading.signal);
          }
        }
        onGone(file.size);
      }
      this.found(archive);
    } catch (e) {
      if (this.reading === reading) {
        this.stand('wide');
        this.say(reading.signal.aborted ? `${name}: given up.` : `${name}: ${e.message}.`);
      }
    } finally {
      stop();
    }
  }

  /** Keeps a file of an archive if there is a crash in it. */
  async look(file, archive, signal) {
    try {
      const answer = await send('explain', file, 'json', undefined, signal);
      const first = answer.reports[0] ?? answer.panics[0];
      if (first !== undefined) {
        archive.reports.push(entryOf(answer, first, file));
      }
    } catch (e) {
      if (signal.aborted) {
        throw e;
      }
      archive.refused.push(`${file.name}: ${reasonOf(e)}`);
    }
  }

  found(archive) {
    this.archive = archive;
    // The newest first; those without a date last, as they came.
    archive.reports.sort((a, b) => (b.time ?? -Infinity) - (a.time ?? -Infinity) || 0);
    if (archive.reports.length > 0) {
      this.read(archive.reports[0].file);
    } else {
      this.stand('wide');
      this.say(`${archive.name}: ${count(archive.files, 'file', 'files')}, and no crash report among them.`);
      fill(this.result, ...[warnings(shortened(archive.refused))].filter(Boolean));
    }
  }

  /** The reports of an archive, where there are several, and what could not be opened. */
  archiveRow(name) {
    if (this.archive === null) {
      return false;
    }
    const { files, reports, refused } = this.archive;
    const left = refused.length === 0 ? '' : `, ${refused.length} not opened`;
    const entry = one =>
      h(
        'button',
        { type: 'button', 'aria-pressed': String(one.file.name === name), onclick: () => this.read(one.file) },
        h('span', { class: 'when' }, one.time === null ? 'no date' : dateText(one.time)),
        h('b', {}, one.title),
        h('span', { class: 'what' }, one.what),
        memberName(one.file.name),
      );
    const about = `${count(files, 'file', 'files')}, ${count(reports.length, 'report', 'reports')}${left}`;
    return h(
      'div',
      { class: 'archive' },
      h('p', { class: 'muted' }, `${this.archive.name}: ${about}`),
      reports.length > 1 &&
        h('ul', { 'aria-label': 'Reports in this archive, dates in UTC' }, reports.map(one => h('li', {}, entry(one)))),
      refused.length > 0 &&
        h('details', { class: 'refused' }, h('summary', {}, 'What was not opened'), bullets(shortened(refused))),
    );
  }

  begin() {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    this.clear();
    this.stand('way');
    return reading;
  }

  async read(file) {
    const reading = this.begin();
    const stop = this.showWay(file);
    try {
      const answer = await send('explain', file, 'json', stop.onProgress, reading.signal);
      if (this.reading === reading) {
        keep(file);
        this.show(answer, file.name, (form, crash) => send(`explain/${form}?crash=${crash}`, file, 'blob'));
      }
    } catch (e) {
      if (this.reading === reading) {
        this.stand('wide');
        this.say(reading.signal.aborted ? `${file.name}: given up.` : reasonOf(e));
      }
    } finally {
      stop();
    }
  }

  /** Shows what was found so far; returns what ends that. */
  showSearch(archive) {
    const paint = () => {
      const found = count(archive.reports.length, 'report', 'reports');
      const share = shareText(archive.gone, archive.size);
      fill(this.stage, `Opening ${archive.name}: ${share}; ${count(archive.files, 'file', 'files')}, ${found}`);
      this.progress.value = archive.gone / archive.size;
    };
    const timer = setInterval(paint, SECOND / 4);
    paint();
    return () => clearInterval(timer);
  }

  /** Shows how far it is; returns what ends that, which also hears of progress. */
  showWay(file) {
    const started = performance.now();
    let [gone, size, isTaken] = [0, file.size, false];
    const paint = () => {
      const seconds = Math.floor((performance.now() - started) / SECOND);
      // A server that has all of it does not say how far it is.
      const isKnown = size > 0 && gone < size;
      const what = `${isTaken || !isKnown ? 'Explaining' : 'Reading'} ${file.name}`;
      const share = isKnown ? shareText(gone, size) : sizeText(file.size);
      fill(this.stage, `${what}: ${share}`, seconds > 0 && `, ${seconds} s`);
      if (isKnown) {
        this.progress.value = gone / size;
      } else {
        this.progress.removeAttribute('value');
      }
    };
    const timer = setInterval(paint, SECOND);
    paint();
    const stop = () => clearInterval(timer);
    stop.onProgress = (...now) => {
      [gone, size, isTaken] = now;
      paint();
    };
    return stop;
  }

  /** Shows the latest crash of a live co-processor. */
  async showCrash(name) {
    const path = `crashes/${encodeURIComponent(name)}`;
    try {
      const answer = await getJson(path);
      this.show(answer, answer.file, async form => new Blob([await getBytes(`${path}/${form}`)]));
    } catch (e) {
      this.clear();
      this.stand('wide');
      this.say(e.message);
    }
  }

  /** Takes away what is shown, and what it listens to. */
  clear() {
    this.forget();
    this.outcome.hidden = true;
    fill(this.result);
  }

  forget() {
    this.shown.abort();
    this.shown = new AbortController();
  }

  say(line, ...more) {
    this.outcome.hidden = false;
    fill(this.outcome, h('p', {}, line), ...more);
  }

  // ---- What came of it ----

  show(answer, name, download) {
    this.clear();
    fill(this.name, name);
    const views = [
      ...answer.reports.map((report, i) => ({
        title: `${report.coprocessor} ${report.kind}`,
        make: () => reportView(report, this.saves(report, i, download), this.shown.signal),
      })),
      ...answer.panics.map(panic => ({
        title: panic.verdict.headline ?? panic.kind,
        make: () => panicView(panic, this.saves(panic, -1, download)),
      })),
    ];
    if (views.length === 0) {
      this.showNone(answer, name);
      return;
    }
    this.stand('small');
    this.result.append(...[this.archiveRow(name)].filter(Boolean));
    this.showOneOf(views, name);
    this.result.append(...[warnings(answer.warnings)].filter(Boolean));
    this.result.querySelector('h1')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  showOneOf(views, name) {
    const place = h('div', { class: 'report' });
    const choose = i => {
      buttons.forEach((button, k) => button.setAttribute('aria-pressed', String(k === i)));
      this.forget();
      fill(place, views[i].make());
      this.entitle(place.querySelector('h1').textContent);
    };
    const buttons = views.map((view, i) =>
      h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => choose(i) }, `${i + 1}: ${view.title}`),
    );
    this.result.append(
      ...[
        buttons.length > 1 &&
        h(
          'div',
          { class: 'crashes', role: 'group', 'aria-label': 'Crashes in this file' },
          h('span', { class: 'muted' }, `${count(buttons.length, 'crash', 'crashes')} in ${name}`),
          buttons,
        ),
        place,
      ].filter(Boolean),
    );
    choose(0);
  }

  showNone(answer, name) {
    // A log that was read is an answer, and comes before what asks for another.
    const isRead = answer.devices.length > 0;
    this.stand(isRead ? 'small' : 'wide');
    this.say(`${name}: ${answer.reason}.`);
    fill(
      this.result,
      isRead && h('h1', { class: 'hidden-text' }, 'No co-processor crashed'),
      answer.devices.map(deviceView),
      warnings(answer.warnings),
    );
  }

  /** What can be kept of a report: only where somebody asks is anything written. */
  saves(report, index, download) {
    const who = (report.coprocessor ?? 'panic').toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const base = `${who}-${report.group.slice(-6)}`;
    const button = (text, action) =>
      h(
        'button',
        {
          type: 'button',
          onclick: async () => {
            try {
              await action();
            } catch (e) {
              this.say(e.message);
            }
          },
        },
        text,
      );
    const one = (text, form, end) =>
      button(text, async () => save(`${base}.${end}`, await download(form, index + 1)));
    const hasMessages = report.mailboxes?.length > 0 || (report.apLog ?? null) !== null;
    return h(
      'div',
      { class: 'buttons saves', role: 'group', 'aria-label': 'Save' },
      one('Save as text', 'text', 'txt'),
      index >= 0 && one('Save core file', 'core', 'core'),
      hasMessages && one('Save capture', 'pcapng', 'pcapng'),
      one('Save as JSON', 'json', 'json'),
      button('Print', () => print()),
    );
  }
}

/** What the list of an archive says of a file with a crash in it. */
function entryOf(answer, first, file) {
  const number = answer.reports.length + answer.panics.length;
  const more = number > 1 ? `, the first of ${number}` : '';
  const who = first.coprocessor ? `${first.coprocessor} ${first.kind}` : (first.panic?.class ?? first.kind);
  return {
    file,
    title: first.verdict?.headline ?? first.kind,
    what: `${who}${more}`,
    time: dateOf(first, file.name),
  };
}

/** What could not be opened, as far as anybody reads it. */
const shortened = refused =>
  refused.length <= MOST_REFUSED
    ? refused
    : [...refused.slice(0, MOST_REFUSED), `and ${(refused.length - MOST_REFUSED).toLocaleString('en')} more`];

/** The last part of a path is the name; the others say where it lies. */
function memberName(name) {
  const path = (name.split(INSIDE).slice(1).join(INSIDE) || name).replace(/^\.\//, '');
  const end = path.lastIndexOf('/') + 1;
  return h('span', { class: 'member' }, h('span', { class: 'muted' }, path.slice(0, end)), path.slice(end));
}

const reasonOf = failure => (failure instanceof ServerError ? failure.message : 'The file could not be read.');

function deviceView(device) {
  return h(
    'section',
    { class: 'panel' },
    h('div', { class: 'head' }, h('h2', {}, `${device.coprocessor}: ${device.name || device.driver}`)),
    h(
      'div',
      { class: 'body' },
      logLines(`Lines of ${device.coprocessor}`, [
        ...device.problems.map(line => `problem: ${line}`),
        ...device.unknown,
        ...device.syslog.map(line => `${line.context} ${line.text}`),
      ]),
    ),
  );
}
