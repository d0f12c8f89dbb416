import { readElement } from '../crypto/ristretto255.ts';

/** An element other than the identity, in its one spelling (RFC 9497, section 2.1: `DeserializeElement`). */
export function isElement(bytes: Uint8Array): boolean {
  return readElement(bytes) !== undefined;
}
