// Draws the messages between two times: bars of how many there are, or arrows from lane to lane where there is room.
import { arrows } from './arrows.js';
import { stepFor, timeText } from './axis.js';
import { bars } from './bars.js';
import { chosen as drawChosen, label, openMarks } from './marks.js';
import { FROM_AP, FROM_IOP } from './model.js';
import { palette } from './palette.js';

const RULER = 26;
const LANE_INSET = 22;
const ROOM_FOR_ARROW = 7;

export class Painter {
  constructor(canvas, lanes) {
    this.canvas = canvas;
    this.lanes = lanes;
    this.context = canvas.getContext('2d', { alpha: false });
    this.resize();
  }

  /** Fits the bitmap to the element's width and the device's pixels. */
  resize() {
    const narrow = this.canvas.clientWidth < 560;
    this.gutter = narrow ? 48 : 84;
    this.trackHeight = narrow ? 92 : 104;
    this.width = Math.max(160, this.canvas.clientWidth);
    this.height = RULER + this.trackHeight * this.lanes.messages.tracks.length + 6;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    this.canvas.style.height = `${this.height}px`;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  get plotWidth() {
    return this.width - this.gutter;
  }

  x(time) {
    return this.gutter + ((time - this.view.from) / (this.view.to - this.view.from)) * this.plotWidth;
  }

  timeAt(x) {
    return this.view.from + ((x - this.gutter) / this.plotWidth) * (this.view.to - this.view.from);
  }

  trackAt(y) {
    const track = Math.floor((y - RULER) / this.trackHeight);
    return track >= 0 && track < this.lanes.messages.tracks.length ? track : -1;
  }

  top(track) {
    return RULER + track * this.trackHeight;
  }

  /** Returns where a track's two lanes are. */
  lanesOf(track) {
    return { yAp: this.top(track) + LANE_INSET, yIop: this.top(track) + this.trackHeight - LANE_INSET };
  }

  /** Returns whether a track shows arrows at this view, and not bars. */
  isSparse(track) {
    return this.lanes.countBetween(this.view.from, this.view.to, track) <= this.plotWidth / ROOM_FOR_ARROW;
  }

  /** Returns the message under a point, or -1. */
  hit(x, y, reach) {
    const track = this.trackAt(y);
    if (track < 0 || x < this.gutter) {
      return -1;
    }
    const middle = this.top(track) + this.trackHeight / 2;
    const direction = this.isSparse(track) ? -1 : y < middle ? FROM_AP : FROM_IOP;
    const found = this.lanes.nearest(this.timeAt(x), track, direction);
    return found >= 0 && Math.abs(this.x(this.lanes.messages.time[found]) - x) <= reach ? found : -1;
  }

  paint(view, chosen, hovered) {
    this.view = view;
    this.colours = palette();
    const { context: c } = this;
    c.fillStyle = this.colours.sunken;
    c.fillRect(0, 0, this.width, this.height);
    this.ruler();
    this.lanes.messages.tracks.forEach((name, track) => this.track(name, track));
    if (hovered >= 0 && hovered !== chosen) {
      label(this, hovered);
    }
    if (chosen >= 0) {
      drawChosen(this, chosen);
    }
  }

  ruler() {
    const { context: c, colours, view } = this;
    const { unit } = this.lanes.messages;
    const step = stepFor(view.to - view.from, Math.max(2, this.plotWidth / 130));
    c.font = `11px ${colours.sans}`;
    c.textBaseline = 'middle';
    c.textAlign = 'left';
    for (let time = Math.ceil(view.from / step) * step; time < view.to; time += step) {
      const x = Math.round(this.x(time)) + 0.5;
      this.line(x, RULER - 5, x, this.height, colours.line);
      c.fillStyle = colours.muted;
      c.fillText(timeText(time, unit, step), x + 4, RULER / 2 - 1);
    }
    this.line(0, RULER + 0.5, this.width, RULER + 0.5, colours.line);
  }

  track(name, track) {
    const { context: c, colours } = this;
    const top = this.top(track);
    const { yAp, yIop } = this.lanesOf(track);
    c.save();
    c.beginPath();
    c.rect(this.gutter, top, this.plotWidth, this.trackHeight);
    c.clip();
    this.line(this.gutter, yAp, this.width, yAp, colours.ap, 0.55, 1.5);
    this.line(this.gutter, yIop, this.width, yIop, colours.iop, 0.55, 1.5);
    if (this.isSparse(track)) {
      arrows(this, track, yAp, yIop);
    } else {
      bars(this, track, yAp, yIop);
    }
    openMarks(this, track, yAp, yIop);
    c.restore();
    this.names(name, track, top, yAp, yIop);
  }

  names(name, track, top, yAp, yIop) {
    const { context: c, colours } = this;
    c.textAlign = 'left';
    c.textBaseline = 'middle';
    c.font = `600 ${this.gutter < 60 ? 12 : 13}px ${colours.mono}`;
    c.fillStyle = colours.ink;
    c.fillText(name, 10, top + this.trackHeight / 2, this.gutter - 14);
    c.font = `11px ${colours.sans}`;
    c.fillStyle = colours.ap;
    c.fillText(this.lanes.messages.peers[track], 10, yAp);
    c.fillStyle = colours.iop;
    c.fillText(this.gutter < 60 ? 'IOP' : 'firmware', 10, yIop);
    if (track > 0) {
      this.line(0, top + 0.5, this.width, top + 0.5, colours.line);
    }
  }

  /** Draws a straight line. */
  line(x1, y1, x2, y2, colour, alpha = 1, width = 1) {
    const { context: c } = this;
    c.globalAlpha = alpha;
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.beginPath();
    c.moveTo(x1, y1);
    c.lineTo(x2, y2);
    c.stroke();
    c.globalAlpha = 1;
  }
}
