import { afterEach, expect, test } from 'vitest';
import { idText } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { House, heard, type Person, rest, say, until } from '../support/house.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

let house: House;
afterEach(async () => {
  await house.close();
});

const OPERATIONS = 60;

/** What a reader makes of each item, but for what is of this reader alone. */
function shown(seat: Seat, from: number) {
  const { room, timeline, entries } = seat.projection;
  return {
    timeline: timeline.filter(({ position }) => position > from),
    entries: Object.entries(entries)
      .filter(([, { position }]) => position > from)
      .map(([id, { position, name, seat: by, party, onRecord, attribution }]) => ({
        id,
        position,
        name,
        by,
        party,
        onRecord,
        attribution,
      }))
      .sort((a, b) => a.position - b.position),
    seats: Object.entries(room.seats)
      .filter(([, { leftAt }]) => leftAt === null)
      .map(([id, { name, role, party }]) => [id, name, role, party])
      .sort(),
    parties: Object.values(room.parties).map(({ name, shareKeyGeneration }) => [name, shareKeyGeneration]),
    epoch: seat.epoch.epoch,
    root: Buffer.from(seat.record.head.root).toString('hex'),
  };
}

test.each(['one', 'two', 'three'])(
  'four people, sixty things at random, lines cut and devices killed: all read the same (seed %s)',
  async (seed) => {
    const random = seededRandomness(`come what may ${seed}`);
    const pick = (below: number) => (random(1)[0] as number) % below;
    house = await House.open();
    const people: Person[] = [];
    for (const name of ['Anna', 'Boris', 'Carl', 'Dora']) people.push(await house.person(name, { line: true }));
    const [anna, boris, carl, dora] = people as [Person, Person, Person, Person];
    const hers = await house.found(anna);
    await house.seat(hers, boris, { party: 'Kestria', role: 'steward' });
    await house.seat(hers, carl, { party: 'Kestria' });
    await house.seat(hers, dora, { party: 'Secretariat' });
    await rest(...people.map(({ seat }) => seat));
    const from = dora.seat.record.cursor;
    const channel = hers.identity.channel;
    const said: string[] = [];
    /** Of engines that still run: a killed one ends nothing. */
    const under = new Map<Person, Promise<unknown>[]>();

    for (let n = 0; n < OPERATIONS; n++) {
      const person = people[pick(4)] as Person;
      const what = pick(12);
      if (what < 6) {
        const text = `${person.name} says ${n}.`;
        said.push(text);
        // Remembered before anything else happens: from here on it must be said, whatever comes.
        await person.seat.put('statement', { text, language: 'en', inReplyTo: undefined, conveyance: undefined });
      } else if (what < 8) under.set(person, [...(under.get(person) ?? []), person.seat.turnEpoch().catch(() => {})]);
      else if (what < 10) person.line?.cut();
      else if (what === 10) {
        under.delete(person);
        await person.reopen();
      } else {
        person.line?.down();
        setTimeout(() => person.line?.up(), 40 + pick(100));
      }
      if (pick(3) === 0) await new Promise((resolve) => setTimeout(resolve, pick(40)));
    }
    for (const { line } of people) line?.up();
    await Promise.all([...under.values()].flat());
    const seats = () => people.map((person) => person.participant.seat(channel) as Seat);
    await until(() => seats().every(({ waiting }) => waiting.length === 0), 15_000);
    await rest(...seats());

    const [first, ...others] = seats() as [Seat, ...Seat[]];
    expect([...heard(first)].sort()).toEqual([...said].sort());
    for (const other of others) {
      expect(heard(other)).toEqual(heard(first));
      expect(shown(other, from)).toEqual(shown(first, from));
    }
    for (const seat of seats()) {
      expect(seat.violations).toEqual([]);
      expect(seat.projection.refused).toEqual([]);
      const { entries } = seat.projection;
      expect(Object.values(entries).every(({ authenticity }) => authenticity === 'verified')).toBe(true);
      expect(idText(seat.identity.channel)).toBe(idText(channel));
    }
    // And it goes on.
    await say(first, 'Still here.');
    await rest(...seats());
    for (const seat of seats()) expect(heard(seat).at(-1)).toBe('Still here.');
    for (const person of people) expect(person.troubles).toEqual([]);
  },
  40_000,
);
