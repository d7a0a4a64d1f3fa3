// Mouse, pen, fingers and keys on a time line.
import { isTyping } from '../dom.js';

const CLICK_REACH = 4;
const HIT_REACH = 12;
const WHEEL_ZOOM = 0.0022;

/** Makes a time line obey, until `signal` aborts. */
export function handleGestures(line, signal) {
  const { canvas, strip } = line;
  const pointers = new Map();
  let moved = 0;
  let selectedFrom = null;
  const on = (type, listener, options) => canvas.addEventListener(type, listener, { ...options, signal });

  const spot = event => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  on('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, spot(event));
    moved = pointers.size > 1 ? Infinity : 0;
    const selects = event.pointerType === 'mouse' && event.button === 0 && !event.shiftKey && line.painter;
    selectedFrom = selects ? line.painter.timeAt(spot(event).x) : null;
  });
  on('pointermove', event => {
    const now = spot(event);
    const before = pointers.get(event.pointerId);
    if (!before || !line.painter) {
      hover(line, now);
      return;
    }
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (pointers.size === 2) {
      pinch(line, pointers, event.pointerId, now);
    } else if (moved > CLICK_REACH && selectedFrom !== null) {
      const time = line.painter.timeAt(now.x);
      line.select({ from: Math.min(time, selectedFrom), to: Math.max(time, selectedFrom) });
    } else if (moved > CLICK_REACH) {
      line.pan((before.x - now.x) / line.painter.plotWidth);
    }
    pointers.set(event.pointerId, now);
  });
  const end = event => {
    if (pointers.delete(event.pointerId) && event.type === 'pointerup' && moved <= CLICK_REACH && line.painter) {
      const { x, y } = spot(event);
      line.select(null);
      line.choose(line.painter.hit(x, y, HIT_REACH));
    }
  };
  on('pointerup', end);
  on('pointercancel', end);
  on('pointerleave', () => {
    line.hovered = -1;
    line.draw();
  });
  on('dblclick', event => line.zoom(0.4, line.painter?.timeAt(spot(event).x)));
  on('wheel', event => wheel(line, event, spot(event)), { passive: false });
  on('keydown', event => key(line, event, { ...onDrawing(line), ...anywhere(line) }));
  addEventListener('keydown', event => keyElsewhere(line, event), { signal });
  slide(line, strip, signal);
}

function hover(line, { x, y }) {
  const found = line.painter?.hit(x, y, HIT_REACH) ?? -1;
  if (found !== line.hovered) {
    line.hovered = found;
    line.draw();
  }
}

function pinch(line, pointers, id, now) {
  const [other] = [...pointers].filter(([key]) => key !== id).map(([, point]) => point);
  const before = pointers.get(id);
  const old = Math.max(20, Math.abs(before.x - other.x));
  const current = Math.max(20, Math.abs(now.x - other.x));
  line.zoom(old / current, line.painter.timeAt((now.x + other.x) / 2));
}

// Over a time line that has the focus, or with a key held, the wheel zooms; else the page scrolls as everywhere.
function wheel(line, event, { x }) {
  const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (
    !line.painter ||
    !(isSideways || event.ctrlKey || event.shiftKey || event.altKey || document.activeElement === line.canvas)
  ) {
    return;
  }
  event.preventDefault();
  if (isSideways) {
    line.pan(event.deltaX / line.painter.plotWidth);
  } else {
    line.zoom(Math.exp(event.deltaY * WHEEL_ZOOM), line.painter.timeAt(x));
  }
}

/** The same where the focus is not on it, as long as it is shown and nobody types. */
function keyElsewhere(line, event) {
  const isMeant = !event.defaultPrevented && !isTyping(event.target) && line.canvas.checkVisibility();
  if (isMeant && key(line, event, anywhere(line))) {
    line.canvas.parentElement.scrollIntoView({ block: 'nearest' });
  }
}

/** Returns whether the key does anything. */
function key(line, event, actions) {
  const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const isAction = action !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isAction) {
    event.preventDefault();
    action();
  }
  return isAction;
}

function onDrawing(line) {
  return {
    ArrowLeft: () => line.pan(-0.1),
    ArrowRight: () => line.pan(0.1),
    PageUp: () => line.pan(-0.9),
    PageDown: () => line.pan(0.9),
  };
}

function anywhere(line) {
  return {
    '+': () => line.zoom(0.6),
    '=': () => line.zoom(0.6),
    '-': () => line.zoom(1 / 0.6),
    w: () => line.zoom(0.6),
    s: () => line.zoom(1 / 0.6),
    a: () => line.pan(-0.1),
    d: () => line.pan(0.1),
    f: () => line.zoomToSelection(),
    c: () => line.showCrash(),
    0: () => line.showAll(),
    l: () => line.options.live && line.follow(),
    n: () => line.step(true),
    p: () => line.step(false),
    u: () => line.nextOpen(),
    r: () => line.partner(),
    Escape: () => {
      line.select(null);
      line.choose(-1);
    },
  };
}

/** The overview: what is pressed or dragged over is in the middle of the view. */
function slide(line, strip, signal) {
  const move = event => {
    const time = line.overview.timeAt(event.clientX - strip.getBoundingClientRect().left);
    const half = (line.view.to - line.view.from) / 2;
    line.look(time - half, time + half);
  };
  strip.addEventListener(
    'pointerdown',
    event => {
      strip.setPointerCapture(event.pointerId);
      move(event);
    },
    { signal },
  );
  strip.addEventListener(
    'pointermove',
    event => event.buttons && strip.hasPointerCapture(event.pointerId) && move(event),
    { signal },
  );
}
