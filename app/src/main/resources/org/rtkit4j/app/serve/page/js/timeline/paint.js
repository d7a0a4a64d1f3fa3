// Draws the messages between two times: bars of how many there are, or arrows from lane to lane where there is room.
import { arrows } from './arrows.js';
import { stepFor, timeText } from './axis.js';
import { bars } from './bars.js';
import { chosen as drawChosen, crash as drawCrash, label, openMarks, selection as drawSelection } from './marks.js';
import { FROM_AP, FROM_IOP } from './model.js';
import { palette } from './palette.js';

const RULER = 26;
const LANE_INSET = 22;
const COLLAPSED = 24;
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
    this.gutter = narrow ? 60 : 84;
    this.inset = narrow ? 4 : 10;
    this.trackHeight = narrow ? 92 : 104;
    this.width = Math.max(160, this.canvas.clientWidth);
    this.heights = undefined;
    this.fit();
  }

  /** Gives each track its room: one of which nothing passes the filter is a line. */
  fit() {
    const { tracks, count } = this.lanes.messages;
    const heights = tracks.map((_, track) => (count > 0 && this.lanes.isEmpty(track) ? COLLAPSED : this.trackHeight));
    if (heights.join() === this.heights?.join()) {
      return;
    }
    this.heights = heights;
    this.tops = heights.map((_, track) => RULER + heights.slice(0, track).reduce((sum, one) => sum + one, 0));
    this.height = RULER + heights.reduce((sum, one) => sum + one, 0) + 6;
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
    const track = this.tops.findLastIndex(top => y >= top);
    return track >= 0 && y < this.tops[track] + this.heights[track] ? track : -1;
  }

  top(track) {
    return this.tops[track];
  }

  /** Returns where a track's two lanes are. */
  lanesOf(track) {
    const inset = Math.min(LANE_INSET, this.heights[track] / 2);
    return { yAp: this.top(track) + inset, yIop: this.top(track) + this.heights[track] - inset };
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
    const middle = this.top(track) + this.heights[track] / 2;
    const direction = this.isSparse(track) ? -1 : y < middle ? FROM_AP : FROM_IOP;
    const found = this.lanes.nearest(this.timeAt(x), track, direction);
    return found >= 0 && Math.abs(this.x(this.lanes.messages.time[found]) - x) <= reach ? found : -1;
  }

  paint(view, chosen, hovered, selection = null, crash = null) {
    this.view = view;
    this.colours = palette();
    const { context: c } = this;
    c.fillStyle = this.colours.sunken;
    c.fillRect(0, 0, this.width, this.height);
    this.ruler();
    this.lanes.messages.tracks.forEach((name, track) => this.track(name, track));
    if (selection !== null) {
      drawSelection(this, selection);
    }
    if (crash !== null) {
      drawCrash(this, crash);
    }
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
      const text = timeText(time, unit, step);
      // Whole or not at all: half a number is another number.
      if (x + 4 + c.measureText(text).width <= this.width) {
        c.fillStyle = colours.muted;
        c.fillText(text, x + 4, RULER / 2 - 1);
      }
    }
    this.line(0, RULER + 0.5, this.width, RULER + 0.5, colours.line);
  }

  track(name, track) {
    const { context: c, colours } = this;
    const top = this.top(track);
    const { yAp, yIop } = this.lanesOf(track);
    c.save();
    c.beginPath();
    c.rect(this.gutter, top, this.plotWidth, this.heights[track]);
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
    if (this.heights[track] === COLLAPSED) {
      this.collapsed(name, track, top);
    } else {
      this.names(name, track, top, yAp, yIop);
    }
  }

  collapsed(name, track, top) {
    const { context: c, colours } = this;
    c.textAlign = 'left';
    c.textBaseline = 'middle';
    c.font = `11px ${colours.mono}`;
    c.fillStyle = colours.muted;
    c.fillText(name, this.inset, top + COLLAPSED / 2, this.gutter - this.inset - 2);
    if (track > 0) {
      this.line(0, top + 0.5, this.width, top + 0.5, colours.line);
    }
  }

  names(name, track, top, yAp, yIop) {
    const { context: c, colours } = this;
    c.textAlign = 'left';
    c.textBaseline = 'middle';
    c.font = `600 ${this.gutter < 80 ? 11 : 13}px ${colours.mono}`;
    c.fillStyle = colours.ink;
    c.fillText(name, this.inset, top + this.heights[track] / 2, this.gutter - this.inset - 2);
    c.font = `11px ${colours.sans}`;
    c.fillStyle = colours.ap;
    c.fillText(this.lanes.messages.peers[track], this.inset, yAp);
    c.fillStyle = colours.iop;
    c.fillText(this.gutter < 80 ? 'IOP' : 'firmware', this.inset, yIop);
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
