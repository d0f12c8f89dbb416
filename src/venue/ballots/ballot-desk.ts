import { equal } from '../../base/bytes.ts';
import type { ChannelId, SeatId } from '../../base/ids.ts';
import type { Clock } from '../../base/ports.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import { BOX_OPEN_DAYS_MAX } from '../../protocol/ballot-box/limits.ts';
import { ballotInfo, termsDigest } from '../../protocol/ballot-box/terms.ts';
import { verify } from '../../protocol/crypto/ed25519.ts';
import { sha256 } from '../../protocol/crypto/sha256.ts';
import { postingStatement } from '../../protocol/token/posting.ts';
import type { ClientMessage } from '../../protocol/wire/client-message.ts';
import type { BallotPost } from '../../protocol/wire/http-bodies.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import { readEntry } from '../delivery/read-entry.ts';
import { Refused } from '../refused.ts';
import type { BallotStore, ChannelKey, RecordStore } from '../store/store.ts';
import type { Issuer } from '../tokens/issuer.ts';
import type { PostingKeys } from '../tokens/posting-keys.ts';
import { OPEN_BOXES_MAX } from './limits.ts';

const BOX_OPEN_MS_MAX = BOX_OPEN_DAYS_MAX * 24 * 60 * 60 * 1000;

/** A seat that asks over its channel's connection. */
export interface AskingSeat {
  readonly id: ChannelId;
  readonly key: ChannelKey;
  readonly seat: SeatId;
  readonly isSteward: boolean;
}

export interface BallotDeskOf {
  readonly store: RecordStore & BallotStore;
  readonly issuer: Issuer;
  readonly postingKeys: PostingKeys;
  readonly clock: Clock;
  readonly close: (channel: ChannelId, box: BoxId) => Promise<void>;
}

/** Opens ballot boxes, gives each listed seat its token, and takes ballots from whoever has one. `[SOUND-2]` `[SOUND-3]` */
export class BallotDesk {
  readonly #of: BallotDeskOf;

  constructor(of: BallotDeskOf) {
    this.#of = of;
  }

  /** Throws MALFORMED for seats that are not in the list, twice in it or out of order; BALLOT_BOX_EXISTS, BALLOT_BOXES_FULL. */
  async open(
    { key, seat }: AskingSeat,
    { box, validMs, ballotsMin, seats }: Extract<ClientMessage, { kind: 'open-box' }>,
    isSeated: (seat: SeatId) => boolean,
  ): Promise<VenueMessage> {
    const isInOrder = seats.every((each, i) => i === 0 || toHex(seats[i - 1] as SeatId) < toHex(each));
    if (!isInOrder || !seats.every(isSeated) || ballotsMin > seats.length || validMs > BOX_OPEN_MS_MAX) {
      throw new Refused('MALFORMED');
    }
    const outcome = await this.#of.store.openBox({
      channel: key,
      box,
      opener: seat,
      closesAt: this.#of.clock() + validMs,
      ballotsMin,
      terms: termsDigest({ ballotsMin, seats }),
      seats,
      boxesMax: OPEN_BOXES_MAX,
    });
    if (outcome !== 'done') throw new Refused(outcome === 'full' ? 'BALLOT_BOXES_FULL' : 'BALLOT_BOX_EXISTS');
    return { kind: 'done' };
  }

  /** Throws BALLOT_BOX_UNKNOWN, BALLOT_TERMS_DIFFER, NOT_IN_THE_ELECTORATE, BALLOT_TOKEN_GIVEN, MALFORMED or RATE_LIMITED. */
  async issue(
    { id, key, seat }: AskingSeat,
    { box, terms, blinded }: Extract<ClientMessage, { kind: 'ballot-token' }>,
  ): Promise<VenueMessage> {
    const { store, issuer } = this.#of;
    const open = await store.openBoxOf(key, box);
    if (open === undefined) throw new Refused('BALLOT_BOX_UNKNOWN');
    if (!equal(open.terms, terms)) throw new Refused('BALLOT_TERMS_DIFFER');
    // Noted first: what was given out and forgotten by a crash could be given out twice.
    const noted = await store.noteBallotToken({ channel: key, box, seat, digest: sha256(blinded) });
    if (noted.kind !== 'given') {
      throw new Refused(noted.kind === 'other' ? 'BALLOT_TOKEN_GIVEN' : 'NOT_IN_THE_ELECTORATE');
    }
    const issued = await issuer.issue(ballotInfo(id, box, open.terms), [blinded]);
    const evaluated = issued?.evaluated[0];
    if (issued === undefined || evaluated === undefined) throw new Refused('MALFORMED');
    return { kind: 'ballot-token', evaluated, proof: issued.proof, given: noted.given };
  }

  /**
   * Throws TOKEN_REFUSED for whatever does not belong together, an unknown channel included; BALLOT_BOX_UNKNOWN,
   * TOKEN_SPENT, QUOTA_EXCEEDED or RATE_LIMITED, and then nothing is spent.
   */
  async take({ channel, box, begunAt, token, posting, item }: BallotPost): Promise<void> {
    const { store, issuer, postingKeys } = this.#of;
    const names = readEntry(item);
    if (names === undefined || !names.isWithToken) throw new Refused('MALFORMED');
    const state = await store.channel(channel);
    if (state === undefined || !equal(names.channel, channel)) throw new Refused('TOKEN_REFUSED');
    const open = await store.openBoxOf(state.key, box);
    if (open === undefined) {
      // Asked once more by somebody whose answer was lost while the box was closed.
      if (await store.isInRecord(state.key, names.entry)) return;
      throw new Refused('BALLOT_BOX_UNKNOWN');
    }
    if (begunAt > state.lastHandshake) throw new Refused('TOKEN_REFUSED');
    const postingKey = await postingKeys.at(channel, state.key, begunAt);
    const isMember = postingKey !== undefined && (await verify(postingKey, posting, postingStatement(token, item)));
    if (!isMember || !(await issuer.isIssued(state.key, ballotInfo(channel, box, open.terms), token))) {
      throw new Refused('TOKEN_REFUSED');
    }
    const of = { channel: state.key, box, nonce: token.nonce, id: names.entry, item };
    const outcome = await store.castBallot(of);
    if (outcome === 'spent') throw new Refused('TOKEN_SPENT');
    if (outcome === 'closed') throw new Refused('BALLOT_BOX_UNKNOWN');
    if (outcome === 'quota-exceeded') throw new Refused('QUOTA_EXCEEDED');
  }

  /** Once it is in the record. Throws BALLOT_BOX_UNKNOWN or NOT_THE_OPENER. `[SOUND-4]` */
  async close(
    { id, key, seat, isSteward }: AskingSeat,
    { box }: Extract<ClientMessage, { kind: 'close-box' }>,
  ): Promise<VenueMessage> {
    const open = await this.#of.store.openBoxOf(key, box);
    if (open === undefined) throw new Refused('BALLOT_BOX_UNKNOWN');
    if (!isSteward && !equal(open.opener, seat)) throw new Refused('NOT_THE_OPENER');
    await this.#of.close(id, box);
    return { kind: 'done' };
  }
}
