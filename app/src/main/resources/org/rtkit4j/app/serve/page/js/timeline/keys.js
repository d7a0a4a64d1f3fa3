// What the keys do on a time line, in words.
import { h } from '../dom.js';

const KEYS = [
  ['← →', 'move'],
  ['+ −', 'zoom'],
  ['A', 'show all'],
  ['F', 'follow'],
  ['N P', 'next and previous message'],
  ['U', 'next without answer'],
  ['R', 'from request to answer and back'],
  ['Esc', 'choose none'],
];

let lists = 0;

/** Returns a list of the keys, and the id by which the drawing refers to it. */
export function keyList() {
  const id = `keys-${++lists}`;
  const items = KEYS.map(([name, does]) => h('li', {}, h('kbd', {}, name), ` ${does}`));
  return { id, element: h('details', { class: 'keys' }, h('summary', {}, 'Keys'), h('ul', { id }, items)) };
}
