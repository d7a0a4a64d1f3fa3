// What the keys do to a time line, in words.

/** Wherever the focus is, but where text is typed. */
export const KEYS = [
  ['W S', 'zoom in and out; so do + and −'],
  ['A D', 'move left and right'],
  ['F', 'zoom to the selection, or to what is chosen'],
  ['C', 'zoom to the crash, of a report'],
  ['0', 'show all'],
  ['L', 'follow what comes, on the live page'],
  ['N P', 'next and previous message'],
  ['U', 'next request without answer'],
  ['R', 'from a request to its answer and back'],
  ['Esc', 'choose and select none'],
];

/** Where it has the focus: elsewhere they scroll. */
export const DRAWING = [['← →', 'move left and right; a page at a time, Page Up and Page Down']];

export const POINTER = [
  ['drag', 'selects a stretch of time'],
  ['Shift and drag', 'moves; so does one finger'],
  ['wheel', 'zooms, once the drawing has the focus; so do two fingers'],
  ['double-click', 'zooms in'],
];
