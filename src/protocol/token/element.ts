import { ristretto255 } from '@noble/curves/ed25519.js';
import { ELEMENT_BYTES } from './limits.ts';

/** An element other than the identity, in its one spelling (RFC 9497, section 2.1: `DeserializeElement`). */
export function isElement(bytes: Uint8Array): boolean {
  if (bytes.length !== ELEMENT_BYTES) return false;
  try {
    return !ristretto255.Point.fromBytes(bytes).is0();
  } catch {
    return false;
  }
}
