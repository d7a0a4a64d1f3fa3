// Mouse, pen, fingers and keys on a time line.

const CLICK_REACH = 4;
const HIT_REACH = 12;
const WHEEL_ZOOM = 0.0022;

/** Makes a time line obey. */
export function handleGestures(line) {
  const { canvas, strip } = line;
  const pointers = new Map();
  let moved = 0;

  const spot = event => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, spot(event));
    moved = pointers.size > 1 ? Infinity : 0;
  });
  canvas.addEventListener('pointermove', event => {
    const now = spot(event);
    const before = pointers.get(event.pointerId);
    if (!before || !line.painter) {
      hover(line, now);
      return;
    }
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (pointers.size === 2) {
      pinch(line, pointers, event.pointerId, now);
    } else if (moved > CLICK_REACH) {
      line.pan((before.x - now.x) / line.painter.plotWidth);
    }
    pointers.set(event.pointerId, now);
  });
  const end = event => {
    if (pointers.delete(event.pointerId) && event.type === 'pointerup' && moved <= CLICK_REACH && line.painter) {
      const { x, y } = spot(event);
      line.choose(line.painter.hit(x, y, HIT_REACH));
    }
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('pointerleave', () => {
    line.hovered = -1;
    line.draw();
  });
  canvas.addEventListener('dblclick', event => line.zoom(0.4, line.painter?.timeAt(spot(event).x)));
  canvas.addEventListener('wheel', event => wheel(line, event, spot(event)), { passive: false });
  canvas.addEventListener('keydown', event => key(line, event));
  slide(line, strip);
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

function key(line, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const action = {
    ArrowLeft: () => line.pan(-0.1),
    ArrowRight: () => line.pan(0.1),
    PageUp: () => line.pan(-0.9),
    PageDown: () => line.pan(0.9),
    '+': () => line.zoom(0.6),
    '=': () => line.zoom(0.6),
    '-': () => line.zoom(1 / 0.6),
    a: () => line.showAll(),
    f: () => line.options.live && line.follow(),
    n: () => line.step(true),
    p: () => line.step(false),
    u: () => line.nextOpen(),
    r: () => line.partner(),
    Escape: () => line.choose(-1),
  }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (action) {
    event.preventDefault();
    action();
  }
}

/** The overview: what is pressed or dragged over is in the middle of the view. */
function slide(line, strip) {
  const move = event => {
    const time = line.overview.timeAt(event.clientX - strip.getBoundingClientRect().left);
    const half = (line.view.to - line.view.from) / 2;
    line.look(time - half, time + half);
  };
  strip.addEventListener('pointerdown', event => {
    strip.setPointerCapture(event.pointerId);
    move(event);
  });
  strip.addEventListener(
    'pointermove',
    event => event.buttons && strip.hasPointerCapture(event.pointerId) && move(event),
  );
}
