// What the page asks of the server, answered in the page itself: by the engine, in a worker, so that the page stays
// responsive and a report that takes too long can be given up.

/** The engine has refused; the message is one line for people. */
export class ServerError extends Error {}

/** There is nothing live without a server. */
export const livePage = null;

class Engine {
  constructor() {
    this.waiting = new Map();
    this.asked = 0;
    const blob = new Blob([document.getElementById('engine').textContent], { type: 'text/javascript' });
    const address = URL.createObjectURL(blob);
    this.worker = new Worker(policy ? policy.createScriptURL(address) : address);
    this.worker.addEventListener('message', ({ data: [number, isGood, value] }) => {
      const { resolve, reject, onProgress } = this.waiting.get(number);
      if (isGood === null) {
        onProgress?.(value);
        return;
      }
      this.waiting.delete(number);
      if (isGood) {
        resolve(value);
      } else {
        reject(new ServerError(value));
      }
    });
    this.worker.addEventListener('error', event => this.end(new ServerError(`the reader failed: ${event.message}`)));
  }

  call(name, ...given) {
    return this.watched(undefined, name, ...given);
  }

  /** Calls something that tells how far it is. */
  watched(onProgress, name, ...given) {
    return new Promise((resolve, reject) => {
      this.waiting.set(++this.asked, { resolve, reject, onProgress });
      // Bytes are handed over: a copy of a large report takes a moment, in which the page would not answer.
      this.worker.postMessage([this.asked, name, given], given.flatMap(one => one?.buffer ?? []));
    });
  }

  end(reason) {
    this.worker.terminate();
    this.waiting.forEach(({ reject }) => reject(reason));
    this.waiting.clear();
    if (engine === this) {
      engine = undefined;
      opened = undefined;
    }
  }
}

const policy = globalThis.trustedTypes?.createPolicy('engine', { createScriptURL: address => address });
let engine;
/** What the engine has read last. */
let opened;

const running = () => (engine ??= new Engine());
const jsonOf = bytes => JSON.parse(new TextDecoder().decode(bytes));

export async function getJson(path) {
  const [name, query] = path.split('?');
  if (name === 'about') {
    return { reportLimitBytes: await running().call('limitBytes') };
  }
  if (name === 'decode') {
    const { coprocessor, direction, endpoint, message } = Object.fromEntries(new URLSearchParams(query));
    return jsonOf(await running().call('decode', coprocessor, direction, Number(endpoint), message));
  }
  throw new ServerError(`not without a server: ${name}`);
}

export async function getBytes(path) {
  throw new ServerError(`not without a server: ${path}`);
}

async function open(file, onProgress) {
  if (opened === file) {
    return;
  }
  opened = undefined;
  const bytes = await read(file, onProgress);
  const onDone = done => onProgress?.(done, file.size, true);
  onDone(0);
  await running().watched(onDone, 'read', file.name, bytes);
  opened = file;
}

async function read(file, onProgress) {
  const bytes = new Int8Array(file.size);
  let at = 0;
  const reader = file.stream().getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    bytes.set(value, at);
    at += value.length;
    onProgress?.(at, file.size);
  }
  return bytes;
}

async function answer(path, file, onProgress) {
  await open(file, onProgress);
  const [name, query] = path.split('?');
  const crash = Number(new URLSearchParams(query).get('crash') ?? 1);
  switch (name) {
    case 'explain':
      return jsonOf(await running().call('explain'));
    case 'explain/text':
      return new Blob([await running().call('text', true)]);
    case 'explain/json':
      return new Blob([await running().call('json')]);
    case 'explain/core':
      return new Blob([await running().call('core', crash)]);
    case 'explain/pcapng':
      return new Blob([await running().call('pcapng', crash)]);
    default:
      throw new ServerError(`no such form: ${name}`);
  }
}

/**
 * Reads a report; `onProgress` hears how many bytes of how many have been taken, and from `true` on how many have been
 * explained; `signal` gives it up.
 */
export async function send(path, file, type, onProgress, signal) {
  const giveUp = () => engine?.end(new DOMException('given up', 'AbortError'));
  signal?.addEventListener('abort', giveUp);
  try {
    return await answer(path, file, onProgress);
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}

/** Has the browser keep bytes as a file. */
export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
