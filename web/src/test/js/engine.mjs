// Runs the engine of a page outside a browser: node engine.mjs rtkit.html
// A request is a byte for what, a number, and bytes; an answer is 1 or 0 and bytes, or the failure's message.
import { readFileSync, readSync, writeSync } from 'node:fs';
import vm from 'node:vm';

const page = readFileSync(process.argv[2], 'utf8');
const source = /<script type="text\/plain" id="engine">([^]*?)<\/script>/.exec(page)[1];
let answered;
const self = { postMessage: message => (answered = message), TextDecoder, TextEncoder, btoa };
vm.createContext(self);
vm.runInContext(source, self);

function take(size) {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    let come = 0;
    try {
      come = readSync(0, bytes, at, size - at, null);
    } catch (e) {
      if (e.code === 'EAGAIN') {
        continue;
      }
      throw e;
    }
    if (come === 0) {
      process.exit(at === 0 ? 0 : 1);
    }
    at += come;
  }
  return bytes;
}

function give(isGood, bytes) {
  const head = Buffer.alloc(5);
  head.writeUInt8(isGood ? 1 : 0);
  head.writeUInt32LE(bytes.length, 1);
  const all = Buffer.concat([head, bytes]);
  for (let at = 0; at < all.length; ) {
    try {
      at += writeSync(1, all, at);
    } catch (e) {
      if (e.code !== 'EAGAIN') {
        throw e;
      }
    }
  }
}

const NAMES = ['read', 'explain', 'text', 'json', 'core', 'pcapng', 'decode'];

function given(name, number, bytes) {
  switch (name) {
    case 'read':
      return ['the report', new Int8Array(bytes)];
    case 'text':
      return [number === 1];
    case 'decode': {
      const [coprocessor, direction, word] = bytes.toString('utf8').split('\0');
      return [coprocessor, direction, number, word];
    }
    default:
      return [number];
  }
}

for (;;) {
  const head = take(9);
  const name = NAMES[head.readUInt8(0)];
  const bytes = take(head.readUInt32LE(5));
  self.onmessage({ data: [0, name, given(name, head.readUInt32LE(1), bytes)] });
  const [, isGood, value] = answered;
  give(isGood, Buffer.from(isGood ? (value ?? []) : String(value)));
}
