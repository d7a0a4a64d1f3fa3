// Times as people read them, and where the ruler has its marks.

/** Returns a round step of which `most` fit into a span. */
export function stepFor(span, most) {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map(f => f * power).find(step => step >= raw);
}

/** Writes a time; `step` says how finely. One that is counted from what comes has a minus. */
export function timeText(value, unit, step = 0) {
  const digits = Math.min(6, Math.max(0, -Math.floor(Math.log10((step || 1) / 1e6))));
  // `|| 0`: no minus before a nought.
  const seconds = Number((value / 1e6).toFixed(digits)) || 0;
  const text = seconds.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text.replace('-', '−')} s`;
}

/** Writes a duration with the unit that suits it. */
export function durationText(value, unit) {
  const [divisor, name] = value < 1e3 ? [1, 'µs'] : value < 1e6 ? [1e3, 'ms'] : [1e6, 's'];
  const number = value / divisor;
  return `${number.toLocaleString('en', { maximumFractionDigits: number < 10 ? 2 : number < 100 ? 1 : 0 })} ${name}`;
}
