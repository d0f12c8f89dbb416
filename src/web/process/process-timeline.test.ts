import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Track } from '../../protocol/charter/ground-rules.ts';
import { rehearse } from '../../records/rehearsal-room.ts';
import type { ChannelShown } from './channel-shown.ts';
import { processList } from './process-list.ts';
import { processTimeline } from './process-timeline.ts';
import { OTHER_SEAT, OWN_SEAT, pretendChannel, pretendLakeTalks } from './rehearsal-process.ts';

const OPTIONS = { now: Date.parse('2031-12-01T12:00Z'), zone: 'Europe/Oslo' };

describe('the timeline of a process', () => {
  test('has the lanes that this person sits in, official first, and everything in its order', () => {
    const timeline = processTimeline(pretendLakeTalks(), OPTIONS);
    expect(timeline.lanes.map(({ track, channels }) => [track, ...channels.map(({ title }) => title)])).toEqual([
      ['official', 'The table'],
      ['track 1.5', 'The boathouse'],
      ['unofficial', 'The workshop'],
    ]);
    expect(timeline.items.map(({ first, last, kind, state, title }) => [first, last, kind, state, title])).toEqual([
      ['2031-03-11', '2031-03-13', 'meeting', 'held', 'First round'],
      ['2031-03-17', '2031-03-17', 'outside event', 'noted', 'The ferry runs aground'],
      ['2031-04-07', '2031-04-07', 'undertaking', 'kept', 'To send the readings of the gauge'],
      ['2031-05-19', '2031-05-21', 'meeting', 'held', 'On the north quay'],
      ['2031-05-20', '2031-05-24', 'outside event', 'noted', 'Snowmelt festival'],
      ['2031-06-02', '2031-06-02', 'transfer', 'carried', 'On non-paper'],
      ['2031-07-28', '2031-07-28', 'communiqué', 'published', 'Talks on Lake Vellen'],
      ['2031-09-14', '2031-09-16', 'outside event', 'noted', 'Election in Arvelia'],
      ['2031-09-16', '2031-09-18', 'meeting', 'past', 'Second round'],
      ['2031-11-15', '2031-11-15', 'undertaking', 'overdue', 'To clear the causeway'],
    ]);
    expect([timeline.from, timeline.until, timeline.today]).toEqual(['2031-03-01', '2031-12-31', '2031-12-01']);
  });

  test('of nothing is empty, and has today', () => {
    const timeline = processTimeline([], OPTIONS);
    expect(timeline).toEqual({
      lanes: [],
      items: [],
      undated: [],
      convergences: [],
      pulse: [],
      stagnation: [],
      today: '2031-12-01',
      from: '2031-12-01',
      until: '2031-12-31',
    });
    expect(processList(timeline)).toEqual([]);
  });

  test('takes a projection as it is', () => {
    const { room, post } = rehearse();
    post('nora', 'outside-event', { title: 'Fair', on: '2031-03-01', until: undefined, place: '', source: '' });
    const shown: ChannelShown = { ...room, ownSeat: OWN_SEAT, disclosed: {}, contactsByDay: {} };
    expect(processTimeline([shown], OPTIONS).items).toMatchObject([{ kind: 'outside event', title: 'Fair' }]);
  });

  test('puts a meeting on the days of its own place, and an instant on the day of whoever looks', () => {
    const clock = (local: string, instant: string) => ({ local, zone: 'Asia/Tokyo', instant: Date.parse(instant) });
    const { shown } = pretendChannel('room', 'official')
      .meeting('m', ['2031-03-01', '2031-03-01'], {
        start: clock('2031-03-30T08:30', '2031-03-29T23:30Z'),
        end: clock('2031-03-30T10:00', '2031-03-30T01:00Z'),
      })
      // Half past two by the clocks of Oslo, which had just gone over an hour.
      .communique('c', 'C', '2031-03-30T01:30:00Z');
    const at = (zone: string) =>
      Object.fromEntries(processTimeline([shown], { ...OPTIONS, zone }).items.map((item) => [item.entry, item]));
    expect(at('Europe/Oslo')['m']).toMatchObject({ first: '2031-03-30', last: '2031-03-30' });
    expect(at('America/Lima')['m']).toEqual(at('Europe/Oslo')['m']);
    expect(at('Europe/Oslo')['c']?.first).toBe('2031-03-30');
    expect(at('America/Lima')['c']?.first).toBe('2031-03-29');
    expect(((at('Europe/Oslo')['c']?.start ?? 0) % 1) * 24).toBeCloseTo(3.5, 6);
  });

  test('leaves out what was taken back, and sets beside it what has no day', () => {
    const { shown } = pretendChannel('room', 'official')
      .outside('e', '2031-03-01', { on: null, withdrawnAt: 4, title: '' })
      .undertaking('u', null)
      .putForward('p', 'Words', null);
    const timeline = processTimeline([shown], OPTIONS);
    expect(timeline.items).toEqual([]);
    expect(timeline.undated.map(({ kind, entry, lane }) => [kind, entry, lane])).toEqual([
      ['arrival', 'p', 'official'],
      ['undertaking', 'u', 'official'],
    ]);
  });

  test('stands whatever an author’s clock says, and whatever years people write', () => {
    const { shown } = pretendChannel('room', 'official')
      .meeting('m', ['9999-12-30', '9999-12-31'])
      .outside('e', '0100-01-01', { until: '9999-12-31' })
      .putForward('p', 'Words', null)
      .contact('1970-01-01')
      .contact('9999-12-31');
    const late = { name: 'put-forward', position: 9, time: Number.MAX_SAFE_INTEGER };
    const timeline = processTimeline([{ ...shown, entries: { p: late } }], OPTIONS);
    expect(timeline.items.map(({ entry }) => entry)).toEqual(['e', 'm']);
    expect(timeline.undated.map(({ entry }) => entry)).toEqual(['p']);
    expect([timeline.from, timeline.until]).toEqual(['0100-01-01', '9999-12-31']);
    expect(timeline.pulse).toEqual([{ track: 'official', weeks: [] }]);
    expect(processList(timeline).map(({ month }) => month)).toEqual(['0100-01', '9999-12']);
  });

  test('never ends a meeting before it begins, whatever its clocks say', () => {
    const clock = (local: string) => ({ local, zone: 'UTC', instant: 0 });
    const { shown } = pretendChannel('room', 'official').meeting('m', ['2031-03-01', '2031-03-01'], {
      start: clock('2031-03-05T08:30'),
      end: clock('2031-03-01T10:00'),
    });
    expect(processTimeline([shown], OPTIONS).items).toMatchObject([{ first: '2031-03-05', last: '2031-03-05' }]);
  });
});

