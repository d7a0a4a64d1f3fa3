// Bars: how many messages there are in each column, by a logarithm, so that one is seen beside a thousand.
import { FROM_AP, FROM_IOP, GROUPS, UNKNOWN } from './model.js';

const COLUMN = 2;

/** Draws the messages of a track as bars, the AP's from its lane down, the firmware's from its lane up. */
export function bars(p, track, yAp, yIop) {
  const columns = Math.ceil(p.plotWidth / COLUMN);
  const half = (yIop - yAp) / 2 - 2;
  const edges = columnEdges(p, columns);
  const down = counts(p, track, [FROM_AP, UNKNOWN], edges, columns);
  const up = counts(p, track, [FROM_IOP], edges, columns);
  const scale = half / Math.log1p(Math.max(1, down.most, up.most));
  stack(p, down, columns, scale, y => yAp + y, 1);
  stack(p, up, columns, scale, y => yIop - y, -1);
}

function columnEdges(p, columns) {
  return Float64Array.from({ length: columns + 1 }, (_, i) => p.timeAt(p.gutter + i * COLUMN));
}

function counts(p, track, directions, edges, columns) {
  const groups = GROUPS.map(() => null);
  const totals = new Uint32Array(columns);
  let most = 0;
  for (let group = 0; group < GROUPS.length; group++) {
    for (const direction of directions) {
      const series = p.lanes.of(track, direction, group);
      if (series.length === 0) {
        continue;
      }
      groups[group] ??= new Uint32Array(columns);
      let before = series.before(edges[0]);
      for (let i = 0; i < columns; i++) {
        const next = series.before(edges[i + 1], before);
        groups[group][i] += next - before;
        totals[i] += next - before;
        before = next;
      }
    }
  }
  for (let i = 0; i < columns; i++) {
    most = Math.max(most, totals[i]);
  }
  return { groups, totals, most };
}

function stack(p, { groups, totals }, columns, scale, y, sign) {
  const { context: c, colours } = p;
  const filled = new Float64Array(columns);
  groups.forEach((counts, group) => {
    if (counts === null) {
      return;
    }
    c.fillStyle = colours.groups[group];
    for (let i = 0; i < columns; i++) {
      if (counts[i] > 0) {
        const height = Math.max(1.5, Math.log1p(totals[i]) * scale);
        const part = (height * counts[i]) / totals[i];
        const start = y(filled[i]);
        c.fillRect(p.gutter + i * COLUMN, sign > 0 ? start : start - part, COLUMN, part);
        filled[i] += part;
      }
    }
  });
}
