// The report that a reload of this tab shows again. The browser forgets it with the tab.

const KEY = 'report';
/** A browser keeps five million characters or so. */
const MOST_BYTES = 2_000_000;
/** Counts what was asked: reading a file takes a moment, in which something else may be asked. */
let asked = 0;

/** Keeps a report instead of the one before; none with null. One that is too large is not kept. */
export async function keep(file) {
  const turn = ++asked;
  try {
    sessionStorage.removeItem(KEY);
    if (file !== null && file.size <= MOST_BYTES) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      let text = '';
      for (let at = 0; at < bytes.length; at += 1 << 14) {
        text += String.fromCharCode(...bytes.subarray(at, at + (1 << 14)));
      }
      if (turn === asked) {
        sessionStorage.setItem(KEY, JSON.stringify([file.name, text]));
      }
    }
  } catch {
    // No room, or a browser that keeps nothing: then a reload begins anew.
  }
}

/** Returns what was kept, or null. */
export function kept() {
  try {
    const [name, text] = JSON.parse(sessionStorage.getItem(KEY));
    return new File([Uint8Array.from(text, c => c.charCodeAt(0))], name);
  } catch {
    return null;
  }
}
