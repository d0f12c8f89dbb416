import { concat, uint64 } from '../../base/bytes.ts';
import type { ChannelId, PartyId, SeatId } from '../../base/ids.ts';
import { hpkeOpen, hpkeSeal } from '../crypto/hpke.ts';
import { X25519_KEY_BYTES } from '../crypto/x25519.ts';
import { domain } from '../domain.ts';

const PARTY_KEY = domain('party-key');

/** Which private half of a party's share key is passed on to which of its seats. */
export interface PartyKeyHalf {
  readonly channel: ChannelId;
  readonly party: PartyId;
  /** Of the share key. */
  readonly generation: number;
  readonly seat: SeatId;
}

const info = ({ channel, party, generation }: PartyKeyHalf) => concat(PARTY_KEY, channel, party, uint64(generation));

/** Nobody but the seat can open it: not the venue, not the secretariat, not the other parties. `[SHARE-3]` */
export function sealPartyKey(of: PartyKeyHalf, staticKey: Uint8Array, secret: Uint8Array): Promise<Uint8Array> {
  return hpkeSeal(staticKey, info(of), of.seat, secret);
}

/** `undefined` where it is another seat's, another generation's, or was altered. */
export async function openPartyKey(
  of: PartyKeyHalf,
  staticSecret: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  const secret = await hpkeOpen(staticSecret, info(of), of.seat, sealed);
  return secret?.length === X25519_KEY_BYTES ? secret : undefined;
}
