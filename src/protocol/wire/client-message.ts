import type { ChannelId, Position, SeatId } from '../../base/ids.ts';
import { boxId } from '../ballot-box/box-id.ts';
import { BALLOTS_LEAST, BALLOTS_MAX } from '../ballot-box/limits.ts';
import type { Decoded } from '../codec/codec.ts';
import { bytes, fixed, id, list, optional, struct, tagged, uint, word } from '../codec/shapes.ts';
import { BATCH_TOKENS, ELEMENT_BYTES } from '../token/limits.ts';
import { ADMISSION_BYTES_MAX, ITEM_BYTES_MAX, VAULT_ITEM_BYTES_MAX } from './limits.ts';
import { type InvitationId, type KnockId, mailboxId } from './mailbox-ids.ts';

/** What a login key is: a leaf's signature key, or a seat's access key before a leaf exists or after all were lost. */
export const LOGIN_AS = ['device', 'seat'] as const;

/** What a client asks of the venue over one channel's connection. The order of tags is the table of section 7. */
export const clientMessage = tagged(
  'client message',
  {
    login: 1,
    post: 2,
    commit: 3,
    fetch: 4,
    beats: 5,
    'vault-put': 6,
    invite: 7,
    knocks: 8,
    admit: 9,
    dismiss: 10,
    tokens: 11,
    'open-box': 12,
    'ballot-token': 13,
    'close-box': 14,
  },
  {
    /** Answers the challenge, and asks for everything from `from` on. */
    login: struct('login', {
      channel: id<ChannelId>('channel'),
      key: fixed('key', 32),
      as: word('as', LOGIN_AS),
      signature: fixed('signature', 64),
      from: uint<Position>('from'),
    }),
    /** `item` is an Entry's bytes. `lastHandshake` is the last handshake that the author has processed. `[ORDER-3]` */
    post: struct('post', {
      lastHandshake: uint<Position>('last handshake'),
      item: bytes('item', { min: 1, max: ITEM_BYTES_MAX }),
    }),
    /** `item` is a Handshake's bytes. */
    commit: struct('commit', {
      lastHandshake: uint<Position>('last handshake'),
      item: bytes('item', { min: 1, max: ITEM_BYTES_MAX }),
    }),
    /** Asks for one `items` frame from a position on, of at most about `bytesMax` and at least one item if there is one. */
    fetch: struct('fetch', { from: uint<Position>('from'), bytesMax: uint('bytes max') }),
    /** Asks for the beats of the commitment tree at sizes greater than `fromSize`. */
    beats: struct('beats', { fromSize: uint('from size') }),
    'vault-put': struct('vault put', {
      id: fixed('vault item id', 32),
      version: uint('version'),
      writeKey: fixed('write key', 32),
      signature: fixed('signature', 64),
      sealed: bytes('sealed', { min: 1, max: VAULT_ITEM_BYTES_MAX }),
    }),
    /** A duration, not a time: the steward's clock need not be the venue's. `[JOIN-5]` */
    invite: struct('invite', { invitation: mailboxId<InvitationId>('invitation'), validMs: uint('valid ms') }),
    knocks: struct('knocks', {}),
    admit: struct('admit', {
      invitation: mailboxId<InvitationId>('invitation'),
      knock: mailboxId<KnockId>('knock'),
      sealed: bytes('sealed admission', { min: 1, max: ADMISSION_BYTES_MAX }),
    }),
    /** Without a knock, the invitation itself is withdrawn. */
    dismiss: struct('dismiss', {
      invitation: mailboxId<InvitationId>('invitation'),
      knock: optional(mailboxId<KnockId>('knock')),
    }),
    /** Asks for the period's batch: the same number of blinded elements of every seat. `[UNATTR-2]` */
    tokens: struct('tokens', {
      lastHandshake: uint<Position>('last handshake'),
      blinded: list('blinded', fixed('blinded element', ELEMENT_BYTES), { min: BATCH_TOKENS, max: BATCH_TOKENS }),
    }),
    /** A duration, as for an invitation. The seats are of the device list, in ascending order. `[SOUND-2]` */
    'open-box': struct('open box', {
      box: boxId,
      validMs: uint('valid ms', { min: 1 }),
      ballotsMin: uint('ballots min', { min: BALLOTS_LEAST, max: BALLOTS_MAX }),
      seats: list('seats', id<SeatId>('seat'), { min: BALLOTS_LEAST, max: BALLOTS_MAX }),
    }),
    /** Asks for this seat's one token. `terms` are those of the sounding that it read. `[SOUND-2]` */
    'ballot-token': struct('ballot token', {
      box: boxId,
      terms: fixed('terms', 32),
      blinded: fixed('blinded element', ELEMENT_BYTES),
    }),
    'close-box': struct('close box', { box: boxId }),
  },
);

export type ClientMessage = Decoded<typeof clientMessage>;
