import type { Position } from '../../base/ids.ts';
import type { Decoded } from '../codec/codec.ts';
import { bytes, fixed, list, optional, struct, tagged, text, uint } from '../codec/shapes.ts';
import { BATCH_TOKENS, ELEMENT_BYTES, TOKEN_PROOF_BYTES } from '../token/limits.ts';
import {
  BEATS_PER_FRAME_MAX,
  ITEM_BYTES_MAX,
  ITEMS_PER_FRAME_MAX,
  KNOCK_BYTES_MAX,
  KNOCKS_PER_FRAME_MAX,
  ORIGIN_BYTES_MAX,
  REFUSAL_CODE_BYTES_MAX,
} from './limits.ts';
import { type InvitationId, type KnockId, mailboxId } from './mailbox-ids.ts';

/** One beat of a channel: what its members need to find their commitment tree's root in the public log. `[LOG-2]` */
export const channelBeat = struct('beat', {
  size: uint('size'),
  root: fixed('root', 32),
  blind: fixed('blind', 32),
  logIndex: uint('log index'),
});

export type ChannelBeat = Decoded<typeof channelBeat>;

/** A knock that waits for a steward. Only who has the invitation's link can read it. `[JOIN-1]` */
export const waitingKnock = struct('waiting knock', {
  invitation: mailboxId<InvitationId>('invitation'),
  knock: mailboxId<KnockId>('knock'),
  sealed: bytes('sealed', { min: 1, max: KNOCK_BYTES_MAX }),
});

export type WaitingKnock = Decoded<typeof waitingKnock>;

/** What the venue answers, or tells unasked (request id 0). The order of tags is the table of section 7. */
export const venueMessage = tagged(
  'venue message',
  {
    challenge: 1,
    'logged-in': 2,
    posted: 3,
    items: 4,
    beats: 5,
    knocks: 6,
    done: 7,
    refused: 8,
    knocked: 9,
    tokens: 10,
    'ballot-token': 11,
  },
  {
    /** The first frame of every connection. */
    challenge: struct('challenge', {
      nonce: fixed('nonce', 32),
      origin: text('origin', { maxBytes: ORIGIN_BYTES_MAX }),
    }),
    /** `size` is the record's length now; `lastHandshake` the position of its last handshake, 0 if there is none. */
    'logged-in': struct('logged in', { size: uint('size'), lastHandshake: uint<Position>('last handshake') }),
    /** Durable, at this position. `[WIRE-1]` */
    posted: struct('posted', { position: uint<Position>('position') }),
    /** Consecutive items from `from` on; `size` is the record's length when they were sent. */
    items: struct('items', {
      from: uint<Position>('from'),
      size: uint('size'),
      items: list('items', bytes('item', { min: 1, max: ITEM_BYTES_MAX }), { max: ITEMS_PER_FRAME_MAX }),
    }),
    beats: struct('beats', { beats: list('beats', channelBeat, { max: BEATS_PER_FRAME_MAX }) }),
    knocks: struct('knocks', { knocks: list('knocks', waitingKnock, { max: KNOCKS_PER_FRAME_MAX }) }),
    done: struct('done', {}),
    /** `code` is a {@link RefusalCode}; one that the client does not know is treated as do-not-retry. */
    refused: struct('refused', {
      code: text('code', { minBytes: 1, maxBytes: REFUSAL_CODE_BYTES_MAX }),
      retryAfterMs: optional(uint('retry after ms')),
    }),
    /** To stewards, unasked: somebody knocked with this invitation. */
    knocked: struct('knocked', { invitation: mailboxId<InvitationId>('invitation') }),
    /** The batch, with one proof for all of it, and how many seats have theirs for this period. `[UNATTR-7]` */
    tokens: struct('tokens', {
      evaluated: list('evaluated', fixed('evaluated element', ELEMENT_BYTES), { min: BATCH_TOKENS, max: BATCH_TOKENS }),
      proof: fixed('proof', TOKEN_PROOF_BYTES),
      seats: uint('seats'),
    }),
    /** One evaluation with its proof, and how many of the electorate have theirs. */
    'ballot-token': struct('ballot token', {
      evaluated: fixed('evaluated element', ELEMENT_BYTES),
      proof: fixed('proof', TOKEN_PROOF_BYTES),
      given: uint('given'),
    }),
  },
);

export type VenueMessage = Decoded<typeof venueMessage>;
