// The hands on the emulated keyboard and trackpad.
import { Hands } from '../shared/js/hands/hands.js';
import { Keyboard } from '../shared/js/hands/keyboard.js';
import { Trackpad } from '../shared/js/hands/trackpad.js';

const LOOK_MILLIS = 1000;

const trouble = document.getElementById('trouble');
const hands = new Hands({
  onAnswer: ({ leds, releases }) => {
    keyboard.light(leds);
    keyboard.released(releases);
  },
  onTrouble: text => {
    trouble.textContent = text;
  },
});
const keyboard = new Keyboard(hands);
keyboard.element.setAttribute('aria-describedby', 'help');

document.getElementById('desk').append(keyboard.element, new Trackpad(hands).element);
// What is lit, the host decides, at any time.
setInterval(() => hands.send(), LOOK_MILLIS);
hands.send();
