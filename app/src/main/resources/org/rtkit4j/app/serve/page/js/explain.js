// The page that explains a report: it goes to the server on this machine, comes back explained, and is kept nowhere.
import { count, fill, h } from './dom.js';
import { reportView } from './report.js';
import { getBytes, getJson, save, send, ServerError } from './server.js';

const MEBI = 1 << 20;
const sizeText = bytes =>
  bytes < MEBI
    ? `${Math.ceil(bytes / 1024).toLocaleString('en')} KiB`
    : `${(bytes / MEBI).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`;

export function explainPage(host) {
  return new ExplainPage(host);
}

class ExplainPage {
  constructor(host) {
    this.file = h('input', {
      type: 'file',
      id: 'file',
      class: 'hidden-text',
      onchange: e => e.target.files[0] && this.take(e.target.files[0]),
    });
    this.shown = new AbortController();
    this.text = h('textarea', {
      'aria-label': 'Report as text',
      placeholder: 'Or paste the text of a report here',
      spellcheck: 'false',
    });
    this.progress = h('progress', { max: '1', 'aria-label': 'Progress', hidden: true });
    this.outcome = h('div', { class: 'outcome', role: 'alert', hidden: true });
    this.result = h('div', { class: 'explain', 'aria-live': 'polite' });
    this.drop = h(
      'section',
      { class: 'drop', 'aria-labelledby': 'drop-title' },
      h('h1', { id: 'drop-title' }, 'Explain a crash report'),
      h(
        'p',
        {},
        'Panic reports of macOS and iOS (text or .ips), Linux kernel logs, m1n1’s prints, binary RTKit crash logs.',
      ),
      h(
        'div',
        { class: 'choose' },
        h('button', { type: 'button', class: 'main', onclick: () => this.file.click() }, 'Choose a file'),
        this.file,
        h('span', { class: 'muted' }, 'or drop one here'),
      ),
      this.text,
      h(
        'div',
        { class: 'choose' },
        h('button', { type: 'button', onclick: () => this.takeText() }, 'Explain the text'),
        h('span', { class: 'promise' }, 'Nothing leaves this machine, and nothing is stored.'),
      ),
      this.progress,
      this.outcome,
    );
    host.append(h('div', { class: 'explain' }, this.drop, this.result));
    this.file.tabIndex = -1;
    this.file.setAttribute('aria-hidden', 'true');
    this.acceptDrops(host);
  }

  acceptDrops(host) {
    const over = isOver => event => {
      if (event.dataTransfer?.types.includes('Files')) {
        event.preventDefault();
        this.drop.classList.toggle('is-over', isOver);
      }
    };
    host.addEventListener('dragover', over(true));
    host.addEventListener('dragleave', over(false));
    host.addEventListener('drop', event => {
      over(false)(event);
      if (event.dataTransfer?.files[0]) {
        this.take(event.dataTransfer.files[0]);
      }
    });
  }

  takeText() {
    if (this.text.value.trim() === '') {
      this.say('There is no text yet: paste a report into the field first.');
    } else {
      this.take(new File([this.text.value], 'pasted text'));
    }
  }

  /** Explains a file, or says what can be done where it is too large. */
  async take(file) {
    this.file.value = '';
    this.about ??= await getJson('about').catch(() => undefined);
    const limit = this.about?.reportLimitBytes ?? 0;
    if (limit > 0 && file.size > limit) {
      this.say(
        `${file.name} has ${sizeText(file.size)}; the page reads ${sizeText(limit)} at most. ` +
          'A crash is usually near the end of a log.',
        h(
          'div',
          { class: 'buttons' },
          h(
            'button',
            {
              type: 'button',
              onclick: () =>
                this.read(new File([file.slice(file.size - limit)], `${file.name}, its last ${sizeText(limit)}`)),
            },
            `Read its last ${sizeText(limit)}`,
          ),
          h(
            'button',
            {
              type: 'button',
              onclick: () =>
                this.read(new File([file.slice(0, limit)], `${file.name}, its first ${sizeText(limit)}`)),
            },
            `Read its first ${sizeText(limit)}`,
          ),
        ),
      );
      this.clear();
      return;
    }
    await this.read(file);
  }

