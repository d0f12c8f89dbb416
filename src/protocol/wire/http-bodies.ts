import type { ChannelId, Position } from '../../base/ids.ts';
import { boxId } from '../ballot-box/box-id.ts';
import { RETENTION_DAYS_MAX } from '../charter/limits.ts';
import type { Decoded } from '../codec/codec.ts';
import { bool, bytes, fixed, id, optional, struct, text, uint } from '../codec/shapes.ts';
import { ENTRY_BYTES_MAX } from '../entry/limits.ts';
import { foundingItem } from '../handshake/founding.ts';
import { tokenCodec } from '../token/token.ts';
import { ITEM_BYTES_MAX, KNOCK_BYTES_MAX, REFUSAL_CODE_BYTES_MAX, VAULT_ITEM_BYTES_MAX } from './limits.ts';
import { type KnockId, mailboxId } from './mailbox-ids.ts';

export const CONVENER_TOKEN_BYTES = 32;

export const convenerToken = fixed('convener token', CONVENER_TOKEN_BYTES);

/**
 * `POST /api/v1/channels`. `logged` is false for a channel off the record: it then enters nothing into the public
 * log `[LOG-5]`. It is all that the venue learns of the channel's rule. Such a channel alone may have a retention. `[RECORD-6]`
 */
export const channelCreation = struct('channel creation', {
  convenerToken,
  logged: bool('logged'),
  retentionDays: optional(uint('retention days', { min: 1, max: RETENTION_DAYS_MAX })),
  founding: foundingItem,
});
export const CHANNEL_CREATION_BYTES_MAX = ITEM_BYTES_MAX + 64;

/** `POST /api/v1/invitations/<hex>/knocks`. */
export const knockPost = struct('knock', {
  knock: mailboxId<KnockId>('knock'),
  sealed: bytes('sealed', { min: 1, max: KNOCK_BYTES_MAX }),
});
export type KnockPost = Decoded<typeof knockPost>;
export const KNOCK_POST_BYTES_MAX = KNOCK_BYTES_MAX + 64;

/**
 * `POST /api/v1/unattributed`: without a login or any credential. `begunAt` is where the handshake stands that began the
 * author's epoch. Answered with 202: the item is held, and stands in the record after the next release. `[UNATTR-1]`
 */
export const unattributedPost = struct('unattributed post', {
  channel: id<ChannelId>('channel'),
  lastHandshake: uint<Position>('last handshake'),
  begunAt: uint<Position>('begun at'),
  token: tokenCodec,
  posting: fixed('posting signature', 64),
  item: bytes('item', { min: 1, max: ENTRY_BYTES_MAX }),
});
export type UnattributedPost = Decoded<typeof unattributedPost>;
export const UNATTRIBUTED_POST_BYTES_MAX = ENTRY_BYTES_MAX + 512;

/**
 * `POST /api/v1/ballots`: as an unattributed post, into a ballot box. `begunAt` is where the handshake stands that began
 * the author's present epoch, under whose posting key it is signed. `[SOUND-3]`
 */
export const ballotPost = struct('ballot post', {
  channel: id<ChannelId>('channel'),
  box: boxId,
  begunAt: uint<Position>('begun at'),
  token: tokenCodec,
  posting: fixed('posting signature', 64),
  item: bytes('item', { min: 1, max: ENTRY_BYTES_MAX }),
});
export type BallotPost = Decoded<typeof ballotPost>;
export const BALLOT_POST_BYTES_MAX = ENTRY_BYTES_MAX + 528;

/** `POST /api/v1/vault`: a POST, so that the id stays out of addresses, which are logged everywhere. */
export const vaultRequest = struct('vault request', { id: fixed('vault item id', 32) });
export const VAULT_REQUEST_BYTES_MAX = 64;

/** Its answer: the newest version that the venue holds, with the write key's signature over it. */
export const vaultAnswer = struct('vault answer', {
  version: uint('version'),
  signature: fixed('signature', 64),
  sealed: bytes('sealed', { min: 1, max: VAULT_ITEM_BYTES_MAX }),
});
export type VaultAnswer = Decoded<typeof vaultAnswer>;
export const VAULT_ANSWER_BYTES_MAX = VAULT_ITEM_BYTES_MAX + 128;

/** The body of every HTTP answer of 400 or above: the fields of `refused`. */
export const refusalBody = struct('refusal', {
  code: text('code', { minBytes: 1, maxBytes: REFUSAL_CODE_BYTES_MAX }),
  retryAfterMs: optional(uint('retry after ms')),
});
export const REFUSAL_BODY_BYTES_MAX = 128;

export const CBOR_MEDIA_TYPE = 'application/cbor';
