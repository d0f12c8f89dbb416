import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '../../src/base/text-encodings.ts';
import type { ChannelRecord } from '../../src/client/record/channel-record.ts';
import type { Reading } from '../../src/client/record/reading.ts';
import type { Seat } from '../../src/client/seat.ts';
import { keyPair } from '../../src/protocol/crypto/ed25519.ts';
import { sha256 } from '../../src/protocol/crypto/sha256.ts';
import { encodeShredded } from '../../src/protocol/entry/shredded.ts';
import { itemKind } from '../../src/protocol/handshake/item-kind.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import { snapshotProjection } from '../../src/records/projection.ts';
import { crooked, statement } from '../support/crooked-entry.ts';
import { House, heard, type Person, rest, say } from '../support/house.ts';
import { readInPages } from '../support/in-pages.ts';
import { itemsOf, rawItems } from '../support/look-inside.ts';
import { recordAsSeated } from '../support/read-as.ts';
import { anchorOf, recordFromOutside } from '../support/record-from-outside.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let house: House;
let anna: Person;
let boris: Person;
let carl: Person;
let hers: Seat;
let his: Seat;
let carls: Seat;
/** Of the whole record, in its order. */
let honest: readonly Uint8Array[];
let foreign: readonly Uint8Array[];
/** Sealed by members, and nothing that a reader should believe. */
let crookedItems: readonly Uint8Array[];

/** Whoever made a commit cannot read it again: Carl makes none, so it is he who reads. */
beforeAll(async () => {
  house = await House.open();
  [anna, boris, carl] = [await house.person('Anna'), await house.person('Boris'), await house.person('Carl')];
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  // A member without a party of its own to renew a key for: the secretariat's first seat.
  carls = await house.seat(hers, carl, { party: 'Secretariat' });
  await rest(hers, his, carls);
  const seats = [hers, his, carls];
  const bad: Uint8Array[] = [];
  for (let epoch = 0; epoch < 3; epoch++) {
    for (let n = 0; n < 6; n++) {
      const seat = seats[(n + epoch) % 3] as Seat;
      await seat.synced();
      await say(seat, `Epoch ${epoch}, number ${n}.`, n % 2 === 0 ? 'deniable' : 'on the record');
    }
    await rest(...seats);
    // An announcement that comes late, and entries in a name that is not the author's.
    bad.push((await crooked(hers, { payload: statement(`Unannounced in ${epoch}.`), noAnnouncement: true })).item);
    bad.push((await crooked(his, { payload: statement(`As announced by Anna in ${epoch}.`), announceAs: hers })).item);
    bad.push((await crooked(hers, { payload: statement(`Twice in ${epoch}.`) })).item);
    if (epoch < 2) await (epoch === 0 ? hers : his).turnEpoch();
    await rest(...seats);
  }
  await say(hers, 'The last word.');
  await rest(...seats);
  honest = await rawItems(hers);
  crookedItems = bad;
  const elsewhere = await house.found(anna, { title: 'Elsewhere' });
  await say(elsewhere, 'Elsewhere.');
  await say(elsewhere, 'And again.');
  foreign = await rawItems(elsewhere);
}, 30_000);
afterAll(async () => {
  await house.close();
});

/** A source of choices that a failing case can be told by. */
function choices(seed: string) {
  const random = seededRandomness(seed);
  const below = (n: number): number => new DataView(random(4).buffer).getUint32(0) % n;
  return { below, of: <T>(all: readonly T[]): T => all[below(all.length)] as T, bytes: random };
}

function shownBy({ room }: ChannelRecord): readonly string[] {
  return room.statements.order.map(
    (entry) =>
      `${entry} ${room.entries[entry]?.seat} ${room.entries[entry]?.attribution} ${room.statements.byEntry[entry]?.text}`,
  );
}

const violationsIn = (readings: readonly Reading[]) =>
  readings.flatMap((each) => (each.kind === 'violation' ? [each.violation.kind] : []));

const readersOf: readonly [string, () => ChannelRecord][] = [
  ['who sits there', () => recordAsSeated(carl, carls)],
  ['who comes back', () => recordFromOutside(carl, carls)],
];

