import { concat } from '../../base/bytes.ts';
import { encode } from '../codec/codec.ts';
import { ED25519_SIGNATURE_BYTES, sign, verify } from '../crypto/ed25519.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { type Founding, foundingItem } from './founding.ts';
import { type Handshake, handshakeItem } from './handshake.ts';

const HANDSHAKE = domain('handshake');
const UNSIGNED = new Uint8Array(ED25519_SIGNATURE_BYTES);

/** All of an item but its signature: device list, posting key, message and rejoin package are its committer's. */
function statement(item: Founding | Handshake): Uint8Array {
  const unsigned =
    item.kind === 'founding'
      ? encode(foundingItem, { ...item, signature: UNSIGNED })
      : encode(handshakeItem, { ...item, signature: UNSIGNED });
  return concat(HANDSHAKE, sha256(unsigned));
}

/** By the committer's seat signing key, so that nobody can put other words around a commit. `[ORDER-6]` */
export async function signEnvelope<Item extends Founding | Handshake>(
  signSeed: Uint8Array,
  item: Omit<Item, 'signature'>,
): Promise<Item> {
  const unsigned = { ...item, signature: UNSIGNED } as Item;
  return { ...unsigned, signature: await sign(signSeed, statement(unsigned)) };
}

export function verifyEnvelope(signKey: Uint8Array, item: Founding | Handshake): Promise<boolean> {
  return verify(signKey, item.signature, statement(item));
}
