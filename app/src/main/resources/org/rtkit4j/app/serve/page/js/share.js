// How much, and how much of it is done.

const KIBI = 1 << 10;
const MEBI = 1 << 20;

const mebi = bytes => (bytes / MEBI).toLocaleString('en', { maximumFractionDigits: 1 });

/** Writes a size. */
export const sizeText = bytes =>
  bytes < MEBI ? `${Math.ceil(bytes / KIBI).toLocaleString('en')} KiB` : `${mebi(bytes)} MiB`;

/** Writes `12 of 57.2 MiB, 20 %`; of what is small the whole alone. It is never all of it: then it is done. */
export function shareText(gone, size) {
  if (size < MEBI) {
    return sizeText(size);
  }
  return `${mebi(gone)} of ${sizeText(size)}, ${Math.min(99, Math.floor((gone / size) * 100))} %`;
}
