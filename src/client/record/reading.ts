import type { EntryId, Position } from '../../base/ids.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import type { PostRefusalCode } from '../../records/post-refusal.ts';
import type { KnownEntry } from '../../records/registry.ts';
import type { SkipReason } from '../../records/timeline.ts';
import type { HandshakeRefusal } from '../group/accept-handshake.ts';
import type { Violation } from './violation.ts';

/** What became of one item, for those who act on it. What it changed is in the projection already. */
export type Reading =
  | { readonly kind: 'applied'; readonly position: Position; readonly entry: KnownEntry }
  | {
      readonly kind: 'skipped';
      readonly position: Position;
      readonly entry: EntryId | undefined;
      readonly reason: SkipReason | PostRefusalCode | 'UNKNOWN_KIND' | 'NOT_FOR_THIS_SEAT' | 'BALLOT_OF_OTHERS';
    }
  | { readonly kind: 'epoch-began'; readonly position: Position; readonly handshake: EntryId | undefined }
  | {
      readonly kind: 'handshake-refused';
      readonly position: Position;
      readonly handshake: EntryId | undefined;
      /** `FAILED`: this device stumbled over it, and `cause` says where. */
      readonly reason: HandshakeRefusal | 'UNREADABLE' | 'NOT_THE_FIRST' | 'FAILED';
      readonly cause?: unknown;
    }
  /** A ballot box was closed. `[SOUND-4]` */
  | { readonly kind: 'box-closed'; readonly position: Position; readonly box: BoxId; readonly ballots: number }
  | { readonly kind: 'removed'; readonly position: Position }
  /** This device has lost its group's state: it has to rejoin. */
  | { readonly kind: 'unseated'; readonly position: Position }
  | { readonly kind: 'violation'; readonly violation: Violation };

export function violationAt(kind: Violation['kind'], position: Position, evidence: Uint8Array): Reading {
  return { kind: 'violation', violation: { kind, position, evidence } };
}
