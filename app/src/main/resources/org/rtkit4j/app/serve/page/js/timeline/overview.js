// The whole time line in one strip, with the part that the large one shows.
import { palette } from './palette.js';

const HEIGHT = 36;
const COLUMN = 2;
/** How old the bars may be while messages stream in. */
const STALE_MILLIS = 250;

export class Overview {
  constructor(canvas, lanes) {
    this.canvas = canvas;
    this.lanes = lanes;
    this.context = canvas.getContext('2d', { alpha: false });
    this.resize();
  }

  resize() {
    this.width = Math.max(160, this.canvas.clientWidth);
    const ratio = Math.min(devicePixelRatio || 1, 2);
    this.canvas.style.height = `${HEIGHT}px`;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(HEIGHT * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.counted = undefined;
  }

  /** On the axis that the lanes have below: both begin at the gutter. */
  timeAt(x) {
    return this.whole.from + ((x - this.gutter) / this.plotWidth) * (this.whole.to - this.whole.from);
  }

  get plotWidth() {
    return this.width - this.gutter;
  }

  /** Returns whether the bars are those of now, and not of a moment ago. */
  paint(view, whole, gutter, crash) {
    this.whole = whole;
    this.gutter = gutter;
    const { context: c } = this;
    const colours = palette();
    const x = time => gutter + ((time - whole.from) / (whole.to - whole.from)) * this.plotWidth;
    c.fillStyle = colours.surface;
    c.fillRect(0, 0, this.width, HEIGHT);
    const counts = this.counts();
    c.fillStyle = colours.strongLine;
    const scale = (HEIGHT - 12) / Math.log1p(counts.most);
    counts.columns.forEach((count, i) => {
      if (count > 0) {
        const height = Math.max(2, Math.log1p(count) * scale);
        c.fillRect(gutter + i * COLUMN, HEIGHT - 4 - height, COLUMN, height);
      }
    });
    if (crash !== null) {
      c.fillStyle = colours.bad;
      c.fillRect(Math.round(x(crash)), 0, 1.5, HEIGHT);
    }
    const left = Math.max(gutter, x(view.from));
    const right = Math.min(this.width, Math.max(left + 3, x(view.to)));
    c.fillStyle = colours.accent;
    c.globalAlpha = 0.16;
    c.fillRect(left, 0, right - left, HEIGHT);
    c.globalAlpha = 1;
    c.strokeStyle = colours.accent;
    c.lineWidth = 1.5;
    c.strokeRect(left + 0.75, 0.75, Math.max(1.5, right - left - 1.5), HEIGHT - 1.5);
    c.fillStyle = colours.muted;
    c.font = `11px ${colours.sans}`;
    c.textBaseline = 'middle';
    c.fillText('all', 10, HEIGHT / 2);
    return this.isFresh;
  }

  counts() {
    const { from, to } = this.whole;
    const old = this.counted;
    const now = performance.now();
    const isAlike = old && old.lanes === this.lanes.series && old.gutter === this.gutter;
    const isSame = isAlike && old.total === this.lanes.seen && old.from === from && old.to === to;
    this.isFresh = true;
    if (isSame || (isAlike && now - old.at < STALE_MILLIS)) {
      this.isFresh = isSame;
      return old;
    }
    const columns = new Uint32Array(Math.ceil(this.plotWidth / COLUMN));
    for (const series of this.lanes.series) {
      let before = 0;
      for (let i = 0; i < columns.length && before < series.length; i++) {
        const edge = this.timeAt(this.gutter + (i + 1) * COLUMN);
        const next = i + 1 === columns.length ? series.length : series.before(edge, before);
        columns[i] += next - before;
        before = next;
      }
    }
    this.counted = {
      columns,
      most: Math.max(1, ...columns),
      total: this.lanes.seen,
      lanes: this.lanes.series,
      gutter: this.gutter,
      from,
      to,
      at: now,
    };
    return this.counted;
  }
}