describe('a transfer', () => {
  const lanesOf = (...channels: ChannelShown[]) =>
    processTimeline(channels, OPTIONS).items.map(({ kind, lanes }) => [kind, ...lanes]);
  const workshop = () => pretendChannel('workshop', 'unofficial').idea('i', 'One  gauge.').idea('j', 'No gauge.');
  const table = () => pretendChannel('table', 'official');

  test('that this person carried crosses the lanes', () => {
    const from = workshop().note('n', 'i', '2031-06-02T08:00Z').shown;
    const to = table().putForward('p', 'In other words.', '2031-06-02T08:05Z').shown;
    const [item] = processTimeline([from, to], OPTIONS).items;
    expect(item).toMatchObject({
      kind: 'transfer',
      lanes: ['unofficial', 'official'],
      channel: 'workshop',
      to: { channel: 'table', entry: 'p', first: '2031-06-02' },
      because: 'carried by this person',
    });
  });

  test('is called by what was carried, and by what an answer answers', () => {
    const { shown } = workshop().note('n', 'v', null).note('o', 'p', null);
    const written = { position: 1, text: 'One gauge serves both.', language: 'en', withdrawnAt: null };
    shown.ideas.versions['v'] = { ...written, idea: 'i', title: 'On two gauges' };
    shown.ideas.nonPapers['p'] = { ...written, idea: 'j' };
    const answer = { ...written, by: OTHER_SEAT };
    for (const about of ['i', 'v', 'p', 'elsewhere']) shown.transfers.answers[`to ${about}`] = { ...answer, about };
    const titles = processTimeline([shown], OPTIONS).undated.map(({ entry, title }) => [entry, title]);
    expect(new Map(titles as [string, string][])).toEqual(
      new Map([
        ...([
          ['n', 'On two gauges'],
          ['o', 'On j'],
        ] as const),
        ...([
          ['to i', 'On i'],
          ['to v', 'On two gauges'],
          ['to p', 'On j'],
          ['to elsewhere', ''],
        ] as const),
      ]),
    );
  });

  test('of the same words, by another who sits in both, crosses them too', () => {
    const from = workshop().note('n', 'i', '2031-06-02T08:00Z', OTHER_SEAT).shown;
    const to = table().putForward('p', 'One gauge. ', '2031-06-04T08:00Z', OTHER_SEAT).shown;
    expect(processTimeline([from, to], OPTIONS).items).toMatchObject([{ kind: 'transfer', because: 'the same words' }]);
  });

  test('is never guessed: not whose words, nor which', () => {
    const from = workshop().note('n', 'i', '2031-06-02T08:00Z', OTHER_SEAT).shown;
    const to = table().putForward('p', 'In other words.', '2031-06-02T08:01Z', OTHER_SEAT).shown;
    const apart = [
      ['departure', 'unofficial'],
      ['arrival', 'official'],
    ];
    expect(lanesOf(from, to)).toEqual(apart);
    // One end is this person's, the other is not: two people.
    const own = table().putForward('p', 'One gauge.', '2031-06-02T08:01Z').shown;
    expect(lanesOf(from, own)).toEqual(apart);
    // Two that could be meant.
    const two = table().putForward('p', 'One gauge.', '2031-06-02T08:01Z', OTHER_SEAT);
    two.putForward('q', 'One gauge.', '2031-06-02T08:02Z', OTHER_SEAT);
    expect(lanesOf(from, two.shown).map(([kind]) => kind)).toEqual(['departure', 'arrival', 'arrival']);
    const twice = workshop().note('n', 'i', '2031-06-02T08:00Z').note('o', 'j', '2031-06-02T08:01Z').shown;
    const once = table().putForward('p', 'In other words.', '2031-06-02T08:02Z').shown;
    expect(lanesOf(twice, once).map(([kind]) => kind)).toEqual(['departure', 'departure', 'arrival']);
  });

  test('does not arrive before it left, nor where it left, nor long after', () => {
    const ownNote = workshop().note('n', 'i', '2031-06-02T08:00Z');
    const kinds = (...channels: ChannelShown[]) => lanesOf(...channels).map(([kind]) => kind);
    expect(kinds(ownNote.shown, table().putForward('p', 'One gauge.', '2031-06-02T07:59Z').shown)).toEqual([
      'arrival',
      'departure',
    ]);
    expect(kinds(ownNote.shown, table().putForward('p', 'Other.', '2031-06-02T08:16Z').shown)).toEqual([
      'departure',
      'arrival',
    ]);
    expect(kinds(ownNote.putForward('p', 'One gauge.', '2031-06-02T08:01Z').shown)).toEqual(['departure', 'arrival']);
  });
});

