// Arrows: each message from lane to lane.
import { FROM_IOP, UNKNOWN } from './model.js';

const ROOM_FOR_NAME = 8;

/** Draws the messages of a track one by one, with names where there is room. */
export function arrows(p, track, yAp, yIop) {
  const { messages } = p.lanes;
  const margin = (p.view.to - p.view.from) * 0.05;
  const shown = p.lanes.between(p.view.from - margin, p.view.to + margin, p.plotWidth, track);
  const ends = [-Infinity, -Infinity, -Infinity];
  shown.forEach(at => waiting(p, at, yAp, yIop));
  shown.forEach((at, i) => {
    const { direction } = messages.kindOf(at);
    const x = p.x(messages.time[at]);
    arrow(p, at, x, yAp, yIop);
    const next = shown.slice(i + 1).find(other => messages.kindOf(other).direction === direction);
    const room = (next === undefined ? p.width + 200 : p.x(messages.time[next])) - x;
    ends[direction] = name(p, at, x, direction, yAp, yIop, ends[direction], room);
  });
}

/** Draws one message from lane to lane. */
export function arrow(p, at, x, yAp, yIop, width = 1.4) {
  const { context: c, colours } = p;
  const kind = p.lanes.messages.kindOf(at);
  const [from, to] = kind.direction === FROM_IOP ? [yIop, yAp] : [yAp, yIop];
  const sign = Math.sign(to - from);
  const colour = colours.groups[kind.group];
  p.line(x, from, x, to - sign * 5, colour, 1, width);
  c.fillStyle = colour;
  if (kind.direction !== UNKNOWN) {
    c.beginPath();
    c.moveTo(x, to);
    c.lineTo(x - 3.5, to - sign * 7);
    c.lineTo(x + 3.5, to - sign * 7);
    c.fill();
  }
  c.beginPath();
  c.arc(x, from, 2.6, 0, 7);
  c.fill();
}

/** On the lane of who has to answer: from the request to its answer. */
function waiting(p, at, yAp, yIop) {
  const { messages } = p.lanes;
  const answer = messages.answerOf(at);
  if (answer < 0) {
    return;
  }
  const { context: c, colours } = p;
  const kind = messages.kindOf(at);
  const y = kind.direction === FROM_IOP ? yAp : yIop;
  const x = p.x(messages.time[at]);
  c.globalAlpha = 0.35;
  c.fillStyle = colours.groups[kind.group];
  c.fillRect(x, y - 3.5, Math.max(1, p.x(messages.time[answer]) - x), 7);
  c.globalAlpha = 1;
}

function name(p, at, x, direction, yAp, yIop, end, room) {
  // Half a name, or one without its arrow, says nothing.
  if (x < p.gutter || x > p.width) {
    return end;
  }
  const { context: c, colours } = p;
  const text = p.lanes.messages.kindOf(at).name ?? 'unknown';
  c.font = `11px ${colours.mono}`;
  c.textBaseline = 'middle';
  c.textAlign = 'left';
  const width = c.measureText(text).width;
  // At the right edge the name moves to the left of where it would be, where nothing is.
  const left = Math.min(x - 3, p.width - width - 4);
  if (left < end || width + ROOM_FOR_NAME > room) {
    return end;
  }
  c.fillStyle = colours.ink;
  c.fillText(text, left, direction === FROM_IOP ? yIop + 13 : yAp - 12);
  return x + width + ROOM_FOR_NAME;
}
