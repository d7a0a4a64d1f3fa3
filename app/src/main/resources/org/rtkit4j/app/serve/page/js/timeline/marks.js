// What stands out: requests without answer, and the message that is chosen.
import { arrow } from './arrows.js';
import { durationText } from './axis.js';
import { FROM_AP, FROM_IOP, UNKNOWN } from './model.js';

/** Marks the requests of a track that have no answer, at every level. */
export function openMarks(p, track, yAp, yIop) {
  for (const direction of [FROM_AP, FROM_IOP, UNKNOWN]) {
    const open = p.lanes.openOf(track, direction);
    const y = direction === FROM_IOP ? yIop : yAp;
    let i = open.before(p.view.from);
    while (i < open.length && open.times[i] <= p.view.to) {
      const x = p.x(open.times[i]);
      diamond(p, x, y);
      // The next that would not lie over this one.
      i = Math.max(i + 1, open.before(p.timeAt(x + 3), i));
    }
  }
}

function diamond(p, x, y) {
  const { context: c, colours } = p;
  c.fillStyle = colours.bad;
  c.strokeStyle = colours.sunken;
  c.lineWidth = 1;
  c.beginPath();
  c.moveTo(x, y - 6);
  c.lineTo(x + 5.5, y);
  c.lineTo(x, y + 6);
  c.lineTo(x - 5.5, y);
  c.closePath();
  c.fill();
  c.stroke();
}

/** Draws the message that is chosen, and its partner. */
export function chosen(p, at) {
  const { messages } = p.lanes;
  const kind = messages.kindOf(at);
  const { context: c, colours } = p;
  const top = p.top(kind.track);
  const { yAp, yIop } = p.lanesOf(kind.track);
  c.save();
  c.beginPath();
  c.rect(p.gutter, 0, p.plotWidth, p.height);
  c.clip();
  const x = p.x(messages.time[at]);
  c.fillStyle = colours.accent;
  c.globalAlpha = 0.14;
  c.fillRect(x - 7, top, 14, p.heights[kind.track]);
  c.globalAlpha = 1;
  arrow(p, at, x, yAp, yIop, 3);
  const partner = messages.partner[at];
  if (partner >= 0) {
    connect(p, x, partner, kind, yAp, yIop);
  }
  c.restore();
  label(p, at);
}

function connect(p, x, partner, kind, yAp, yIop) {
  const { context: c, colours } = p;
  const other = p.x(p.lanes.messages.time[partner]);
  arrow(p, partner, other, yAp, yIop, 3);
  const isAnswer = other < x;
  // Both meet where the request arrives and the answer leaves.
  const y = (kind.direction === FROM_IOP) === isAnswer ? yIop : yAp;
  c.strokeStyle = colours.accent;
  c.lineWidth = 2;
  c.setLineDash([4, 3]);
  c.beginPath();
  c.moveTo(x, y);
  c.quadraticCurveTo((x + other) / 2, y + (y === yIop ? -26 : 26), other, y);
  c.stroke();
  c.setLineDash([]);
}

/** Draws the line at which the co-processor crashed. */
export function crash(p, time) {
  const x = Math.round(p.x(time)) + 0.5;
  if (x < p.gutter || x > p.width) {
    return;
  }
  const { context: c, colours } = p;
  p.line(x, 0, x, p.height, colours.bad, 1, 1.5);
  c.font = `600 11px ${colours.sans}`;
  c.fillStyle = colours.bad;
  c.textBaseline = 'middle';
  c.textAlign = 'right';
  c.fillText('crash', x - 5, 12);
}

/** Draws the stretch of time that is selected, with its length. */
export function selection(p, { from, to }) {
  const { context: c, colours } = p;
  const left = Math.max(p.gutter, p.x(from));
  const right = Math.min(p.width, p.x(to));
  if (right <= left) {
    return;
  }
  c.fillStyle = colours.accent;
  c.globalAlpha = 0.13;
  c.fillRect(left, 0, right - left, p.height);
  c.globalAlpha = 1;
  p.line(left, 0, left, p.height, colours.accent);
  p.line(right, 0, right, p.height, colours.accent);
  c.font = `600 11px ${colours.sans}`;
  c.fillStyle = colours.accent;
  c.textBaseline = 'bottom';
  c.textAlign = 'center';
  c.fillText(durationText(to - from, p.lanes.messages.unit), (left + right) / 2, p.height - 2);
}

/** A small label beside a message. */
export function label(p, at) {
  const { messages } = p.lanes;
  const kind = messages.kindOf(at);
  const { context: c, colours } = p;
  const x = p.x(messages.time[at]);
  if (x < p.gutter || x > p.width) {
    return;
  }
  const partner = messages.partner[at];
  const took =
    partner >= 0 ? ` · ${durationText(Math.abs(messages.time[partner] - messages.time[at]), messages.unit)}` : '';
  const text = `${kind.name ?? 'unknown'} · ${kind.endpointName}${took}${messages.isOpen(at) ? ' · no answer' : ''}`;
  c.font = `12px ${colours.sans}`;
  const width = c.measureText(text).width + 16;
  const left = Math.max(p.gutter + 2, Math.min(x + 10, p.width - width - 4));
  const y = p.top(kind.track) + p.heights[kind.track] / 2 - 12;
  c.fillStyle = colours.raised;
  c.strokeStyle = colours.strongLine;
  c.lineWidth = 1;
  c.beginPath();
  c.roundRect(left, y, width, 24, 6);
  c.fill();
  c.stroke();
  c.fillStyle = colours.ink;
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  c.fillText(text, left + 8, y + 12.5);
}
