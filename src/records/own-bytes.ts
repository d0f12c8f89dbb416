/**
 * A plain copy. What decoders and encoders give may be a window on a larger buffer (in Node, of a shared pool):
 * kept in the projection it would keep all of that, and carry it along to another thread.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
