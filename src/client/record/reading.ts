import type { EntryId, Position } from '../../base/ids.ts';
import type { EntryContent } from '../../records/registry.ts';
import type { OpenedEntry } from '../../records/opened-entry.ts';
import type { PostRefusalCode } from '../../records/post-refusal.ts';
import type { SkipReason } from '../../records/timeline.ts';
import type { HandshakeRefusal } from '../group/accept-handshake.ts';
import type { Violation } from './violation.ts';

/** What became of one item, for those who act on it. What it changed is in the projection already. */
export type Reading =
  | { readonly kind: 'applied'; readonly position: Position; readonly entry: OpenedEntry<unknown> & EntryContent }
  | {
      readonly kind: 'skipped';
      readonly position: Position;
      readonly entry: EntryId | undefined;
      readonly reason: SkipReason | PostRefusalCode | 'UNKNOWN_KIND' | 'NOT_FOR_THIS_SEAT';
    }
  | { readonly kind: 'epoch-began'; readonly position: Position; readonly handshake: EntryId | undefined }
  | {
      readonly kind: 'handshake-refused';
      readonly position: Position;
      readonly handshake: EntryId | undefined;
      readonly reason: HandshakeRefusal | 'UNREADABLE' | 'NOT_THE_FIRST';
    }
  | { readonly kind: 'removed'; readonly position: Position }
  | { readonly kind: 'violation'; readonly violation: Violation };
