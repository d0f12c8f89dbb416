import { concat, equal, utf8 } from '../../base/bytes.ts';
import { fromBase64, fromHex, toBase64, toHex } from '../../base/text-encodings.ts';
import { ED25519_PUBLIC_KEY_BYTES } from '../crypto/ed25519.ts';
import { sha256 } from '../crypto/sha256.ts';
import { KEY_MATERIAL_BYTES_MAX, KEY_NAME_BYTES_MAX } from './limits.ts';
import { LogError } from './log-error.ts';

/** Signature types of C2SP signed-note that we verify. Keys of other types are read, and verify nothing. */
export const ED25519_TYPE = 0x01;
export const COSIGNATURE_TYPE = 0x04;

/** Whose signature on a note is looked for. Name and id together say which key is meant; only the key itself proves it. */
export interface VerifierKey {
  readonly name: string;
  /** 4 bytes. */
  readonly id: Uint8Array;
  readonly type: number;
  /** The public key, as its type encodes it. */
  readonly publicKey: Uint8Array;
}

const TYPE_BYTES = 1;
const ID_BYTES = 4;

/** Throws BAD_KEY on a name that notes do not allow, or a public key of another length than its type has. */
export function verifierKey(name: string, type: number, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new LogError('BAD_KEY', 'not the name of a key');
  if (publicKey.length > KEY_MATERIAL_BYTES_MAX) throw new LogError('BAD_KEY', `${publicKey.length} bytes of key`);
  const isEd25519 = type === ED25519_TYPE || type === COSIGNATURE_TYPE;
  if (isEd25519 && publicKey.length !== ED25519_PUBLIC_KEY_BYTES) {
    throw new LogError('BAD_KEY', `Ed25519 key of ${publicKey.length} bytes`);
  }
  const id = sha256(utf8(`${name}\n`), Uint8Array.of(type), publicKey).slice(0, ID_BYTES);
  return { name, id, type, publicKey };
}

/** `name+id+base64(type ‖ public key)` */
export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(type), publicKey))}`;
}

/** Throws BAD_KEY on what {@link formatVerifierKey} would not write, a hash that is not the key's own included. */
export function parseVerifierKey(text: string): VerifierKey {
  // The base64 may hold plus signs; name and hash hold none.
  const [name = '', hash = ''] = text.split('+', 2);
  const id = fromHex(hash);
  const encoded = text.slice(name.length + hash.length + 2);
  const material = encoded.length > 2 * KEY_MATERIAL_BYTES_MAX ? undefined : fromBase64(encoded);
  if (id === undefined || material === undefined || material.length < TYPE_BYTES) {
    throw new LogError('BAD_KEY', 'not a verifier key');
  }
  const key = verifierKey(name, material[0] as number, material.subarray(TYPE_BYTES));
  if (!equal(key.id, id)) throw new LogError('BAD_KEY', 'the hash is not that of the key');
  return key;
}

/** Not empty, and without white space, plus signs and control characters. */
export function isKeyName(name: string): boolean {
  const size = utf8(name).length;
  return size > 0 && size <= KEY_NAME_BYTES_MAX && name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}
