import { concat, equal, equalSecret, uint64 } from '../../base/bytes.ts';
import type { ChannelId, Epoch, SeatId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Charter, CharterSeat } from '../charter/charter.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { hmacSha256 } from '../crypto/hmac-sha256.ts';
import { sharedSecret, type X25519KeyPair, keyPair as x25519KeyPair } from '../crypto/x25519.ts';
import { domain } from '../domain.ts';
import type { Announcement } from './announcement.ts';
import { MAC_BYTES } from './limits.ts';

const ANNOUNCE = domain('announce');

/**
 * One seat's side of the pairwise keys under which epoch authentication keys are announced. One object a channel
 * and seat; it owns the cache of secrets shared with the other seats' static keys, and nothing else does.
 *
 * Whoever can check a MAC could have made it: it convinces its one recipient and nobody besides. `[AUTHN-1]`
 */
export class AuthenticationKeys {
  readonly channel: ChannelId;
  readonly seat: SeatId;
  readonly #static: X25519KeyPair;
  /** By the other's static key. Grows with the seats that the channel ever had. */
  readonly #sharedStatic = new Map<string, Promise<Uint8Array | undefined>>();

  constructor(of: { readonly channel: ChannelId; readonly seat: SeatId; readonly static: X25519KeyPair }) {
    this.channel = of.channel;
    this.seat = of.seat;
    this.#static = of.static;
  }

  /**
   * Announces a key to every seat of the epoch's charter. Once an epoch: the same announcement goes into each entry
   * until one of them is in the record.
   */
  async announce(of: {
    readonly epoch: Epoch;
    readonly charter: Charter;
    readonly authKey: Uint8Array;
    readonly random: Randomness;
  }): Promise<Announcement> {
    const { epoch, charter, authKey } = of;
    const ephemeral = await x25519KeyPair(of.random(32));
    const macs = await Promise.all(
      charter.seats.map(async ({ seat, staticKey }) => {
        const fixed = await this.#withStatic(staticKey);
        const fresh = await sharedSecret(ephemeral.secret, staticKey);
        // A seat whose static key is none can check nothing; the others must not go without.
        if (fixed === undefined || fresh === undefined) return new Uint8Array(MAC_BYTES);
        return this.#mac(fixed, fresh, { epoch, from: this.seat, to: seat, authKey, ephemeral: ephemeral.publicKey });
      }),
    );
    return { authKey, ephemeral: ephemeral.publicKey, macs };
  }

  /** Whether `author` announced this key to this very seat, in this channel and epoch. `[AUTHN-2]` */
  async accepts(
    { authKey, ephemeral, macs }: Announcement,
    { author, epoch, charter }: { author: CharterSeat; epoch: Epoch; charter: Charter },
  ): Promise<boolean> {
    const own = charter.seats.findIndex(({ seat }) => equal(seat, this.seat));
    const mac = macs[own];
    if (mac === undefined || macs.length !== charter.seats.length) return false;
    const [fixed, fresh] = await Promise.all([
      this.#withStatic(author.staticKey),
      sharedSecret(this.#static.secret, ephemeral),
    ]);
    if (fixed === undefined || fresh === undefined) return false;
    return equalSecret(mac, this.#mac(fixed, fresh, { epoch, from: author.seat, to: this.seat, authKey, ephemeral }));
  }

  #withStatic(theirs: Uint8Array): Promise<Uint8Array | undefined> {
    const key = toHex(theirs);
    let shared = this.#sharedStatic.get(key);
    if (shared === undefined) {
      shared = sharedSecret(this.#static.secret, theirs);
      this.#sharedStatic.set(key, shared);
    }
    return shared;
  }

  #mac(
    fixed: Uint8Array,
    fresh: Uint8Array,
    of: { epoch: Epoch; from: SeatId; to: SeatId; authKey: Uint8Array; ephemeral: Uint8Array },
  ): Uint8Array {
    const info = concat(ANNOUNCE, uint64(of.epoch), of.from, of.to);
    const key = hkdf(concat(fixed, fresh), this.channel, info, 32);
    return hmacSha256(key, concat(of.authKey, of.ephemeral)).subarray(0, MAC_BYTES);
  }
}
