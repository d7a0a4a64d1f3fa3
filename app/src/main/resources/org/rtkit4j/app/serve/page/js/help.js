// `?` tells what the keys do, `/` goes to the filter.
import { fill, h, isTyping } from './dom.js';
import { DRAWING, KEYS, POINTER } from './timeline/keys.js';

const EVERYWHERE = [
  ['?', 'these keys'],
  ['/', 'to the filter of the messages'],
];

export function handleKeys() {
  const dialog = h('dialog', { 'aria-labelledby': 'keys-title' });
  document.body.append(dialog);
  const show = () => {
    fill(
      dialog,
      h(
        'div',
        { class: 'head' },
        h('h2', { id: 'keys-title' }, 'Keys'),
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Close'),
      ),
      part('Everywhere', EVERYWHERE),
      part('The time line, wherever you are', KEYS),
      part('On the drawing alone', DRAWING),
      part('With the mouse or fingers', POINTER),
    );
    dialog.showModal();
  };
  document.getElementById('keys').addEventListener('click', show);
  addEventListener('keydown', event => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === '?') {
      event.preventDefault();
      show();
    } else if (event.key === '/') {
      const filter = [...document.querySelectorAll('.timeline input[type=search]')].find(one => one.checkVisibility());
      if (filter !== undefined) {
        event.preventDefault();
        filter.focus();
        filter.select();
      }
    }
  });
}

function part(title, keys) {
  const names = text => text.split(/ (?!and)(?<!and )/).map(name => [h('kbd', {}, name), ' ']);
  const rows = keys.map(([name, does]) => [h('dt', {}, names(name)), h('dd', {}, does)]);
  return [h('h3', {}, title), h('dl', {}, rows)];
}
