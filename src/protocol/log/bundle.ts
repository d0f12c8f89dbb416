import { BUNDLE_ENTRY_BYTES_MAX } from './limits.ts';
import { LogError } from './log-error.ts';

const PREFIX_BYTES = 2;

/** Entries one after the other, each after its length as a big-endian uint16. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + PREFIX_BYTES + entry.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const entry of entries) {
    if (entry.length > BUNDLE_ENTRY_BYTES_MAX) throw new RangeError(`log entry of ${entry.length} bytes`);
    view.setUint16(at, entry.length);
    bytes.set(entry, at + PREFIX_BYTES);
    at += PREFIX_BYTES + entry.length;
  }
  return bytes;
}

/** The `width` entries of a bundle, as views. Throws BAD_BUNDLE on fewer, more, or a cut one. */
export function parseBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < width) {
    const begin = at + PREFIX_BYTES;
    const end = begin <= bytes.length ? begin + view.getUint16(at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) throw new LogError('BAD_BUNDLE', `entry ${entries.length} is cut`);
    entries.push(bytes.subarray(begin, end));
    at = end;
  }
  if (entries.length !== width || at !== bytes.length) {
    throw new LogError('BAD_BUNDLE', `not ${width} entries in ${bytes.length} bytes`);
  }
  return entries;
}
