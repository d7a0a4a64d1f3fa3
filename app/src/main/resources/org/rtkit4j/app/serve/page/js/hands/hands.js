// What is done goes to the server in its order, one request at a time: what happens meanwhile goes with the next.

export class Hands {
  #lines = [];
  #refusal = '';
  #isBusy = false;
  #listener;

  /** @param listener hears what is in the way, `onTrouble('')` where nothing is, and what the server answers */
  constructor(listener) {
    this.#listener = listener;
  }

  /** Does something; a line as `HandMove` reads it: `key 0x04 down`. */
  move(line) {
    this.#refusal = '';
    this.#lines.push(line);
    this.send();
  }

  /** Says why something is not done, until something is. */
  refuse(why) {
    this.#refusal = why;
    this.#listener.onTrouble(why);
  }

  /** Sends what is to be done; asks how things are where that is nothing. */
  async send() {
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    const lines = this.#lines.splice(0);
    try {
      const answer = await fetch('api/hands', lines.length === 0 ? {} : { method: 'POST', body: lines.join('\n') });
      const said = await answer.json();
      this.#listener.onTrouble(answer.ok ? this.#refusal : said.error);
      if (answer.ok) {
        this.#listener.onAnswer?.(said);
      }
    } catch {
      this.#listener.onTrouble('The emulated Mac does not answer.');
    }
    this.#isBusy = false;
    if (this.#lines.length > 0) {
      this.send();
    }
  }
}
