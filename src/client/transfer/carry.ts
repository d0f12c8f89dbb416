import { type EntryId, idFromText, idText, type PartyId, type SeatId } from '../../base/ids.ts';
import type { Attribution } from '../../records/author.ts';
import { presentSeat } from '../../records/authority.ts';
import { mayPostEntry } from '../../records/may-post-entry.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import type { ContentOf, EntryContent, KindName } from '../../records/registry.ts';
import { refusalToSpeakHere } from '../../records/rules/may-speak.ts';
import { possibleAuthors } from '../../records/transfer/possible-authors.ts';
import { ClientError } from '../client-error.ts';
import type { StorageChanges } from '../storage/storage.ts';

/** One of the carrier's seats, at either end. */
export interface CarryingSeat {
  readonly seat: SeatId;
  readonly projection: ChannelProjection;
  post<Name extends KindName>(kind: Name, content: ContentOf<Name>, options: CarryingOptions): Promise<EntryId>;
}

export interface CarryingOptions {
  readonly attribution?: Attribution;
  /** What this device writes in one with the entry. */
  readonly beside?: StorageChanges;
  /** This device remembers the entry now, and sends it. */
  readonly onPut?: () => void;
}

/** For words that wait somewhere until they are carried. */
export interface CarryingSteps {
  /** An earlier attempt got so far that the source has noted it. */
  readonly isNoted: boolean;
  readonly onNoted: () => Promise<void>;
  /** How this device forgets that they wait; written in one with their entry, so that no restart carries them twice. */
  readonly forget: () => StorageChanges;
  readonly onPut: () => void;
}

export interface Carried {
  readonly entry: EntryId;
  /** A text of its own there, or the answer to words that were carried from there before. */
  readonly as:
    | { readonly kind: 'put forward'; readonly title: string }
    | { readonly kind: 'answer'; readonly about: EntryId };
  readonly text: string;
  readonly language: string;
  readonly attribution?: 'on the record' | 'deniable' | undefined;
  /** Fewer who could have said it, and it is not carried. Whose words are the carrier's own needs no others. */
  readonly authorsMin: number;
}

/**
 * Carries words from one room to another, without their author.
 *
 * It is noted in the source first: what may not be carried is refused there by every member, before anything leaves the
 * room; and words that arrived without having left would be the worse half. What the target would refuse is not noted.
 * Throws a {@link ClientError} `POST_REFUSED` with the rule's code.
 */
export async function carry(
  { source, target }: { readonly source: CarryingSeat; readonly target: CarryingSeat },
  carried: Carried,
  steps?: CarryingSteps,
): Promise<EntryId> {
  const { entry, text, language, authorsMin } = carried;
  const put =
    carried.as.kind === 'answer'
      ? ({ kind: 'answer-brought', content: { about: carried.as.about, text, language } } as const)
      : ({ kind: 'put-forward', content: { title: carried.as.title, text, language } } as const);
  refuseWhere(target, put, carried.attribution ?? 'deniable');
  if (steps?.isNoted !== true) {
    const isOwn = source.projection.entries[idText(entry)]?.seat === idText(source.seat);
    if (!isOwn && possibleAuthors(source.projection, idText(source.seat)) < authorsMin) {
      throw refused('TOO_FEW_AUTHORS', 'fewer than were asked for could have said it');
    }
    await source.post('transfer-note', { entry }, {});
    await steps?.onNoted();
  }
  const options: CarryingOptions = {
    ...(carried.attribution !== undefined && { attribution: carried.attribution }),
    ...(steps && { beside: steps.forget(), onPut: steps.onPut }),
  };
  return put.kind === 'answer-brought'
    ? await target.post(put.kind, put.content, options)
    : await target.post(put.kind, put.content, options);
}

function refuseWhere(
  { seat, projection }: CarryingSeat,
  content: EntryContent,
  attribution: 'on the record' | 'deniable',
) {
  const silence = refusalToSpeakHere(projection, content.kind, idText(seat));
  if (silence !== undefined) throw refused(silence.code, silence.rule);
  const view = presentSeat(projection, seat);
  const party = view && idFromText<PartyId>(view.party);
  if (party === undefined) throw refused('SEAT_NOT_PRESENT', 'nobody carries to where they do not sit');
  const by = { seat, party, attribution, authenticity: 'verified', onRecord: false } as const;
  const refusal = mayPostEntry(projection, content, by);
  if (refusal !== undefined) throw refused(refusal.code, refusal.rule);
}

function refused(code: string, rule: string): ClientError {
  return new ClientError('POST_REFUSED', rule, { detail: { code } });
}