const TRACKS: readonly Track[] = ['official', 'track 1.5', 'unofficial'];
const day = fc
  .integer({ min: 0, max: 1_500 })
  .map((n) => new Date(Date.UTC(2029, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const place = fc.constantFrom('', 'Geneva', 'Hôtel du Lac, Genève', 'geneva', 'Oslo', 'Room 2, Oslo', 'Room 2, Geneva');
const room = fc.record({
  track: fc.constantFrom(...TRACKS),
  meetings: fc.array(fc.tuple(day, fc.integer({ min: 0, max: 9 }), place), { maxLength: 6 }),
  events: fc.array(fc.tuple(day, day, place), { maxLength: 6 }),
  due: fc.array(fc.option(day), { maxLength: 4 }),
  notes: fc.array(fc.tuple(day, fc.boolean()), { maxLength: 4 }),
  arrivals: fc.array(fc.tuple(day, fc.boolean()), { maxLength: 4 }),
  contacts: fc.array(fc.tuple(day, fc.integer({ min: 1, max: 40 })), { maxLength: 20 }),
});
const process = fc.array(room, { maxLength: 4 }).map((rooms) =>
  rooms.map((of, index) => {
    const channel = pretendChannel(`room-${index}`, of.track);
    const seat = (isOwn: boolean) => (isOwn ? OWN_SEAT : OTHER_SEAT);
    for (const [n, [first, days, where]] of of.meetings.entries()) {
      const last = new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);
      channel.meeting(`m${n}`, [first, last], { place: where });
    }
    for (const [n, [a, b, where]] of of.events.entries()) {
      const [on, until] = [a, b].sort() as [string, string];
      channel.outside(`e${n}`, on, { until: until === on ? null : until, place: where });
    }
    for (const [n, byWhen] of of.due.entries()) channel.undertaking(`u${n}`, byWhen);
    channel.idea('i', 'Words');
    for (const [n, [on, isOwn]] of of.notes.entries()) channel.note(`n${n}`, 'i', `${on}T08:00Z`, seat(isOwn));
    for (const [n, [on, isOwn]] of of.arrivals.entries())
      channel.putForward(`p${n}`, 'Words', `${on}T08:01Z`, seat(isOwn));
    for (const [on, count] of of.contacts) channel.contact(on, count);
    return channel.shown;
  }),
);
const zone = fc.constantFrom('Europe/Oslo', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC');

test('nothing is lost between the record, the items and the list, and the order hangs on nothing', () => {
  let [transfers, converging] = [0, 0];
  fc.assert(
    fc.property(process, zone, (channels, where) => {
      const options = { ...OPTIONS, zone: where };
      const timeline = processTimeline(channels, options);
      expect(processTimeline(channels.toReversed(), options)).toEqual(timeline);

      const shown = timeline.items.flatMap((item) =>
        item.kind === 'transfer' ? [item.key, `${item.to.channel}/${item.to.entry}`] : [item.key],
      );
      const all = channels.flatMap(({ channel, meetings, outsideEvents, undertakings, transfers }) =>
        [
          ...meetings.order,
          ...outsideEvents.order,
          ...undertakings.order,
          ...transfers.notes.map(({ entry }) => entry),
          ...transfers.order,
        ].map((entry) => `${channel}/${entry}`),
      );
      expect([...shown, ...timeline.undated.map(({ key }) => key)].sort()).toEqual(all.sort());

      const list = processList(timeline);
      expect(list.flatMap(({ rows }) => rows.map(({ item }) => item))).toEqual(timeline.items);
      expect(list.map(({ month }) => month)).toEqual([...new Set(list.map(({ month }) => month))].sort());
      const said = list.flatMap(({ rows }) => rows.flatMap(({ converges }) => converges));
      expect(said).toHaveLength(2 * timeline.convergences.length);

      for (const item of timeline.items) {
        expect(item.first <= item.last && item.start <= item.end).toBe(true);
        expect(item.first >= timeline.from && item.last <= timeline.until).toBe(true);
      }
      const counted = list.flatMap(({ contacts }) => contacts.map((of) => of.contacts));
      const contacts = channels.flatMap(({ contactsByDay }) =>
        Object.entries(contactsByDay).flatMap(([on, count]) => (on <= timeline.today ? [count] : [])),
      );
      expect(sum(counted)).toBe(sum(contacts));
      transfers += timeline.items.filter(({ kind }) => kind === 'transfer').length;
      converging += timeline.convergences.length;
    }),
    { seed: 20_261_124, numRuns: 200 },
  );
  expect([transfers > 20, converging > 100]).toEqual([true, true]);
});

test('a year of ten thousand contacts takes no longer than a frame has', () => {
  const { shown } = pretendChannel('room', 'official');
  const channel = pretendChannel('other', 'unofficial');
  for (let n = 0; n < 10_000; n++)
    channel.contact(new Date(Date.UTC(2031, 0, 1) + (n * 86_400_000) / 28).toISOString().slice(0, 10));
  for (let n = 0; n < 200; n++) channel.meeting(`m${n}`, ['2031-03-01', '2031-03-02']);
  const times = Array.from({ length: 7 }, () => {
    const began = performance.now();
    processList(processTimeline([shown, channel.shown], OPTIONS));
    return performance.now() - began;
  });
  expect(Math.min(...times)).toBeLessThan(20);
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
