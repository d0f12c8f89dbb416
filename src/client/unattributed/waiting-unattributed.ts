import type { EntryId } from '../../base/ids.ts';
import { RULES } from '../../protocol/charter/ground-rules.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { bool, bytes, fixed, id, optional, struct, text, uint, word } from '../../protocol/codec/shapes.ts';
import { SALT_BYTES } from '../../protocol/commitment/commitment.ts';
import { PAYLOAD_BYTES_MAX } from '../../protocol/entry/limits.ts';
import { unattributedPost } from '../../protocol/wire/http-bodies.ts';

/** As a device keeps it. */
export const waitingCodec = struct('waiting unattributed entry', {
  number: uint('number'),
  entry: id<EntryId>('entry'),
  payload: bytes('payload', { min: 1, max: PAYLOAD_BYTES_MAX }),
  salt: fixed('salt', SALT_BYTES),
  /** Not before this, by this device's clock. */
  dueAt: uint('due at'),
  /** As it is posted: the same bytes again until the venue has answered. */
  post: optional(unattributedPost),
  /** The venue holds it. */
  isHeld: bool('is held'),
  /** The rule under which it was written. */
  under: word('under', RULES),
  refused: optional(text('refused', { maxBytes: 64 })),
});

/** Kept on this device until it was read back, and no longer: after that nothing here tells that it was its own. */
export type WaitingUnattributed = Decoded<typeof waitingCodec>;

/** Of an entry that the venue said it held, and that did not come into the record. */
export const LOST = 'LOST';
export const NO_TOKEN = 'NO_TOKEN';
/** Of one that a handshake came before which ended no epoch: no honest member makes one. */
export const OVERTAKEN = 'OVERTAKEN';
