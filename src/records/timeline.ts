import type { Position } from '../base/ids.ts';
import type { PostRefusalCode } from './post-refusal.ts';

/** An id or digest in lower-case hex: what the maps of a projection are keyed by. */
export type IdText = string;

/** Why an item of the record was skipped before its kind was asked. */
export type SkipReason =
  | 'UNREADABLE' // does not open, or is not what it says
  | 'SHREDDED' // its epoch's record secret is gone, or never was this seat's
  | 'STALE' // came after the handshake that ended its epoch: [ORDER-4]
  | 'OUTSIDE_ITS_BOX' // a ballot that does not stand among those of its box: [SOUND-6]
  | 'REPLAYED' // its entry id was there before: [RECORD-3]
  | 'HANDSHAKE_REFUSED'; // a commit that is not the epoch's first valid one: [ORDER-1]

/**
 * One line of what is shown, in the record's order. Items refer, they do not repeat:
 * an `entry` item names its kind, its entry in `entries`, and what it is about in that kind's slice.
 */
export type TimelineItem =
  | {
      readonly kind: 'entry';
      readonly position: Position;
      readonly name: string;
      readonly entry: IdText;
      /** The key in the slice: of what this entry made, or of what it changed. */
      readonly about: IdText;
    }
  /** The channel was founded. */
  | { readonly kind: 'founded'; readonly position: Position; readonly by: IdText }
  /** This device knows the charter from here on: its seat was admitted by this handshake. */
  | { readonly kind: 'charter-received'; readonly position: Position; readonly by: IdText }
  | { readonly kind: 'party-added'; readonly position: Position; readonly party: IdText; readonly by: IdText }
  | { readonly kind: 'seat-admitted'; readonly position: Position; readonly seat: IdText; readonly by: IdText }
  | { readonly kind: 'seat-removed'; readonly position: Position; readonly seat: IdText; readonly by: IdText }
  /** One left and another came in its place. */
  | {
      readonly kind: 'seat-handed-over';
      readonly position: Position;
      readonly from: IdText;
      readonly to: IdText;
      readonly by: IdText;
    }
  | {
      readonly kind: 'party-key-renewed';
      readonly position: Position;
      readonly party: IdText;
      readonly generation: number;
      readonly by: IdText;
    }
  /** Stricter ground rules hold from here on: everybody has assented. */
  | { readonly kind: 'rules-tightened'; readonly position: number }
  /** What follows is under the room's own rules again. */
  | { readonly kind: 'stretch-ended'; readonly position: number }
  /** New keys, and nothing else that is shown: a rotation, a device that came, went or rejoined. */
  | { readonly kind: 'epoch-turned'; readonly position: Position; readonly epoch: number; readonly by: IdText }
  | {
      readonly kind: 'from-a-newer-version';
      readonly position: Position;
      readonly entry: IdText;
      readonly tag: number;
      readonly version: number;
    }
  /** The venue closed a ballot box. `about` is its sounding; null where this reader does not have that. */
  | {
      readonly kind: 'box-closed';
      readonly position: Position;
      readonly about: IdText | null;
      readonly ballots: number;
    }
  | { readonly kind: 'refused'; readonly position: Position; readonly reason: PostRefusalCode | SkipReason };
