import type { Track } from '../../protocol/charter/ground-rules.ts';
import { emptyIdeas } from '../../records/idea/idea-slice.ts';
import type { MeetingView } from '../../records/meeting/meeting-slice.ts';
import type { OutsideEventView } from '../../records/outside-event/outside-event-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import { emptyTransfers } from '../../records/transfer/transfer-slice.ts';
import type { UndertakingView } from '../../records/undertaking/undertaking-slice.ts';
import type { ChannelShown } from './channel-shown.ts';

/** For tests: channels as the timeline takes them, without a record behind them. */

export const OWN_SEAT = 'a0'.repeat(16);
export const OTHER_SEAT = 'b0'.repeat(16);

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Some<View> = Partial<View>;

export interface PretendedChannel {
  readonly shown: ChannelShown;
  /** From 09:00 to 17:00 of the two days, by the clocks of UTC. */
  meeting(entry: IdText, days: readonly [first: string, last: string], view?: Some<MeetingView>): PretendedChannel;
  outside(entry: IdText, on: string, view?: Some<OutsideEventView>): PretendedChannel;
  undertaking(entry: IdText, byWhen: string | null, view?: Some<UndertakingView>): PretendedChannel;
  idea(entry: IdText, text: string): PretendedChannel;
  /** `time` as a date writes it, or null where the record has none. */
  note(entry: IdText, carried: IdText, time: string | null, by?: IdText): PretendedChannel;
  putForward(entry: IdText, text: string, time: string | null, by?: IdText): PretendedChannel;
  communique(entry: IdText, title: string, time: string): PretendedChannel;
  contact(day: string, count?: number): PretendedChannel;
}

export function pretendChannel(channel: IdText, track: Track, title: string = channel): PretendedChannel {
  const shown = {
    channel,
    ownSeat: OWN_SEAT,
    room: { title, track },
    entries: {} as Writable<ChannelShown['entries']>,
    meetings: { order: [], byEntry: {} },
    transfers: emptyTransfers(),
    ideas: emptyIdeas(),
    undertakings: { order: [], byEntry: {} },
    outsideEvents: { order: [], byEntry: {} },
    disclosures: { order: [], byDigest: {} },
    disclosed: {} as Writable<ChannelShown['disclosed']>,
    contactsByDay: {} as Writable<ChannelShown['contactsByDay']>,
  } satisfies ChannelShown;
  // The same object, whose empty parts are those of a projection.
  const write = shown as unknown as Writable<ChannelShown> & typeof shown;
  let position = 0;

  const enter = (entry: IdText, name: string, time: string | null): number => {
    position += 1;
    write.entries[entry] = { name, position, time: time === null ? null : Date.parse(time) };
    return position;
  };
  const add = <View>(slice: { order: IdText[]; byEntry: Record<IdText, View> }, entry: IdText, view: View) => {
    slice.order.push(entry);
    slice.byEntry[entry] = view;
    return pretended;
  };

  const pretended: PretendedChannel = {
    shown,
    meeting(entry, [first, last], view = {}) {
      const clock = (local: string) => ({ local, zone: 'UTC', instant: Date.parse(`${local}Z`) });
      return add<MeetingView>(write.meetings, entry, {
        position: enter(entry, 'meeting', `${first}T00:00Z`),
        proposedBy: OTHER_SEAT,
        title: entry,
        purpose: '',
        start: clock(`${first}T09:00`),
        end: clock(`${last}T17:00`),
        place: '',
        agenda: [],
        rule: null,
        state: { kind: 'planned' },
        movedFrom: [],
        minutes: [],
        ...view,
      });
    },
    outside(entry, on, view = {}) {
      return add<OutsideEventView>(write.outsideEvents, entry, {
        position: enter(entry, 'outside-event', `${on}T00:00Z`),
        title: entry,
        on,
        until: null,
        place: '',
        source: '',
        notedBy: OTHER_SEAT,
        withdrawnAt: null,
        ...view,
      });
    },
    undertaking(entry, byWhen, view = {}) {
      return add<UndertakingView>(write.undertakings, entry, {
        position: enter(entry, 'undertaking', '2031-01-01T00:00Z'),
        party: 'c0'.repeat(16),
        what: entry,
        byWhen,
        howVerified: '',
        status: 'open',
        updates: [],
        ...view,
      });
    },
    idea(entry, text) {
      const position = enter(entry, 'idea', '2031-01-01T00:00Z');
      const none = { arguments: [], versions: [], nonPapers: [], mergedFrom: [], mergedInto: null, withdrawnAt: null };
      return add(write.ideas, entry, { position, title: `On ${entry}`, text, language: 'en', ...none });
    },
    note(entry, carried, time, by = OWN_SEAT) {
      write.transfers.notes.push({ entry, position: enter(entry, 'transfer-note', time), carried, by });
      return pretended;
    },
    putForward(entry, text, time, by = OWN_SEAT) {
      const words = { title: `On ${entry}`, text, language: 'en', by, withdrawnAt: null };
      write.transfers.order.push(entry);
      write.transfers.putForward[entry] = { position: enter(entry, 'put-forward', time), ...words };
      return pretended;
    },
    communique(entry, title, time) {
      const digest = `digest of ${entry}`;
      const state = { kind: 'published', release: '', slug: 'talks', number: 1, link: '/p/talks/1' } as const;
      write.disclosures.order.push(digest);
      write.disclosures.byDigest[digest] = {
        state: { ...state, position: enter(entry, 'disclosure-published', time) },
      } as unknown as ChannelShown['disclosures']['byDigest'][string];
      write.disclosed[digest] = { kind: 'update', texts: [{ language: 'en', title }] };
      return pretended;
    },
    contact(day, count = 1) {
      write.contactsByDay[day] = (write.contactsByDay[day] ?? 0) + count;
      return pretended;
    },
  };
  return pretended;
}

