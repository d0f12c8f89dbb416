import type { Position } from '../../base/ids.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, struct, uint, word } from '../../protocol/codec/shapes.ts';
import { ITEM_BYTES_MAX } from '../../protocol/wire/limits.ts';

/**
 * Evidence that a record is not what its members were promised. Kept, shown and exportable; never smoothed over.
 *
 * - `fork`: an author saw another record than this device did up to a point. `[RECORD-1]`
 * - `ahead`: an author claims to have seen more than there was before the entry itself.
 * - `gap`: the venue left out positions, or what stands at one. `[RECORD-2]`
 * - `replay`: an entry id stands twice. `[RECORD-3]`
 * - `lost`: the venue acknowledged an entry of this device, and the record does not hold it there.
 * - `rollback`: the venue's record is shorter than what this device has read.
 * - `log`: the public log is not the one that it was, or does not bind this record; `LogEvidence` says which. `[LOG-6]`
 * - `forged`: an entry names a seat that did not write it, or that announced its key to others and not to this seat; or
 *   it is unattributed, and says more than all would say alike, or came without a token.
 * - `altered`: a handshake that this device made or was promised, with something else around it. `[ORDER-6]`
 * - `unordered`: the venue ordered a commit of this device that it had refused, or that was given up.
 * - `tokens`: tokens that were not made with the key that the charter names. `[UNATTR-3]`
 * - `shares`: an entry's shares are not for the parties that they should be for. `[AUTHN-5]`
 */
export interface Violation {
  readonly kind: ViolationKind;
  readonly position: Position;
  /** The bytes that show it: the item, or what the venue said. */
  readonly evidence: Uint8Array;
}

const KINDS = [
  'fork',
  'ahead',
  'gap',
  'replay',
  'lost',
  'rollback',
  'log',
  'shares',
  'forged',
  'altered',
  'unordered',
  'tokens',
] as const;
export type ViolationKind = (typeof KINDS)[number];

const violationCodec = struct('violation', {
  kind: word('kind', KINDS),
  position: uint<Position>('position'),
  evidence: bytes('evidence', { max: ITEM_BYTES_MAX }),
});

export function encodeViolation(violation: Violation): Uint8Array {
  return encode(violationCodec, violation);
}

/** Throws CodecError on what {@link encodeViolation} did not write. */
export function decodeViolation(value: Uint8Array): Violation {
  return decode(violationCodec, value, ITEM_BYTES_MAX + 64);
}
