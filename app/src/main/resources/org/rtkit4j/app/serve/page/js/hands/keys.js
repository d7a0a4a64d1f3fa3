// Keys by the browser's code: usage of HID's page 7, and what stands on the key; a Mac's signs for those with names.
// Source: HID Usage Tables 1.4, 10; UI Events KeyboardEvent code values.

const key = (usage, label, size) => ({ usage, label, size });

export const KEYS = new Map();

[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].forEach((letter, i) => KEYS.set(`Key${letter}`, key(0x04 + i, letter)));
[...'1234567890'].forEach((digit, i) => KEYS.set(`Digit${digit}`, key(0x1e + i, digit)));
[...Array(12).keys()].forEach(i => KEYS.set(`F${i + 1}`, key(0x3a + i, `F${i + 1}`)));

for (const [code, usage, label, size] of [
  ['Enter', 0x28, '⏎', 'wide'],
  ['Backspace', 0x2a, '⌫', 'wide'],
  ['Space', 0x2c, '', 'space'],
  ['Minus', 0x2d, '-'],
  ['Equal', 0x2e, '='],
  ['BracketLeft', 0x2f, '['],
  ['BracketRight', 0x30, ']'],
  ['Backslash', 0x31, '\\'],
  ['Semicolon', 0x33, ';'],
  ['Quote', 0x34, "'"],
  ['Backquote', 0x35, '`'],
  ['Comma', 0x36, ','],
  ['Period', 0x37, '.'],
  ['Slash', 0x38, '/'],
  ['CapsLock', 0x39, '⇪', 'wide'],
  ['ArrowRight', 0x4f, '→'],
  ['ArrowLeft', 0x50, '←'],
  ['ArrowDown', 0x51, '↓'],
  ['ArrowUp', 0x52, '↑'],
  ['ControlLeft', 0xe0, '⌃'],
  ['ShiftLeft', 0xe1, '⇧', 'wide'],
  ['AltLeft', 0xe2, '⌥'],
  ['MetaLeft', 0xe3, '⌘', 'more'],
  ['ShiftRight', 0xe5, '⇧', 'wide'],
  ['AltRight', 0xe6, '⌥'],
  ['MetaRight', 0xe7, '⌘', 'more'],
]) {
  KEYS.set(code, key(usage, label, size));
}

const letters = text => [...text].map(letter => `Key${letter}`);

export const ROWS = [
  ['Backquote', ...[...'1234567890'].map(digit => `Digit${digit}`), 'Minus', 'Equal', 'Backspace'],
  [...letters('QWERTYUIOP'), 'BracketLeft', 'BracketRight', 'Backslash'],
  ['CapsLock', ...letters('ASDFGHJKL'), 'Semicolon', 'Quote', 'Enter'],
  ['ShiftLeft', ...letters('ZXCVBNM'), 'Comma', 'Period', 'Slash', 'ShiftRight'],
  [
    ...['ControlLeft', 'AltLeft', 'MetaLeft', 'Space', 'MetaRight', 'AltRight'],
    ...['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'],
  ],
];
