import { decodeMlsMessage, encodeMlsMessage, type KeyPackage, type MLSMessage } from 'ts-mls';
import { equal } from '../../../base/bytes.ts';

/**
 * An MLSMessage in its one canonical encoding, or `undefined`. Never throws.
 *
 * Decodes a copy: the library keeps views into what it read, and the caller may write over its own buffer.
 */
export function readMlsMessage(bytes: Uint8Array, bytesMax: number): MLSMessage | undefined {
  if (bytes.length > bytesMax) return undefined;
  const copy = Uint8Array.from(bytes);
  try {
    const decoded = decodeMlsMessage(copy, 0);
    if (decoded === undefined || decoded[1] !== copy.length) return undefined;
    return equal(encodeMlsMessage(decoded[0]), copy) ? decoded[0] : undefined;
  } catch {
    return undefined;
  }
}

export function writeKeyPackage(keyPackage: KeyPackage): Uint8Array {
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_key_package', keyPackage });
}
