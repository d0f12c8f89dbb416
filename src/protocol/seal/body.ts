import type { SeatId, TreeSize } from '../../base/ids.ts';
import type { Codec } from '../codec/codec.ts';
import { bytes, fixed, id, list, optional, struct, tagged, uint } from '../codec/shapes.ts';
import { PAYLOAD_BYTES_MAX } from '../entry/limits.ts';
import { type Announcement, announcement } from './announcement.ts';
import { KEY_ID_BYTES, SHARES_MAX } from './limits.ts';
import { type Share, share } from './share.ts';

/** The record as an author last saw it. `[RECORD-1]` */
export interface Seen {
  readonly size: TreeSize;
  readonly root: Uint8Array;
}

/** Who an entry says that it is from, and what shows it. Nothing is believed before `verifyAttribution`. */
export type Attribution = SeatAttribution | { readonly kind: 'unattributed' };

export interface SeatAttribution {
  readonly kind: 'attributed';
  readonly seat: SeatId;
  readonly keyId: Uint8Array;
  readonly announcement: Announcement | undefined;
  readonly authSignature: Uint8Array;
  /** Only where the author spoke on the record. */
  readonly recordSignature: Uint8Array | undefined;
}

export interface Body {
  /** The canonical encoding of `[kind, version, content]`, as committed to. Not looked into here. */
  readonly payload: Uint8Array;
  /** Milliseconds, as the author's device believed. */
  readonly time: number | undefined;
  readonly seen: Seen;
  readonly shares: readonly Share[];
  readonly attribution: Attribution;
}

const attribution: Codec<Attribution> = tagged(
  'attribution',
  { attributed: 1, unattributed: 2 },
  {
    attributed: struct('attribution', {
      seat: id<SeatId>('seat'),
      keyId: fixed('key id', KEY_ID_BYTES),
      announcement: optional(announcement),
      authSignature: fixed('auth signature', 64),
      recordSignature: optional(fixed('record signature', 64)),
    }),
    unattributed: struct('unattributed', {}),
  },
);

export const seen: Codec<Seen> = struct('seen', { size: uint<TreeSize>('size'), root: fixed('root', 32) });

export const body: Codec<Body> = struct('body', {
  payload: bytes('payload', { min: 1, max: PAYLOAD_BYTES_MAX }),
  time: optional(uint('time')),
  seen,
  shares: list('shares', share, { min: 1, max: SHARES_MAX }),
  attribution,
});
