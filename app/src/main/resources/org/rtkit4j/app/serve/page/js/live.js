// The live page: the server says what is new, the page asks for the messages it has not.
import { Cards } from './cards.js';
import { deskFor } from './desk.js';
import { fill, h, notice } from './dom.js';
import { Lines } from './lines.js';
import { getBytes, getJson, listen } from './server.js';
import { MessagePanel } from './timeline/message.js';
import { FROM_AP, FROM_IOP, Messages } from './timeline/model.js';
import { TimeLine } from './timeline/timeline.js';

const RANGE = 1 << 16;

export function livePage(host) {
  const cards = new Cards();
  const lines = new Lines();
  const lost = h('p', { class: 'lost', role: 'alert', hidden: true });
  const stage = h(
    'section',
    { class: 'panel', 'aria-label': 'Time line' },
    h('div', { class: 'head' }, h('h2', {}, 'Messages')),
  );
  const below = h('div', { class: 'below' }, lines.element);
  let messages;
  let desk;
  let line;
  let started;
  let end = 0;
  let fetching = false;
  let isStale = false;

  const details = new MessagePanel(at => getJson(`messages/${messages.first + at}`));
  host.append(
    h(
      'div',
      { class: 'live' },
      h('h1', { class: 'hidden-text' }, 'Live co-processors'),
      lost,
      cards.element,
      stage,
      below,
    ),
  );

  // The tracks are the co-processors, which are the same as long as the server runs.
  function begin(units) {
    messages = new Messages(
      units.map(unit => unit.name),
      'us',
    );
    line = new TimeLine(messages, {
      live: true,
      beside: details.element,
      onChoose: at => details.show(line, at),
    });
    stage.append(line.element);
    lines.name(units);
    desk = deskFor(units);
    if (desk !== null) {
      below.append(desk.element);
    }
  }

  function reloadIfStale() {
    if (isStale && !host.hidden) {
      location.reload();
    }
  }
  addEventListener('hashchange', () => setTimeout(reloadIfStale));

  async function fetchNew() {
    if (fetching) {
      return;
    }
    fetching = true;
    try {
      while (messages.first + messages.count < end) {
        // Not beyond what was announced: the kinds of those that came since may not be known here yet.
        const from = messages.first + messages.count;
        messages.addBytes(await getBytes(`messages?from=${from}&count=${Math.min(RANGE, end - from)}`));
        line.update();
      }
    } catch (e) {
      notice(e.message);
    } finally {
      fetching = false;
    }
  }

  listen(
    {
      hello: ({ startedMillis }) => {
        // Another server than before: what is shown was another's. A report that somebody reads is left to him.
        isStale = started !== undefined && started !== startedMillis;
        started ??= startedMillis;
        reloadIfStale();
      },
      units: units => {
        if (isStale) {
          return;
        }
        if (!messages) {
          begin(units);
        }
        cards.show(units);
        desk?.show(units);
      },
      kinds: kinds =>
        !isStale &&
        kinds.forEach(kind =>
          messages.addKind(kind.number, {
            track: kind.unit,
            endpoint: kind.endpoint,
            endpointName: kind.endpointName,
            direction: kind.fromAp ? FROM_AP : FROM_IOP,
            name: kind.name,
          }),
        ),
      messages: news => {
        if (!isStale) {
          end = news.end;
          fetchNew();
        }
      },
      lines: news => !isStale && lines.add(news),
    },
    (isUp, text) => {
      const link = document.getElementById('link');
      link.className = `link ${isUp ? 'is-up' : 'is-down'}`;
      const words = link.querySelector('.words');
      if (words.textContent !== text) {
        words.textContent = text;
      }
      lost.hidden = isUp || messages === undefined;
      if (!isUp) {
        fill(lost, `What you see is not current: ${text}.`);
        cards.lose();
        desk?.lose();
      }
    },
  );
}
