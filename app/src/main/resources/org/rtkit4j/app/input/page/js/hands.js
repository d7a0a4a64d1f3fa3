// What is done goes to the server in its order, one request at a time: what happens meanwhile goes with the next.

const LOOK_MILLIS = 1000;

export class Hands {
  #lines = [];
  #isBusy = false;
  #listener;

  constructor(listener) {
    this.#listener = listener;
    setInterval(() => this.#send(), LOOK_MILLIS);
  }

  // A line as `HandMove` reads it: `key 0x04 down`.
  move(line) {
    this.#lines.push(line);
    this.#send();
  }

  async #send() {
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    const lines = this.#lines.splice(0);
    try {
      const answer = await fetch('api/hands', lines.length === 0 ? {} : { method: 'POST', body: lines.join('\n') });
      const said = await answer.json();
      this.#listener.onTrouble(answer.ok ? '' : said.error);
      if (answer.ok) {
        this.#listener.onLeds(said.leds);
      }
    } catch {
      this.#listener.onTrouble('The emulated Mac does not answer.');
    }
    this.#isBusy = false;
    if (this.#lines.length > 0) {
      this.#send();
    }
  }
}
