// Elements are made here and nowhere else. Text becomes text nodes: nothing that a firmware or a report says is markup.

/** Makes an element; `attributes` with a function are listeners, null and false are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
}

/** Puts other children into an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Returns whether keys that are pressed there are text, or belong to a dialog. */
export const isTyping = target =>
  target.closest?.('textarea, select, dialog, input:not([type=checkbox])') instanceof Element;

/** A list of terms and what they are; pairs whose value is missing are left out. */
export function facts(className, pairs) {
  return h(
    'dl',
    { class: className },
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}

/** A panel with a heading. */
export function panel(title, body, ...beside) {
  return h(
    'section',
    { class: 'panel' },
    h('div', { class: 'head' }, h('h2', {}, title), ...beside),
    h('div', { class: 'body' }, body),
  );
}

/** Lines of a log, as many as there are, in a part that scrolls by itself. */
export const logLines = (label, lines) =>
  h(
    'div',
    { class: 'log-lines', tabindex: '0', role: 'region', 'aria-label': label },
    h('ul', {}, lines.map(line => h('li', {}, line))),
  );

let notices = 0;

/** Tells of a failure, until somebody has read it. */
export function notice(line) {
  const box = document.getElementById('notice');
  const mine = ++notices;
  fill(
    box,
    h('p', {}, h('span', {}, line), h('button', { type: 'button', onclick: () => box.replaceChildren() }, 'Close')),
  );
  setTimeout(() => mine === notices && box.replaceChildren(), 12000);
}

/** `1 crash`, `2 crashes`. */
export function count(number, one, many) {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
