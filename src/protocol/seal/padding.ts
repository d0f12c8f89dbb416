import { PADDED_BYTES_MAX } from '../entry/limits.ts';
import { PADDED_BYTES_MIN, PADDED_STEP_BYTES } from './limits.ts';
import { SealError } from './seal-error.ts';

const LENGTH_BYTES = 4;

/** The size class of a body of this length: 512, 1,024 … 65,536, then multiples of 65,536. */
export function paddedLength(length: number): number {
  const framed = length + LENGTH_BYTES;
  if (framed > PADDED_STEP_BYTES) return Math.ceil(framed / PADDED_STEP_BYTES) * PADDED_STEP_BYTES;
  let padded = PADDED_BYTES_MIN;
  while (padded < framed) padded *= 2;
  return padded;
}

/** Hides how long something is, within its size class. Throws `BODY_SIZE` past 1 MiB less 4 bytes. */
export function pad(bytes: Uint8Array): Uint8Array {
  const length = paddedLength(bytes.length);
  if (length > PADDED_BYTES_MAX) throw new SealError('BODY_SIZE', `${bytes.length} bytes do not fit a size class`);
  const padded = new Uint8Array(length);
  new DataView(padded.buffer).setUint32(0, bytes.length);
  padded.set(bytes, LENGTH_BYTES);
  return padded;
}

/** What was padded, as a view; or `undefined` unless it is zeros in the smallest class that fits. `[SEAL-3]` */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
  if (padded.length < PADDED_BYTES_MIN || padded.length > PADDED_BYTES_MAX) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (paddedLength(length) !== padded.length) return undefined;
  for (let at = LENGTH_BYTES + length; at < padded.length; at++) if (padded[at] !== 0) return undefined;
  return padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}
