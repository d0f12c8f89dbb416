import type { TimelineItem } from '../../records/timeline.ts';
import { m } from '../messages/messages.ts';
import { inRoom, partyOf, quoted, type Telling, type Told, whoOf } from './telling.ts';

type Item = Exclude<TimelineItem, { kind: 'entry' }>;
type ItemSentences = {
  readonly [Kind in Item['kind']]: (item: Extract<Item, { kind: Kind }>, of: Telling) => Told;
};

/** What happened to the room itself. */
export const ROOM_SENTENCES: ItemSentences = {
  founded: (item, { room }) => ({ text: m.record.by.founded({ who: whoOf(room, item.by) }) }),
  'charter-received': (item, { room }) => ({ text: m.record.by.charterReceived({ who: whoOf(room, item.by) }) }),
  'party-added': (item, of) => ({
    text: m.record.by.partyAdded({ who: whoOf(of.room, item.by), party: partyOf(of.room, item.party) }),
    home: inRoom(of, 'people'),
  }),
  'seat-admitted': (item, of) => ({
    text:
      item.by === item.seat
        ? m.record.by.seatAdmittedSelf({ who: whoOf(of.room, item.seat) })
        : m.record.by.seatAdmitted({ who: whoOf(of.room, item.seat), by: whoOf(of.room, item.by) }),
    home: inRoom(of, 'people'),
  }),
  'seat-removed': (item, of) => ({
    text:
      item.by === item.seat
        ? m.record.by.seatLeft({ who: whoOf(of.room, item.seat) })
        : m.record.by.seatRemoved({ who: whoOf(of.room, item.seat), by: whoOf(of.room, item.by) }),
    home: inRoom(of, 'people'),
  }),
  'seat-handed-over': (item, of) => ({
    text: m.record.by.seatHandedOver({
      from: whoOf(of.room, item.from),
      to: whoOf(of.room, item.to),
      by: whoOf(of.room, item.by),
    }),
    home: inRoom(of, 'people'),
  }),
  'party-key-renewed': (item, { room }) => ({
    text: m.record.by.partyKeyRenewed({ party: partyOf(room, item.party) }),
    isTechnical: true,
  }),
  'rules-tightened': () => ({ text: m.record.by.rulesTightened() }),
  'stretch-ended': () => ({ text: m.record.by.stretchEnded() }),
  'epoch-turned': () => ({ text: m.record.by.epochTurned(), isTechnical: true }),
  'from-a-newer-version': () => ({ text: m.record.by.fromANewerVersion() }),
  'box-closed': ({ about, ballots }, of) => {
    const view = about === null ? undefined : of.room.projection.soundings.byEntry[about];
    if (about === null || view === undefined)
      return { text: m.record.by.boxElsewhere(), home: inRoom(of, 'soundings') };
    const question = quoted(view.question);
    const text =
      ballots === 0
        ? m.record.by.boxTooFew({ question })
        : m.record.by.boxClosed({ count: ballots, seats: view.seats.length, question });
    return { text, home: inRoom(of, 'soundings', about) };
  },
  refused: ({ reason }) => ({ text: m.record.by.refused({ why: whySkipped(reason) }), isTechnical: true }),
};

function whySkipped(reason: string): string {
  const skipped: Readonly<Record<string, () => string>> = m.record.skipped;
  const refused: Readonly<Record<string, () => string>> = m.refusals;
  return (skipped[reason] ?? refused[reason] ?? m.failures.UNFORESEEN)();
}
