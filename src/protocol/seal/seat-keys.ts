import { concat, EMPTY } from '../../base/bytes.ts';
import type { ChannelId } from '../../base/ids.ts';
import { type Ed25519KeyPair, keyPair as ed25519KeyPair } from '../crypto/ed25519.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { type X25519KeyPair, keyPair as x25519KeyPair } from '../crypto/x25519.ts';
import { domain } from '../domain.ts';

export const SEAT_SECRET_BYTES = 32;

/** All that a seat is, in one channel. */
export interface SeatKeys {
  /** On-the-record authorship, and rejoining. */
  readonly sign: Ed25519KeyPair;
  /** Announcements, and channel keys sealed to this seat. */
  readonly static: X25519KeyPair;
  /** Logging in to the venue before a leaf exists. */
  readonly access: Ed25519KeyPair;
  /** Makes the salts of the seat's attributed entries again. `[COMMIT-1]` */
  readonly saltKey: Uint8Array;
}

/**
 * The keys of a seat, from the secret that was made for this channel only.
 *
 * The channel is part of every derivation, so a secret that was used twice by mistake still joins no seats. `[SEAT-1]`
 */
export async function deriveSeatKeys(seatSecret: Uint8Array, channel: ChannelId): Promise<SeatKeys> {
  if (seatSecret.length !== SEAT_SECRET_BYTES) throw new RangeError(`seat secret of ${seatSecret.length} bytes`);
  const derive = (label: string) => hkdf(seatSecret, EMPTY, concat(domain(label), channel), 32);
  const [sign, static_, access] = await Promise.all([
    ed25519KeyPair(derive('seat/sign')),
    x25519KeyPair(derive('seat/dh')),
    ed25519KeyPair(derive('seat/access')),
  ]);
  return { sign, static: static_, access, saltKey: derive('seat/salt') };
}