describe('[RECORD-4] how a record is cut into pages changes nothing', () => {
  /** What is in the record, and what a hostile venue and members put between it; the same for the same seed. */
  function interspersed(seed: string): readonly Uint8Array[] {
    const { below, of } = choices(seed);
    const items = [...honest];
    const from = recordAsSeated(carl, carls).cursor;
    const at = () => from + below(items.length - from + 1);
    for (let n = 0; n < 4; n++) {
      const bad = of(crookedItems);
      // In its own epoch or past it: new, stale, or, the second time, a replay.
      items.splice(at(), 0, bad);
      items.splice(at(), 0, bad);
      items.splice(at(), 0, of(honest));
    }
    items.splice(at(), 0, of(foreign));
    // Who announces a key is moved behind who uses it.
    const moved = from + below(items.length - from - 3);
    items.splice(moved + 3, 0, ...items.splice(moved, 1));
    return items;
  }

  test.each(readersOf)(
    'for %s',
    async (_name, reader) => {
      const at = Date.now();
      const clock = carl.clock;
      carl.clock = () => at;
      for (let n = 0; n < 12; n++) {
        const items = interspersed(`pages ${n}`);
        const results = [];
        for (const pageItems of [1, 2, 7, 64, items.length]) {
          const record = reader();
          const readings = await readInPages(record, items, pageItems);
          const { room, epoch, lastHandshake, lastTime, knownKeys, entriesOfEpoch } = record.parts;
          results.push({
            timeline: room.timeline.map((each) => JSON.stringify(each)),
            refused: room.refused.map((each) => JSON.stringify(each)),
            room: toHex(sha256(snapshotProjection(room))),
            head: record.head,
            violations: violationsIn(readings),
            parts: { epoch, lastHandshake, lastTime, known: [...knownKeys.keys()], entries: [...entriesOfEpoch] },
          });
        }
        for (const result of results) expect(result, `seed ${n}`).toEqual(results[0]);
      }
      carl.clock = clock;
    },
    30_000,
  );

  test('and all that was put in shows as what it is', async () => {
    const reasons = new Set<string>();
    const kinds = new Set<string>();
    for (let n = 0; n < 12; n++) {
      const record = recordAsSeated(carl, carls);
      const readings = await readInPages(record, interspersed(`pages ${n}`), 64);
      for (const { reason } of record.room.refused) reasons.add(reason);
      for (const kind of violationsIn(readings)) kinds.add(kind);
    }
    expect([...reasons]).toEqual(expect.arrayContaining(['FORGED', 'REPLAYED', 'STALE', 'UNREADABLE']));
    expect([...kinds]).toEqual(expect.arrayContaining(['forged', 'replay', 'fork']));
  }, 20_000);
});

describe('[RECORD-1] a dishonest venue shows one reader another record:', () => {
  type Mutation = (items: Uint8Array[], from: number, by: ReturnType<typeof choices>) => void;
  const flip: Mutation = (items, from, { below }) => {
    const at = from + below(items.length - from);
    const item = Uint8Array.from(items[at] as Uint8Array);
    const place = below(item.length);
    item[place] = (item[place] as number) ^ (1 << below(8));
    items[at] = item;
  };
  const drop: Mutation = (items, from, { below }) => {
    items.splice(from + below(items.length - from), 1);
  };
  const repeat: Mutation = (items, from, { below }) => {
    const again = items[below(items.length)] as Uint8Array;
    items.splice(from + below(items.length - from + 1), 0, again);
  };
  const reorder: Mutation = (items, from, { below }) => {
    const [moved] = items.splice(from + below(items.length - from), 1);
    items.splice(from + below(items.length - from + 1), 0, moved as Uint8Array);
  };
  const splice: Mutation = (items, from, { below, of }) => {
    items.splice(from + below(items.length - from + 1), below(2), of(foreign));
  };
  const shred: Mutation = (items, from, { below }) => {
    const at = from + below(items.length - from);
    items[at] = encodeShredded(leafHash(items[at] as Uint8Array));
  };
  const invent: Mutation = (items, from, { below, bytes }) => {
    items.splice(from + below(items.length - from + 1), 0, bytes(1 + below(400)));
  };
  const mutations = { flip, drop, repeat, reorder, splice, shred, invent };

  async function fuzz(reader: () => ChannelRecord, cases: number): Promise<void> {
    const truth = reader();
    await truth.read(truth.cursor, honest.slice(truth.cursor));
    const written = shownBy(truth);
    expect(written.length).toBe(19);
    const from = Math.max(1, recordAsSeated(carl, carls).cursor);
    let noticed = 0;
    for (let n = 0; n < cases; n++) {
      const by = choices(`venue ${n}`);
      const items = [...honest];
      const done: string[] = [];
      for (let times = 1 + by.below(3); times > 0; times--) {
        const name = by.of(Object.keys(mutations) as (keyof typeof mutations)[]);
        mutations[name](items, from, by);
        done.push(name);
      }
      const about = `case ${n}: ${done.join(', ')}`;
      const record = reader();
      const readings = await readInPages(record, items, by.of([1, 5, 64]));
      const shown = shownBy(record);
      for (const each of shown) expect(written, about).toContain(each);
      expect(
        readings.some((each) => each.kind === 'handshake-refused' && each.reason === 'FAILED'),
        about,
      ).toBe(false);
      const isSame = shown.join('\n') === written.join('\n');
      const isPrefix = shown.every((each, at) => each === written[at]);
      const isNoticed =
        violationsIn(readings).length > 0 ||
        readings.some(({ kind }) => kind === 'handshake-refused') ||
        readings.some((each) => each.kind === 'skipped' && each.reason !== 'NOT_FOR_THIS_SEAT');
      if (isNoticed) noticed += 1;
      expect(isSame || isNoticed || isPrefix, about).toBe(true);
    }
    expect(noticed).toBeGreaterThan(cases / 2);
  }

  test('300 of them to a seat in the room', async () => {
    await fuzz(() => recordAsSeated(carl, carls), 300);
  }, 60_000);

  test('60 of them to a seat that comes back', async () => {
    await fuzz(() => recordFromOutside(carl, carls), 60);
  }, 60_000);
});

