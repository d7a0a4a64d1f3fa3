// The whole window takes what is dropped on it or pasted, on either page.
import { h } from './dom.js';

/** Shorter text is no report: somebody has pasted into the wrong place. */
const SHORTEST = 40;

/**
 * `take` is called with the files that are given, one or several; `refuse` with a sentence where a folder is, which a
 * page from a disk may not open.
 */
export function acceptEverywhere(take, refuse) {
  const veil = h('div', { class: 'veil', hidden: true, 'aria-hidden': 'true' }, h('p', {}, 'Drop the report anywhere'));
  document.body.append(veil);
  let depth = 0;
  const hasFile = event => event.dataTransfer?.types.includes('Files') ?? false;
  const enter = by => event => {
    if (hasFile(event)) {
      depth = Math.max(0, depth + by);
      veil.hidden = depth === 0;
    }
  };
  addEventListener('dragenter', enter(1));
  addEventListener('dragleave', enter(-1));
  addEventListener('dragover', event => hasFile(event) && event.preventDefault());
  addEventListener('drop', event => {
    depth = 0;
    veil.hidden = true;
    if (hasFile(event)) {
      event.preventDefault();
      takeDropped(event.dataTransfer, take, refuse);
    }
  });
  addEventListener('paste', event => {
    if (event.target.closest?.('input, textarea') === null || event.clipboardData.files.length > 0) {
      const given = contentOf(event.clipboardData);
      if (given !== null) {
        event.preventDefault();
        take([given]);
      }
    }
  });
}

function takeDropped(data, take, refuse) {
  const folder = [...data.items].map(item => item.webkitGetAsEntry?.()).find(entry => entry?.isDirectory);
  if (folder) {
    refuse(`${folder.name} is a folder: drop the files that are in it, all at once.`);
  } else if (data.files.length > 0) {
    take([...data.files]);
  }
}

function contentOf(data) {
  const text = data.getData('text/plain');
  return data.files[0] ?? (text.length >= SHORTEST ? new File([text], 'pasted text') : null);
}
