import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import type { Epoch } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { openEntry } from '../../src/protocol/seal/open-entry.ts';
import { contains } from '../support/contains.ts';
import { House, heard, type Person, rest, say, until } from '../support/house.ts';
import { itemsOf } from '../support/look-inside.ts';

let house: House;
let anna: Person;
let boris: Person;
let carl: Person;
let hers: Seat;
let his: Seat;
let carls: Seat;

beforeEach(async () => {
  house = await House.open();
  anna = await house.person('Anna');
  boris = await house.person('Boris', { line: true });
  carl = await house.person('Carl');
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  carls = await house.seat(hers, carl, { party: 'Kestria' });
  await rest(hers, his, carls);
});
afterEach(async () => {
  await house.close();
});

describe('[KEYS-2] a seat that was removed', () => {
  test('is cut off, reads nothing later and holds no key of it, whatever the venue still sends', async () => {
    await say(hers, 'While Boris sat here.');
    await rest(hers, his, carls);
    const recordBefore = his.record.parts;
    await hers.stewardship.remove(his.seatId);
    await until(() => his.session.state.kind === 'ended');
    expect(his.session.state).toEqual({ kind: 'ended', why: 'removed' });
    await hers.turnEpoch();
    await say(hers, 'When Boris had gone.');
    await say(carls, 'He has.');
    await rest(hers, carls);
    expect(heard(carls)).toEqual(['While Boris sat here.', 'When Boris had gone.', 'He has.']);

    const last = carls.epoch.epoch;
    const dump = boris.disk.dump();
    const heardOnLine = boris.line?.fromVenue ?? [];
    const removedIn = recordBefore.epoch;
    for (let epoch = removedIn + 1; epoch <= last; epoch++) {
      const secret = carls.record.parts.keyring.of(epoch as Epoch) as Uint8Array;
      expect(secret).toBeDefined();
      expect(contains(dump, secret), `the record secret of epoch ${epoch}`).toBe(false);
      expect(his.record.parts.keyring.of(epoch as Epoch)).toBeUndefined();
    }
    const channelKey = carls.record.parts.channelKeys.newest();
    expect(channelKey?.generation).toBe(1);
    expect(contains(dump, channelKey?.channelKey as Uint8Array)).toBe(false);
    expect(contains(dump, utf8('When Boris had gone.'))).toBe(false);
    for (const half of carls.held.shareKeys.filter(({ generation }) => generation > 2)) {
      expect(contains(dump, half.secret)).toBe(false);
    }
    for (const frame of heardOnLine) expect(contains(frame, utf8('When Boris had gone.'))).toBe(false);

    // Nor does what he holds open what the venue keeps.
    const opened = await itemsOf(carls);
    const late = opened.filter(({ kind }) => kind === 'statement').slice(-2);
    expect(late.length).toBe(2);
    for (const { item } of late) {
      const keyring = his.record.parts.keyring;
      const tried = await openEntry(item, {
        channel: his.identity.channel,
        recordSecret: (epoch) => keyring.of(epoch),
      });
      expect(tried.kind).toBe('not-for-this-seat');
    }
    await expect(say(his, 'Still here?')).rejects.toMatchObject({ code: 'NOT_SEATED' });
  });

  test('that was away when it was removed gets nothing more, and cannot come back from its phrase', async () => {
    await his.keepInVault();
    const elsewhere = await house.found(boris, { title: 'Elsewhere' });
    await say(elsewhere, 'Elsewhere it goes on.');
    await rest(elsewhere);
    const { phrase } = boris.participant;
    await boris.leave();
    await hers.stewardship.remove(his.seatId);
    await say(hers, 'When Boris had gone.');
    await rest(hers, carls);

    await boris.open();
    const back = boris.participant.seat(his.identity.channel) as Seat;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(heard(back)).not.toContain('When Boris had gone.');
    expect(back.session.state.kind).not.toBe('live');
    boris.kill();

    // The seat that he still has comes back; the other one stays out.
    const again = await house.newDevice('Boris').recover(phrase, house.url);
    expect(again.participant.seats.map((seat) => seat.projection.room.title)).toEqual(['Elsewhere']);
    expect(heard(again.seat)).toEqual(['Elsewhere it goes on.']);
    expect(contains(again.disk.dump(), utf8('When Boris had gone.'))).toBe(false);
    await rest(hers, carls);
    expect(hers.epoch.charter.seats.length).toBe(2);
  });
});

test('[KEYS-1] what a device keeps of an epoch can export nothing more', async () => {
  const { mls } = anna;
  const { group } = hers.epoch;
  const channel = hers.identity.channel;
  const exported = await mls.exporter(group, 'pourparler/v1/record', channel, 32).catch(() => undefined);
  expect(exported === undefined || Buffer.compare(exported, hers.epoch.recordSecret) !== 0).toBe(true);
  const kept = mls.deserialise(mls.serialise(group));
  const again = await mls.exporter(kept, 'pourparler/v1/record', channel, 32).catch(() => undefined);
  expect(again === undefined || Buffer.compare(again, hers.epoch.recordSecret) !== 0).toBe(true);
});