describe('[AUTHN-2] an author who announces its key to some and not to others', () => {
  test('is a forger to those, and heard by the rest; nothing wedges', async () => {
    const { epoch, charter } = hers.epoch;
    // The announcement as it was made, with nothing for Carl.
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const key = await keyPair(random(32));
    const whole = await hers.record.auth.announce({ epoch, charter, authKey: key.publicKey, random });
    const macs = whole.macs.map((mac, at) =>
      Buffer.compare(charter.seats[at]?.seat as Uint8Array, carls.seatId) === 0 ? new Uint8Array(mac.length) : mac,
    );
    const partial = { ...key, announcement: { ...whole, macs } };
    const first = await crooked(hers, { payload: statement('For Boris alone.'), epochKey: partial });
    // And once more, under the key that Boris knows by now.
    const second = await crooked(hers, {
      payload: statement('Again.'),
      epochKey: { ...key, announcement: undefined },
    });
    const connection = await hers.session.connection();
    for (const { item } of [first, second]) await connection.post(hers.record.parts.lastHandshake, item);
    await rest(hers, his, carls);
    expect(heard(his).slice(-2)).toEqual(['For Boris alone.', 'Again.']);
    expect(heard(carls)).not.toContain('For Boris alone.');
    expect(heard(carls)).not.toContain('Again.');
    expect(carls.projection.refused.slice(-2).map(({ reason }) => reason)).toEqual(['FORGED', 'FORGED']);
    expect(carls.violations.map(({ kind }) => kind)).toEqual(['forged', 'forged']);
    expect(his.violations).toEqual([]);
    for (const seat of [hers, his, carls]) await say(seat, 'We go on.');
    await rest(hers, his, carls);
    for (const seat of [hers, his, carls])
      expect(heard(seat).slice(-3)).toEqual(['We go on.', 'We go on.', 'We go on.']);
  });
});

describe('[RECORD-6] words that the venue shreds', () => {
  const shredded = (items: readonly Uint8Array[]) =>
    items.map((item) => (itemKind(item) === 'entry' ? encodeShredded(leafHash(item)) : item));

  async function quietRoom() {
    const rules = { rule: 'off the record', retentionDays: 30 } as const;
    const quiet = await house.found(anna, { title: 'Quiet', rules });
    const guest = await house.person('Greta');
    const gretas = await house.seat(quiet, guest, { party: 'Secretariat' });
    await rest(quiet, gretas);
    await say(quiet, 'Between us.');
    await say(gretas, 'Of course.');
    await rest(quiet, gretas);
    return { quiet, guest, gretas, items: await rawItems(quiet) };
  }

  test('fresh are words that it withholds; past the retention they are not, however long the device was away', async () => {
    const { guest, gretas, items } = await quietRoom();
    const read = async (now: number, record = recordAsSeated(guest, gretas)) => {
      guest.clock = () => now;
      return violationsIn(await record.read(record.cursor, shredded(items).slice(record.cursor)));
    };
    expect(await read(Date.now())).toEqual(expect.arrayContaining(['gap', 'gap']));
    expect(await read(Date.now() + 20 * DAY_MS)).toContain('gap');
    expect(await read(Date.now() + 31 * DAY_MS)).toEqual([]);
    expect(await read(Date.now() + 400 * DAY_MS)).toEqual([]);
    guest.clock = Date.now;
  });

  test('before a device came back are none that it can miss; in a logged channel they are', async () => {
    const { guest, gretas, items } = await quietRoom();
    const back = recordFromOutside(guest, gretas, anchorOf(gretas));
    expect(violationsIn(await back.read(0, shredded(items)))).toEqual([]);
    expect(back.parts.anchor.state).toBe('held');
    const logged = recordFromOutside(carl, carls);
    expect(violationsIn(await logged.read(0, shredded(honest)))).toContain('gap');
  });

  test('and whose leaf it makes up are another record', async () => {
    const { guest, gretas, items } = await quietRoom();
    guest.clock = () => Date.now() + 40 * DAY_MS;
    const record = recordAsSeated(guest, gretas);
    const first = (await itemsOf(gretas)).find(({ kind }) => kind === 'statement')?.position as number;
    const other = items.map((item, at) => (at === first ? encodeShredded(new Uint8Array(32)) : item));
    expect(violationsIn(await record.read(record.cursor, other.slice(record.cursor)))).toContain('fork');
    guest.clock = Date.now;
  });
});
