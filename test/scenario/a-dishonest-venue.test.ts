import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Position } from '../../src/base/ids.ts';
import type { ViolationKind } from '../../src/client/record/violation.ts';
import type { Seat } from '../../src/client/seat.ts';
import { encodeShredded } from '../../src/protocol/entry/shredded.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import { decodeClientFrame, encodeVenueFrame } from '../../src/protocol/wire/frame.ts';
import { FramedItems, itemsFrameOf } from '../support/framed-items.ts';
import { House, heard, type Person, rest, say, until } from '../support/house.ts';
import { itemsOf, rawItems } from '../support/look-inside.ts';
import { readAs } from '../support/read-as.ts';

let house: House;
let anna: Person;
let boris: Person;
let hers: Seat;
let his: Seat;

beforeEach(async () => {
  house = await House.open();
  anna = await house.person('Anna');
  boris = await house.person('Boris', { line: true });
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
});
afterEach(async () => {
  await house.close();
});

const line = () => boris.line as NonNullable<Person['line']>;
const kinds = (seat: Seat): readonly ViolationKind[] => seat.violations.map(({ kind }) => kind);

/** Four statements in two epochs, and the items from Boris's admission on. */
async function aRecord() {
  await say(hers, 'First.');
  await his.synced();
  await say(his, 'Second.');
  await hers.turnEpoch();
  await rest(hers, his);
  await say(hers, 'Third.');
  await his.synced();
  await say(his, 'Fourth.');
  await rest(hers, his);
  const items = [...(await rawItems(his))];
  const at = (await itemsOf(his)).flatMap(({ kind, position }) => (kind === 'statement' ? [position] : []));
  return { items, at: at as [number, number, number, number] };
}

