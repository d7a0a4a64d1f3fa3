// The style sheet's colours, for the canvas; read again when light turns to dark.
import { GROUPS } from './model.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
let current;
// Before all who draw: they ask again.
dark.addEventListener('change', () => {
  current = undefined;
});

export function palette() {
  if (!current) {
    const style = getComputedStyle(document.documentElement);
    // A custom property keeps `light-dark()`; only a real property is computed.
    const probe = document.createElement('span');
    document.body.append(probe);
    const colour = name => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    current = {
      groups: GROUPS.map(colour),
      ...Object.fromEntries(
        [
          'ink',
          'muted',
          'line',
          'strong-line',
          'sunken',
          'surface',
          'accent',
          'bad',
          'ap',
          'iop',
          'quiet-ground',
          'raised',
        ].map(name => [name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()), colour(name)]),
      ),
      mono: style.getPropertyValue('--mono'),
      sans: getComputedStyle(document.body).fontFamily,
    };
    probe.remove();
  }
  return current;
}

/** Has `listener` called when the colours are others, until `signal` aborts. */
export function onPaletteChange(listener, signal) {
  dark.addEventListener('change', listener, { signal });
}
