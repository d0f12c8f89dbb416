import { type EntryId, idText, type Position } from '../base/ids.ts';
import type { ClaimedSignature } from './claimed-signature.ts';
import { INSTANT_MAX } from './limits.ts';
import { mayPostEntry } from './may-post-entry.ts';
import { ownBytes } from './own-bytes.ts';
import { type PostRefusal, type PostRefusalCode, refuse } from './post-refusal.ts';
import type { ChannelProjection } from './projection.ts';
import { RecordsError } from './records-error.ts';
import { type KnownEntry, kindByName } from './registry.ts';
import type { SkipReason } from './timeline.ts';

export type Applied = { readonly kind: 'applied' } | { readonly kind: 'refused'; readonly code: PostRefusalCode };

/**
 * What must be verified before {@link applyEntry}, by the projection as it stands right before it.
 * Empty for most kinds, and for an entry that will be refused anyway.
 */
export function signaturesIn(room: ChannelProjection, opened: KnownEntry): readonly ClaimedSignature[] {
  const { signatures } = kindByName(opened.kind);
  if (signatures === undefined || refusalOf(room, opened) !== undefined) return [];
  return signatures(opened.content, opened.author, room);
}

/**
 * Applies the next entry of the record, or skips it as every member does. `[RECORD-4]`
 *
 * A reader without the whole record skips nothing for want of what it cannot know; it shows that. `[RECORD-7]`
 *
 * `signatures` says what became of {@link signaturesIn}; leaving it out is right only when that is empty,
 * and throws otherwise: an unchecked consent must not count. Costs the same however long the record is.
 */
export function applyEntry(room: ChannelProjection, opened: KnownEntry, signatures?: 'sound' | 'broken'): Applied {
  const kind = kindByName(opened.kind);
  const refusal = refusalOf(room, opened);
  const isShownOnly = refusal?.isUncertain === true && kind.applyUncertain !== undefined;
  if (refusal !== undefined && !isShownOnly) return refused(room, opened.position, refusal.code);
  if (signatures === 'broken') return refused(room, opened.position, 'BAD_SIGNATURE');
  if (signatures === undefined && signaturesIn(room, opened).length > 0) {
    throw new RecordsError('SIGNATURES_UNCHECKED', `${opened.kind} carries signatures that nobody checked`);
  }
  const { author, time } = opened;
  room.entries[idText(opened.entry)] = {
    position: opened.position,
    epoch: opened.epoch,
    name: opened.kind,
    seat: author.seat === undefined ? null : idText(author.seat),
    party: author.party === undefined ? null : idText(author.party),
    attribution: author.attribution,
    authenticity: author.authenticity === 'verified' ? 'verified' : 'not-verifiable',
    onRecord: author.onRecord,
    time: whenSaid(time),
    commitment: ownBytes(opened.commitment),
  };
  if (refusal === undefined) kind.apply(room, opened);
  else kind.applyUncertain?.(room, opened, refusal);
  return { kind: 'applied' };
}

/** What an author's clock said, where it is a moment at all: one that no calendar has would stop whatever shows it. */
function whenSaid(time: number | undefined): number | null {
  return time === undefined || time > INSTANT_MAX ? null : time;
}

/** Notes an entry of a kind, or a version of one, that this Pourparler does not know yet. */
export function applyUnknownKind(
  room: ChannelProjection,
  unknown: { position: Position; entry: EntryId; tag: number; version: number },
): void {
  const { position, tag, version } = unknown;
  room.timeline.push({ kind: 'from-a-newer-version', position, entry: idText(unknown.entry), tag, version });
}

/** Notes an item that was skipped before there was an entry to judge. */
export function skipItem(room: ChannelProjection, position: Position, reason: SkipReason): void {
  note(room, position, reason);
}

function refusalOf(room: ChannelProjection, opened: KnownEntry): PostRefusal | undefined {
  if (opened.author.authenticity === 'forged') return refuse('FORGED', 'its author is not who it says');
  // Authors choose ids: one taken a second time, in whatever epoch, would take over what it names. [RECORD-3]
  if (room.entries[idText(opened.entry)] !== undefined) return refuse('REPLAYED', 'an entry id occurs once');
  return mayPostEntry(room, opened, opened.author);
}

function refused(room: ChannelProjection, position: Position, code: PostRefusalCode): Applied {
  note(room, position, code);
  return { kind: 'refused', code };
}

function note(room: ChannelProjection, position: Position, reason: PostRefusalCode | SkipReason): void {
  room.refused.push({ position, reason });
  room.timeline.push({ kind: 'refused', position, reason });
}
