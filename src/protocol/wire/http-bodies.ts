import { RETENTION_DAYS_MAX } from '../charter/limits.ts';
import type { Decoded } from '../codec/codec.ts';
import { bool, bytes, fixed, optional, struct, text, uint } from '../codec/shapes.ts';
import { foundingItem } from '../handshake/founding.ts';
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
