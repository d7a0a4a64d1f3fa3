// One message, field by field.
import { facts, fill, h } from '../dom.js';
import { durationText, timeText } from './axis.js';

const WHO = ['AP → firmware', 'firmware → AP', 'who sent it is not recorded'];

/** Shows the chosen message of a time line in a panel. */
export class MessagePanel {
  /** @param read asks for the fields of a message: `{message, word, summary, fields, wordFields}` */
  constructor(read) {
    this.read = read;
    this.body = h('div', { class: 'body' });
    this.element = h(
      'section',
      { class: 'message', 'aria-label': 'Chosen message', tabindex: '0' },
      this.body,
    );
    this.clear();
  }

  clear() {
    this.asked = undefined;
    const keys = [h('kbd', {}, 'N'), ' and ', h('kbd', {}, 'P'), ' go from one to the next.'];
    fill(
      this.body,
      h('div', { class: 'nothing' }, h('p', {}, 'Choose a message to see what it says, bit by bit.'), h('p', {}, keys)),
    );
  }

  /** Shows a message of a time line. */
  async show(line, at) {
    if (at < 0) {
      this.clear();
      return;
    }
    const asked = Symbol('asked');
    this.asked = asked;
    this.render(line, at, null, null);
    try {
      const details = await this.read(at);
      if (this.asked === asked) {
        this.render(line, at, details, null);
      }
    } catch (e) {
      if (this.asked === asked) {
        this.render(line, at, null, e.message);
      }
    }
  }

  render(line, at, details, failure) {
    const { messages } = line;
    const kind = messages.kindOf(at);
    const who = WHO[kind.direction].replace('AP', messages.peers[kind.track]);
    fill(
      this.body,
      h(
        'p',
        { class: 'name' },
        h('strong', {}, kind.name ?? 'unknown message'),
        h('span', { class: `pill ${messages.isOpen(at) ? 'bad' : ''}` }, messages.isOpen(at) ? 'no answer' : who),
      ),
      details?.summary && h('p', { class: 'muted' }, `${details.summary}.`),
      failure && h('p', { class: 'muted' }, failure),
      facts('facts', [
        [line.options.live ? 'co-processor' : 'log', messages.tracks[kind.track]],
        ['endpoint', `0x${kind.endpoint.toString(16).padStart(2, '0')} ${kind.endpointName}`],
        messages.isOpen(at) ? ['direction', who] : ['', null],
        ['time', timeText(messages.time[at], messages.unit, 1)],
        ['message', details && h('code', {}, details.message)],
        ['second word', details?.word && h('code', {}, details.word)],
        ...partnerFacts(messages, at),
      ]),
      details && fieldsOf(details),
      partnerButton(line, at),
    );
  }
}

function partnerFacts(messages, at) {
  const text = partner => {
    const took = durationText(Math.abs(messages.time[partner] - messages.time[at]), messages.unit);
    return partner < 0 ? null : `${messages.kindOf(partner).name ?? 'unknown'}, after ${took}`;
  };
  return [
    ['answers', text(messages.requestOf(at))],
    ['answered by', text(messages.answerOf(at))],
  ];
}

function partnerButton(line, at) {
  const partner = line.messages.partner[at];
  return (
    partner >= 0 &&
    h(
      'div',
      { class: 'buttons' },
      h(
        'button',
        { type: 'button', onclick: () => line.choose(partner) },
        partner > at ? 'Go to its answer' : 'Go to its request',
      ),
    )
  );
}

function fieldsOf(details) {
  if (details.fields.length === 0) {
    return h('p', { class: 'muted' }, details.summary ? 'It has no fields.' : 'No layout knows this message.');
  }
  return [
    bitsOf(details.fields),
    h(
      'div',
      { class: 'scroll' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['Bits', 'Field', 'Value', 'Source'].map(t => h('th', { scope: 'col' }, t)),
          ),
        ),
        h(
          'tbody',
          {},
          details.fields.map(field =>
            h(
              'tr',
              {},
              h('td', {}, field.bits),
              h('td', {}, field.name),
              h('td', {}, field.value),
              h('td', { class: 'source' }, field.source),
            ),
          ),
        ),
      ),
    ),
  ];
}

/** The 64 bits of the word, with its fields where they lie. */
function bitsOf(fields) {
  const ranges = fields
    .filter(field => field.bits)
    .map(field => {
      const [high, low] = field.bits.split(':').map(Number);
      return { name: field.name, high, low: low ?? high };
    })
    .sort((a, b) => b.high - a.high);
  const spans = [];
  let next = 63;
  for (const { name, high, low } of ranges) {
    if (next > high) {
      spans.push(bitSpan('', next - high));
    }
    spans.push(bitSpan(name, high - low + 1));
    next = low - 1;
  }
  if (next >= 0) {
    spans.push(bitSpan('', next + 1));
  }
  return h(
    'div',
    { 'aria-hidden': 'true' },
    h('div', { class: 'bits' }, spans),
    h('div', { class: 'scale' }, h('span', {}, '63'), h('span', {}, '0')),
  );
}

function bitSpan(name, bits) {
  const span = h('span', { class: name ? 'field' : null, title: name || null }, bits >= 5 ? name : '');
  span.style.flexGrow = String(bits);
  return span;
}
