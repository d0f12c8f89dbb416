import { concat, equal } from '../../base/bytes.ts';
import type { ChannelId, Position, SeatId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { verify } from '../../protocol/crypto/ed25519.ts';
import { sha256 } from '../../protocol/crypto/sha256.ts';
import type { Issued } from '../../protocol/token/issuer.ts';
import { postingStatement } from '../../protocol/token/posting.ts';
import { speechInfo } from '../../protocol/token/token.ts';
import type { UnattributedPost } from '../../protocol/wire/http-bodies.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import { readEntry } from '../delivery/read-entry.ts';
import { Refused } from '../refused.ts';
import type { ChannelKey, HoldingStore, RecordStore } from '../store/store.ts';
import type { Issuer } from './issuer.ts';
import { BATCHES_REMEMBERED_MAX } from './limits.ts';
import type { PostingKeys } from './posting-keys.ts';

/** Gives tokens to seats, and takes items from whoever has one. The two know nothing of each other but the key. */
export class TokenDesk {
  readonly #store: RecordStore & HoldingStore;
  readonly #issuer: Issuer;
  readonly #postingKeys: PostingKeys;
  // Owned here: by what was asked for, and when; the latest to come last.
  readonly #batches = new Map<string, Issued>();

  constructor(store: RecordStore & HoldingStore, issuer: Issuer, postingKeys: PostingKeys) {
    this.#store = store;
    this.#issuer = issuer;
    this.#postingKeys = postingKeys;
  }

  /** Throws EPOCH_MOVED, TOKENS_ISSUED, MALFORMED or RATE_LIMITED. `[UNATTR-2]` */
  async issue(
    of: { readonly id: ChannelId; readonly key: ChannelKey; readonly seat: SeatId },
    { lastHandshake, blinded }: { readonly lastHandshake: Position; readonly blinded: readonly Uint8Array[] },
  ): Promise<Extract<VenueMessage, { kind: 'tokens' }>> {
    const digest = sha256(concat(...blinded));
    // Noted first: what was given out and forgotten by a crash could be given out twice.
    const noted = await this.#store.noteBatch({ channel: of.key, lastHandshake, seat: of.seat, digest });
    if (noted.kind !== 'issued') throw new Refused(noted.kind === 'other' ? 'TOKENS_ISSUED' : 'EPOCH_MOVED');
    const issued = await this.#batch(speechInfo(of.id, lastHandshake), digest, blinded);
    return { kind: 'tokens', ...issued, seats: noted.seats };
  }

  /** A device asks for what it has again and again, and evaluating costs what a thousand lookups do. */
  async #batch(info: Uint8Array, digest: Uint8Array, blinded: readonly Uint8Array[]): Promise<Issued> {
    const name = toHex(sha256(concat(info, digest)));
    const known = this.#batches.get(name);
    if (known !== undefined) return known;
    const issued = await this.#issuer.issue(info, blinded);
    if (issued === undefined) throw new Refused('MALFORMED');
    dropOldest(this.#batches, BATCHES_REMEMBERED_MAX);
    this.#batches.set(name, issued);
    return issued;
  }

  /**
   * Throws TOKEN_REFUSED for whatever does not belong together, an unknown channel included; TOKEN_SPENT, EPOCH_MOVED,
   * QUOTA_EXCEEDED or RATE_LIMITED, and then nothing is spent. `[UNATTR-1]`
   */
  async take({ channel, lastHandshake, begunAt, token, posting, item }: UnattributedPost): Promise<void> {
    const names = readEntry(item);
    if (names === undefined || !names.isWithToken) throw new Refused('MALFORMED');
    const state = await this.#store.channel(channel);
    if (state === undefined || !equal(names.channel, channel)) throw new Refused('TOKEN_REFUSED');
    if (lastHandshake > state.lastHandshake || begunAt > lastHandshake) throw new Refused('TOKEN_REFUSED');
    // Before the token is looked at: it would be none of this period.
    if (lastHandshake < state.lastHandshake) throw new Refused('EPOCH_MOVED');
    const postingKey = await this.#postingKeys.at(channel, state.key, begunAt);
    const isMember = postingKey !== undefined && (await verify(postingKey, posting, postingStatement(token, item)));
    if (!isMember || !(await this.#issuer.isIssued(state.key, speechInfo(channel, lastHandshake), token))) {
      throw new Refused('TOKEN_REFUSED');
    }
    const of = { channel: state.key, lastHandshake, nonce: token.nonce, id: names.entry, item };
    const outcome = await this.#store.hold(of);
    if (outcome === 'epoch-moved') throw new Refused('EPOCH_MOVED');
    if (outcome === 'spent') throw new Refused('TOKEN_SPENT');
    if (outcome === 'quota-exceeded') throw new Refused('QUOTA_EXCEEDED');
  }
}

function dropOldest(from: Map<string, unknown>, max: number): void {
  const [oldest] = from.keys();
  if (oldest !== undefined && from.size >= max) from.delete(oldest);
}
