// What the keys do on a time line, in words.

export const KEYS = [
  ['W S', 'zoom in and out'],
  ['A D', 'move left and right'],
  ['F', 'zoom to the selection, or to what is chosen'],
  ['0', 'show all'],
  ['L', 'follow what comes, on the live page'],
  ['N P', 'next and previous message'],
  ['U', 'next request without answer'],
  ['R', 'from a request to its answer and back'],
  ['Esc', 'choose and select none'],
];

export const POINTER = [
  ['drag', 'selects a stretch of time'],
  ['Shift and drag', 'moves; so does one finger'],
  ['wheel', 'zooms, once the drawing has the focus; so do two fingers'],
  ['double-click', 'zooms in'],
];
