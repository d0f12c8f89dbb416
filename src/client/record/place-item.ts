import { type Epoch, idText, type Position } from '../../base/ids.ts';
import type { Clock } from '../../base/ports.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { decodeShredded } from '../../protocol/entry/shredded.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import type { RecordHead } from '../../protocol/record-tree/record-tree.ts';
import { isBallot } from '../../protocol/seal/ballot.ts';
import { isInRun, mayCount } from '../../records/sounding/ballot-run.ts';
import type { OpenedItem } from './open-run.ts';
import { type Reading, violationAt } from './reading.ts';
import { type RecordParts, turnEpoch } from './record-parts.ts';
import type { OpenedEntry } from './verify-in-order.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An item in its place of the record. */
export interface Placed {
  readonly position: Position;
  readonly item: Uint8Array;
  readonly readings: readonly Reading[];
  /** What is still to be verified and judged. */
  readonly entry: OpenedEntry | undefined;
}

/**
 * Puts an item that is no handshake into the record, in its place; and gives it back as an entry if it is one that may
 * count there: read by this seat, of the present epoch, not there before, and by an author who saw the same record.
 * A ballot is of its sounding's epoch, and stands among those of its box. `[SOUND-6]`
 */
export function placeItem(parts: RecordParts, clock: Clock, { item, opened }: OpenedItem): Placed {
  const { tree, room, entriesOfEpoch } = parts;
  const position = tree.size as number as Position;
  const left = itemKind(item) === 'shredded' ? shreddedLeaf(item) : undefined;
  if (left !== undefined) {
    tree.appendLeaf(left);
    const skip: Reading = { kind: 'skipped', position, entry: undefined, reason: 'SHREDDED' };
    const readings = isRightlyShredded(parts, clock) ? [skip] : [violationAt('gap', position, item), skip];
    return placed(parts, { position, item, readings, entry: undefined });
  }
  // What nobody put a name to shows nothing of others: any member could have made its head up. Whether it is the one
  // that all of the epoch have is part of its own judgement. [UNATTR-4]
  const states = opened.kind === 'opened' && opened.attribution.kind === 'attributed' ? opened.seen : undefined;
  const violations = states === undefined ? [] : checkSeen(parts, position, item, states);
  tree.append(item);
  const { header } = opened;
  const skipped = (reason: Extract<Reading, { kind: 'skipped' }>['reason'], ...also: readonly Reading[]): Placed => {
    const skip: Reading = { kind: 'skipped', position, entry: header?.entry, reason };
    return placed(parts, { position, item, readings: [...violations, ...also, skip], entry: undefined });
  };
  if (opened.kind === 'broken') return skipped('UNREADABLE');
  if (opened.kind === 'not-for-this-seat') {
    // Those who cannot read an epoch are told that there was a sounding, and not of each ballot. [RECORD-7]
    return skipped(isInRun(room, position) ? 'BALLOT_OF_OTHERS' : whyUnread(parts, opened.header.epoch));
  }
  const id = idText(opened.header.entry);
  const replay = () => skipped('REPLAYED', violationAt('replay', position, item));
  if (isBallot(opened)) {
    if (!mayCount(room, position, opened.header.epoch)) return skipped('OUTSIDE_ITS_BOX');
    return placed(parts, { position, item, readings: violations, entry: opened });
  }
  // What was in time once does not come again but by the venue's doing.
  if (!isCurrent(parts, opened.header.epoch, clock))
    return room.entries[id] !== undefined ? replay() : skipped('STALE');
  if (entriesOfEpoch.has(id)) return replay();
  entriesOfEpoch.add(id);
  parts.lastTime = Math.min(Math.max(parts.lastTime, opened.time ?? 0), clock());
  return placed(parts, { position, item, readings: violations, entry: opened });
}

/** To be called once for every item of whatever kind, when it stands in the tree. `[REJOIN-2]` */
export function checkAnchor({ anchor, tree, outside }: RecordParts, position: Position, item: Uint8Array): Reading[] {
  return anchor.check(tree, outside) ? [violationAt('fork', position, item)] : [];
}

function placed(parts: RecordParts, of: Placed): Placed {
  return { ...of, readings: [...of.readings, ...checkAnchor(parts, of.position, of.item)] };
}

/** Words that the venue shreds before their time are words that it withholds. `[RECORD-6]` */
function isRightlyShredded({ room, lastTime, phase }: RecordParts, clock: Clock): boolean {
  const { founded, rule, retentionDays } = room.room;
  if (!founded) return true;
  if (rule !== 'off the record' || retentionDays === null) return false;
  // It was not there, and cannot know how long ago that was.
  if (phase === 'before-joining') return true;
  // What stands here is about as old as what was said before it. A day is for clocks that differ.
  return clock() - lastTime >= (retentionDays - 1) * DAY_MS;
}

/** A member can read its epoch: what it cannot read there is not what it says. */
function whyUnread(parts: RecordParts, epoch: Epoch): 'NOT_FOR_THIS_SEAT' | 'STALE' | 'UNREADABLE' {
  if (parts.phase !== 'seated') return 'NOT_FOR_THIS_SEAT';
  return epoch < parts.epoch ? 'STALE' : 'UNREADABLE';
}

/** `[ORDER-4]`. A reader from outside learns from what it can open how far the epochs have come. */
function isCurrent(parts: RecordParts, epoch: Epoch, clock: Clock): boolean {
  if (parts.phase === 'before-joining' && epoch > parts.epoch) turnEpoch(parts, epoch, clock());
  return epoch === parts.epoch;
}

function checkSeen({ tree }: RecordParts, position: Position, item: Uint8Array, seen: RecordHead): Reading[] {
  switch (tree.check(seen)) {
    case 'differs':
      return [violationAt('fork', position, item)];
    case 'ahead-of-us':
      return [violationAt('ahead', position, item)];
    case 'agrees':
    case 'before-us':
      return [];
  }
}

/** `undefined` for bytes that only begin like it: they are found broken as an entry. */
function shreddedLeaf(item: Uint8Array): Uint8Array | undefined {
  try {
    return decodeShredded(item).leafHash;
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}
