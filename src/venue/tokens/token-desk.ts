import { concat, equal } from '../../base/bytes.ts';
import { type ChannelId, idText, type Position, type SeatId } from '../../base/ids.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { verify } from '../../protocol/crypto/ed25519.ts';
import { sha256 } from '../../protocol/crypto/sha256.ts';
import { foundingItem } from '../../protocol/handshake/founding.ts';
import { handshakeItem } from '../../protocol/handshake/handshake.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import { postingStatement } from '../../protocol/token/posting.ts';
import { speechInfo } from '../../protocol/token/token.ts';
import type { UnattributedPost } from '../../protocol/wire/http-bodies.ts';
import { ITEM_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import { readEntry } from '../delivery/read-entry.ts';
import { Refused } from '../refused.ts';
import type { ChannelKey, HoldingStore, RecordStore } from '../store/store.ts';
import type { Issuer } from './issuer.ts';
import { POSTING_KEYS_MAX } from './limits.ts';

/** Gives tokens to seats, and takes items from whoever has one. The two know nothing of each other but the key. */
export class TokenDesk {
  readonly #store: RecordStore & HoldingStore;
  readonly #issuer: Issuer;
  // Owned here: by channel and position, the latest to come last.
  readonly #postingKeys = new Map<string, Uint8Array | undefined>();

  constructor(store: RecordStore & HoldingStore, issuer: Issuer) {
    this.#store = store;
    this.#issuer = issuer;
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
    const issued = await this.#issuer.issue(speechInfo(of.id, lastHandshake), blinded);
    if (issued === undefined) throw new Refused('MALFORMED');
    return { kind: 'tokens', ...issued, seats: noted.seats };
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
    const postingKey = await this.#postingKey(channel, state.key, begunAt);
    const isMember = postingKey !== undefined && (await verify(postingKey, posting, postingStatement(token, item)));
    if (!isMember || !(await this.#issuer.isIssued(speechInfo(channel, lastHandshake), token))) {
      throw new Refused('TOKEN_REFUSED');
    }
    const of = { channel: state.key, lastHandshake, nonce: token.nonce, id: names.entry, item };
    const outcome = await this.#store.hold(of);
    if (outcome === 'epoch-moved') throw new Refused('EPOCH_MOVED');
    if (outcome === 'spent') throw new Refused('TOKEN_SPENT');
    if (outcome === 'quota-exceeded') throw new Refused('QUOTA_EXCEEDED');
  }

  /** That of the epoch which began with the handshake at this position, valid or not: members refuse what others sign. */
  async #postingKey(channel: ChannelId, key: ChannelKey, begunAt: Position): Promise<Uint8Array | undefined> {
    const name = `${idText(channel)} ${begunAt}`;
    if (this.#postingKeys.has(name)) return this.#postingKeys.get(name);
    const { bytes } = await this.#store.page(key, begunAt, 1, 1);
    const postingKey = postingKeyIn(bytes);
    const [oldest] = this.#postingKeys.keys();
    if (oldest !== undefined && this.#postingKeys.size >= POSTING_KEYS_MAX) this.#postingKeys.delete(oldest);
    this.#postingKeys.set(name, postingKey);
    return postingKey;
  }
}

function postingKeyIn(item: Uint8Array): Uint8Array | undefined {
  const kind = itemKind(item);
  try {
    if (kind === 'founding') return decode(foundingItem, item, ITEM_BYTES_MAX).postingKey;
    if (kind === 'handshake') return decode(handshakeItem, item, ITEM_BYTES_MAX).postingKey;
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
  }
  return undefined;
}
