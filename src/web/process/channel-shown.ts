import type { CommuniqueKind, DisclosureText } from '../../protocol/disclosure/disclosure.ts';
import type { ChannelProjection, EntryView } from '../../records/projection.ts';
import type { RoomSlice } from '../../records/seat/room-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { Day } from '../calendar/days.ts';

/**
 * What this person's device knows of one channel of a process, as far as the timeline shows it. Whoever sits in one
 * channel alone sees a timeline of one lane: nothing here is ever fetched from a channel that the person does not sit in.
 */
export interface ChannelShown
  extends Readonly<Pick<ChannelProjection, 'meetings' | 'transfers' | 'ideas' | 'undertakings' | 'outsideEvents'>> {
  readonly channel: IdText;
  /** This person's own, in this channel. */
  readonly ownSeat: IdText;
  readonly room: Readonly<Pick<RoomSlice, 'title' | 'track'>>;
  /** At least those of transfers and of published disclosures. */
  readonly entries: Readonly<Record<IdText, Pick<EntryView, 'name' | 'position' | 'time'>>>;
  readonly disclosures: Readonly<Pick<ChannelProjection['disclosures'], 'order' | 'byDigest'>>;
  /** What the disclosures' bytes say, by digest. */
  readonly disclosed: Readonly<Record<IdText, DisclosedShown>>;
  /** See `contactsByDay`. */
  readonly contactsByDay: Readonly<Record<Day, number>>;
}

export interface DisclosedShown {
  readonly kind: CommuniqueKind;
  readonly texts: readonly Pick<DisclosureText, 'language' | 'title'>[];
}
