// The hands on the emulated keyboard and trackpad.

import { Hands } from './hands.js';
import { Keyboard } from './keyboard.js';
import { Trackpad } from './trackpad.js';

const caps = document.getElementById('caps');
const trouble = document.getElementById('trouble');

const hands = new Hands({
  onLeds(leds) {
    const isOn = (leds & 2) !== 0;
    caps.classList.toggle('on', isOn);
    caps.textContent = isOn ? 'caps lock is on' : 'caps lock is off';
  },
  onTrouble(text) {
    trouble.textContent = text;
  },
});

new Keyboard(document.getElementById('keyboard'), hands);
new Trackpad(document.getElementById('trackpad'), hands);