/** A year by a lake, from the chair of one who sits in all three rooms; about as in the first example of `examples/`. */
export function pretendLakeTalks(): readonly ChannelShown[] {
  const held = { kind: 'held', note: '', position: 90 } as const;
  const table = pretendChannel('table', 'official', 'The table')
    .meeting('first-round', ['2031-03-11', '2031-03-13'], { title: 'First round', place: 'Geneva', state: held })
    .undertaking('gauge', '2031-04-07', { what: 'To send the readings of the gauge', status: 'kept' })
    .putForward('non-paper', 'One gauge, read by both.', '2031-06-02T08:00:01Z')
    .communique('update', 'Talks on Lake Vellen', '2031-07-28T08:00:00Z')
    .outside('election', '2031-09-14', { title: 'Election in Arvelia', until: '2031-09-16', place: 'Arvelia' })
    .meeting('second-round', ['2031-09-16', '2031-09-18'], { title: 'Second round', place: 'Lisbon' })
    .undertaking('causeway', '2031-11-15', { what: 'To clear the causeway' })
    .contact('2031-03-11', 7)
    .contact('2031-06-02', 3)
    .contact('2031-09-16', 4);
  const workshop = pretendChannel('workshop', 'unofficial', 'The workshop')
    .outside('aground', '2031-03-17', { title: 'The ferry runs aground', place: 'Lake Vellen' })
    .meeting('north-quay', ['2031-05-19', '2031-05-21'], { title: 'On the north quay', place: 'Tallinn', state: held })
    .outside('festival', '2031-05-20', { title: 'Snowmelt festival', until: '2031-05-24', place: 'Tallinn' })
    .idea('narrows', 'One gauge at the narrows.')
    .note('carried', 'narrows', '2031-06-02T08:00:00Z')
    .contact('2031-05-19', 9)
    .contact('2031-11-17', 2);
  const boathouse = pretendChannel('boathouse', 'track 1.5', 'The boathouse').contact('2031-07-02', 4);
  return [table, workshop, boathouse].map(({ shown }) => shown);
}
