import type { Position } from '../../base/ids.ts';

/**
 * Evidence that a record is not what its members were promised. Kept, shown and exportable; never smoothed over.
 *
 * - `fork`: an author saw another record than this device did up to a point. `[RECORD-1]`
 * - `ahead`: an author claims to have seen more than there was before the entry itself.
 * - `gap`: the venue left out, or repeated, positions. `[RECORD-2]`
 * - `replay`: an entry id stands twice. `[RECORD-3]`
 * - `rollback`: the venue's record is shorter than what this device has read.
 * - `log`: the commitment tree that the venue entered into the public log is not that of the record. `[LOG-2]`
 * - `shares`: an entry's shares are not for the parties that they should be for. `[AUTHN-5]`
 */
export interface Violation {
  readonly kind: 'fork' | 'ahead' | 'gap' | 'replay' | 'rollback' | 'log' | 'shares';
  readonly position: Position;
  /** The bytes that show it: the item, or what the venue said. */
  readonly evidence: Uint8Array;
}