  async read(file) {
    this.outcome.hidden = true;
    this.progress.hidden = false;
    this.progress.removeAttribute('value');
    this.clear();
    try {
      const answer = await send('explain', file, 'json', (gone, total) => {
        this.progress.value = gone / total;
      });
      this.progress.hidden = true;
      this.show(answer, file.name, (form, crash) => send(`explain/${form}?crash=${crash}`, file, 'blob'));
    } catch (e) {
      this.say(e instanceof ServerError ? e.message : 'The file could not be read.');
    } finally {
      this.progress.hidden = true;
    }
  }

  /** Shows the latest crash of a live co-processor. */
  async showCrash(name) {
    const path = `crashes/${encodeURIComponent(name)}`;
    try {
      const answer = await getJson(path);
      this.show(answer, answer.file, async form => new Blob([await getBytes(`${path}/${form}`)]));
    } catch (e) {
      this.clear();
      this.say(e.message);
    }
  }

  /** Takes away what is shown, and what it listens to. */
  clear() {
    this.forget();
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

  show(answer, name, download) {
    this.outcome.hidden = true;
    if (answer.reports.length === 0) {
      this.showNone(answer, name);
      return;
    }
    const views = h('div', { class: 'explain' });
    const choose = i => {
      buttons.forEach((button, k) => button.setAttribute('aria-pressed', String(k === i)));
      this.forget();
      fill(views, reportView(answer.reports[i], this.saves(answer.reports[i], i, download), this.shown.signal));
      views.querySelector('h2')?.focus({ preventScroll: true });
    };
    const buttons = answer.reports.map((report, i) =>
      h(
        'button',
        { type: 'button', 'aria-pressed': 'false', onclick: () => choose(i) },
        `${i + 1}: ${report.coprocessor} ${report.kind}`,
      ),
    );
    fill(
      this.result,
      buttons.length > 1 &&
        h(
          'div',
          { class: 'crashes', role: 'group', 'aria-label': 'Crashes in this file' },
          h('span', { class: 'muted' }, `${count(buttons.length, 'crash', 'crashes')} in ${name}: `),
          buttons,
        ),
      views,
      warningsOf(answer.warnings),
    );
    choose(0);
    this.result.scrollIntoView({ block: 'start' });
  }

  showNone(answer, name) {
    this.say(`${name}: ${answer.reason}.`);
    this.clear();
    fill(
      this.result,
      answer.devices.map(device =>
        h(
          'section',
          { class: 'panel' },
          h('div', { class: 'head' }, h('h2', {}, `${device.coprocessor}: ${device.name || device.driver}`)),
          h(
            'div',
            { class: 'body' },
            h(
              'ul',
              { class: 'log-lines' },
              [
                ...device.problems.map(line => `problem: ${line}`),
                ...device.unknown,
                ...device.syslog.map(line => `${line.context} ${line.text}`),
              ].map(line => h('li', {}, line)),
            ),
          ),
        ),
      ),
      warningsOf(answer.warnings),
    );
  }

  /** What can be kept of a report: only where somebody asks is anything written. */
  saves(report, index, download) {
    const base = `${report.coprocessor.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${report.group.slice(-6)}`;
    const hasMessages = report.mailboxes.length > 0 || report.apLog !== null;
    const one = (text, form, name) =>
      h(
        'button',
        {
          type: 'button',
          onclick: async () => {
            try {
              save(name, await download(form, index + 1));
            } catch (e) {
              this.say(e.message);
            }
          },
        },
        text,
      );
    return h(
      'div',
      { class: 'buttons', role: 'group', 'aria-label': 'Save' },
      one('Save core file', 'core', `${base}.core`),
      hasMessages && one('Save capture', 'pcapng', `${base}.pcapng`),
      one('Save as text', 'text', `${base}.txt`),
      h(
        'button',
        {
          type: 'button',
          onclick: () =>
            save(`${base}.json`, new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' })),
        },
        'Save as JSON',
      ),
    );
  }
}

function warningsOf(warnings) {
  return (
    warnings.length > 0 &&
    h(
      'section',
      { class: 'panel' },
      h('div', { class: 'head' }, h('h2', {}, 'What could not be read, or had to be guessed')),
      h(
        'div',
        { class: 'body' },
        h(
          'ul',
          { class: 'warnings' },
          warnings.map(line => h('li', {}, line)),
        ),
      ),
    )
  );
}
