// What the page asks of the server.

/** The server has refused, or is not there; the message is one line for people. */
export class ServerError extends Error {}

/** Shows what is live; null where nothing is. */
export const livePage = async (...given) => (await import('./live.js')).livePage(...given);

async function checked(response) {
  if (response.ok) {
    return response;
  }
  let line = `the server answered ${response.status}`;
  try {
    line = (await response.json()).error ?? line;
  } catch {
    // Not from our server.
  }
  throw new ServerError(line);
}

async function ask(path, options) {
  try {
    return await checked(await fetch(`api/${path}`, options));
  } catch (e) {
    throw e instanceof ServerError ? e : new ServerError('the server does not answer');
  }
}

export const getJson = async path => (await ask(path)).json();
export const getBytes = async path => (await ask(path)).arrayBuffer();
export const order = async path => (await ask(path, { method: 'POST' })).json();

/** An address has an end, the name of a file in an archive has none. */
const LONGEST_NAME = 400;

/** Sends a report; `onProgress` hears how many bytes of how many have gone, `signal` gives it up. */
export function send(path, body, type, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const name = encodeURIComponent(body.name.slice(-LONGEST_NAME));
    request.open('POST', `api/${path}${path.includes('?') ? '&' : '?'}name=${name}`);
    request.responseType = type;
    request.upload.addEventListener('progress', e => onProgress?.(e.loaded, e.total));
    request.addEventListener('load', async () => {
      try {
        const response = new Response(
          request.response === null ? null : type === 'blob' ? request.response : JSON.stringify(request.response),
          { status: request.status },
        );
        await checked(response);
        resolve(request.response);
      } catch (e) {
        reject(e);
      }
    });
    request.addEventListener('error', () =>
      reject(new ServerError('the server does not answer, or took no more of the file')),
    );
    signal?.addEventListener('abort', () => {
      request.abort();
      reject(new DOMException('given up', 'AbortError'));
    });
    request.send(body);
  });
}

/**
 * Hears the server's events as long as the page is open. The browser connects again by itself, but not where another
 * page has taken this one's place: two would take it from each other for ever.
 */
export function listen(handlers, onLink) {
  const source = new EventSource('api/events');
  source.addEventListener('open', () => onLink(true, 'connected'));
  source.addEventListener('error', () => onLink(false, 'connection lost, trying again'));
  source.addEventListener('dismissed', () => {
    source.close();
    onLink(false, 'too many pages are open: reload to show this one');
  });
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, event => handler(JSON.parse(event.data)));
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