describe('a record that the venue tampers with', () => {
  test('reads as it is when it is what it was', async () => {
    const { items } = await aRecord();
    const reader = await readAs(boris, his, items);
    expect(reader.violations).toEqual([]);
    expect(reader.heard).toEqual(['First.', 'Second.', 'Third.', 'Fourth.']);
  });

  test('[RECORD-1] two entries in another order are noticed by whoever answers them', async () => {
    const { items, at } = await aRecord();
    const [first, second] = at;
    [items[first], items[second]] = [items[second] as Uint8Array, items[first] as Uint8Array];
    const { violations } = await readAs(boris, his, items);
    expect(violations).toContain('ahead');
    expect(violations).toContain('fork');
  });

  test('[RECORD-1] a dropped entry is noticed at the next that was made in its sight', async () => {
    const { items, at } = await aRecord();
    items.splice(at[2], 1);
    expect((await readAs(boris, his, items)).violations.length).toBeGreaterThan(0);
  });

  test('[RECORD-1] an altered byte is noticed, wherever it stands, and the entry is not read', async () => {
    const { items, at } = await aRecord();
    const whole = items[at[2]] as Uint8Array;
    for (const place of [3, 30, 70, 100, whole.length - 1]) {
      items[at[2]] = whole.with(place, (whole[place] as number) ^ 1);
      const reader = await readAs(boris, his, items);
      expect(reader.heard, `byte ${place}`).not.toContain('Third.');
      expect(reader.violations, `byte ${place}`).toContain('fork');
    }
  });

  test('[RECORD-3] an entry that comes twice counts once, in its epoch and in a later one', async () => {
    const { items, at } = await aRecord();
    for (const behind of [at[1], at[3]]) {
      const repeated = items.toSpliced(behind + 1, 0, items[at[0]] as Uint8Array);
      const reader = await readAs(boris, his, repeated);
      expect(reader.violations).toContain('replay');
      expect(reader.heard.filter((text) => text === 'First.').length).toBe(1);
    }
  });

  test('an entry of another channel is none of this one', async () => {
    const { items, at } = await aRecord();
    const elsewhere = await house.found(anna, { title: 'Elsewhere' });
    await say(elsewhere, 'Elsewhere.');
    const foreign = (await itemsOf(elsewhere)).find(({ kind }) => kind === 'statement')?.item as Uint8Array;
    const reader = await readAs(boris, his, items.toSpliced(at[1], 0, foreign));
    expect(reader.heard).not.toContain('Elsewhere.');
    expect(reader.violations).toContain('fork');
  });

  test('[RECORD-2] positions that were left out are asked for again, and noticed', async () => {
    let isLeaving = true;
    line().onFrameFromVenue = (frame) => {
      const items = FramedItems.in(frame);
      if (!isLeaving || items === undefined) return [frame];
      isLeaving = false;
      return [];
    };
    await say(hers, 'Left out.');
    await say(hers, 'And then?');
    await until(() => heard(his).length === 2);
    expect(heard(his)).toEqual(['Left out.', 'And then?']);
    expect(kinds(his)).toContain('gap');
  });

  test('items put in the place of shredded ones hide nothing: nothing is shredded here', async () => {
    await say(hers, 'Hidden.');
    await rest(hers, his);
    const items = [...(await rawItems(his))];
    const at = (await itemsOf(his)).findIndex(({ kind }) => kind === 'statement');
    items[at] = encodeShredded(leafHash(items[at] as Uint8Array));
    const reader = await readAs(boris, his, items);
    expect(reader.violations).toContain('gap');
  });

  test('two members who are shown different records find out when one answers the other', async () => {
    let isForking = false;
    // Boris is told that Anna said nothing: her words never reach him, and he goes on.
    line().onFrameFromVenue = (frame) => {
      const items = FramedItems.in(frame);
      return isForking && items !== undefined ? [] : [frame];
    };
    isForking = true;
    await say(hers, 'Kept from Boris.');
    const items = await rawItems(hers);
    // The venue makes up a record for him in which his own answer follows at once.
    isForking = false;
    const put = await his.put('statement', {
      text: 'Nobody?',
      language: 'en',
      inReplyTo: undefined,
      conveyance: undefined,
    });
    await put.durable;
    await rest(hers, his);
    expect(heard(hers)).toContain('Nobody?');
    const answer = (await rawItems(hers)).at(-1) as Uint8Array;
    const forked = [...items.slice(0, -1), answer];
    const reader = await readAs(boris, his, forked);
    expect(reader.heard).not.toContain('Kept from Boris.');
    const later = await readAs(boris, his, [...forked, ...(await rawItems(hers)).slice(items.length - 1)]);
    expect(later.violations.length).toBeGreaterThan(0);
  });

  test('a venue that acknowledges an entry and drops it is found out', async () => {
    const acknowledged = (await rawItems(hers)).length as Position;
    let answered = false;
    line().onFrameFromPerson = (frame) => {
      const { requestId, message } = decodeClientFrame(frame);
      if (message.kind !== 'post' || answered) return [frame];
      answered = true;
      line().say(encodeVenueFrame(requestId, { kind: 'posted', position: acknowledged }));
      return [];
    };
    await his.put('statement', { text: 'Dropped.', language: 'en', inReplyTo: undefined, conveyance: undefined });
    await until(() => answered);
    await say(hers, 'Next.');
    await until(() => kinds(his).includes('lost'));
    expect(his.waiting.map(({ refused }) => refused)).toEqual(['LOST']);
    await boris.reopen();
    expect(kinds(boris.seat)).toContain('lost');
    expect(boris.seat.waiting.length).toBe(1);
  });

  test('an entry that is said again in a later epoch does not make its author repeat it', async () => {
    await say(his, 'Once.');
    await rest(hers, his);
    const own = (await itemsOf(his)).find(({ kind }) => kind === 'statement')?.item as Uint8Array;
    await hers.turnEpoch();
    await rest(hers, his);
    const size = his.record.cursor;
    line().say(itemsFrameOf(size, [own]));
    await until(() => kinds(his).includes('replay'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await hers.synced();
    expect(heard(hers)).toEqual(['Once.']);
  });

  test('[ORDER-4] an entry that the venue puts behind its epoch’s end goes again', async () => {
    let held: Uint8Array | undefined;
    line().onFrameFromPerson = (frame) => {
      const { requestId, message } = decodeClientFrame(frame);
      if (message.kind !== 'post' || held !== undefined) return [frame];
      held = message.item;
      line().say(encodeVenueFrame(requestId, { kind: 'posted', position: (size + 1) as Position }));
      return [];
    };
    const size = his.record.cursor;
    await his.put('statement', { text: 'Late.', language: 'en', inReplyTo: undefined, conveyance: undefined });
    await until(() => held !== undefined);
    // The venue orders a handshake first, and the entry behind it.
    line().onFrameFromVenue = (frame) => {
      const items = FramedItems.in(frame);
      return items === undefined || items.unasked === false
        ? [frame]
        : [frame, itemsFrameOf(size + 1, [held as Uint8Array])];
    };
    line().onFrameFromPerson = (frame) => [frame];
    await hers.turnEpoch();
    await until(() => his.projection.refused.some(({ reason }) => reason === 'STALE'));
    line().onFrameFromVenue = (frame) => [frame];
    await until(async () => {
      await hers.synced();
      return heard(hers).includes('Late.');
    });
    expect(heard(hers)).toEqual(['Late.']);
  });

  test('a record that is shorter than what was read of it is a violation, and stays one', async () => {
    await say(hers, 'One.');
    await rest(hers, his);
    line().onFrameFromPerson = (frame) => {
      const { requestId, message } = decodeClientFrame(frame);
      if (message.kind !== 'login') return [frame];
      line().say(encodeVenueFrame(requestId, { kind: 'refused', code: 'BEYOND_THE_RECORD', retryAfterMs: undefined }));
      return [];
    };
    line().cut();
    await until(() => kinds(his).includes('rollback'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(kinds(his)).toEqual(['rollback']);
  });
});
