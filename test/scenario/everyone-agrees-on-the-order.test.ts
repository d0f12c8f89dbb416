import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { idText } from '../../src/base/ids.ts';
import { removing, renewingShareKey } from '../../src/client/group/charter-edits.ts';
import type { Seat } from '../../src/client/seat.ts';
import { decode } from '../../src/protocol/codec/codec.ts';
import { handshakeItem } from '../../src/protocol/handshake/handshake.ts';
import { HANDSHAKE_BYTES_MAX } from '../../src/protocol/handshake/limits.ts';
import { openGroupInfo, sealGroupInfo } from '../../src/protocol/seal/channel-key.ts';
import { aCommit, altered, sendCommit } from '../support/hostile-commit.ts';
import { House, heard, type Person, partyNamed, rest, say, seatingIn } from '../support/house.ts';

let house: House;
let people: Person[];
let seats: [Seat, Seat, Seat];

beforeEach(async () => {
  house = await House.open();
  const [anna, boris, carl] = [await house.person('Anna'), await house.person('Boris'), await house.person('Carl')];
  people = [anna, boris, carl];
  const hers = await house.found(anna);
  const his = await house.seat(hers, boris, { party: 'Kestria', role: 'steward' });
  const carls = await house.seat(hers, carl, { party: 'Secretariat' });
  seats = [hers, his, carls];
  await rest(...seats);
});
afterEach(async () => {
  await house.close();
});

function expectAgreement(of: readonly Seat[] = seats): void {
  const states = of.map((seat) => ({
    epoch: seat.epoch.epoch,
    secret: Buffer.from(seat.epoch.recordSecret).toString('hex'),
    charter: Buffer.from(seat.epoch.charterBytes).toString('hex'),
    lastHandshake: seat.record.parts.lastHandshake,
    root: Buffer.from(seat.record.head.root).toString('hex'),
  }));
  for (const state of states) expect(state).toEqual(states[0]);
  for (const seat of of) expect(seat.violations).toEqual([]);
}

const refusals = (seat: Seat) => seat.projection.refused.map(({ reason }) => reason);

describe('[ORDER-1] commits at once', () => {
  test('of two stewards: each takes effect, one after the other', async () => {
    const [hers, his] = seats;
    const [dora, emil] = [await house.person('Dora'), await house.person('Emil')];
    const seat = async (steward: Seat, guest: Person, party: string) => {
      const link = await steward.stewardship.invite({ expiresAt: Date.now() + 60_000 });
      const papers = await guest.participant.knock(link, { name: guest.name, affiliation: '' });
      const [knock] = await steward.stewardship.knocks().then((all) => all.filter(({ name }) => name === guest.name));
      return { papers, knock: knock as NonNullable<typeof knock>, party };
    };
    const [d, e] = [await seat(hers, dora, 'Arvelia'), await seat(his, emil, 'Kestria')];
    await Promise.all([
      hers.stewardship.admit(d.knock, seatingIn(hers, { party: d.party })),
      his.stewardship.admit(e.knock, seatingIn(his, { party: e.party })),
    ]);
    const [doras, emils] = await Promise.all([
      dora.participant.admitted(d.papers),
      emil.participant.admitted(e.papers),
    ]);
    await rest(...seats, doras, emils);
    await rest(...seats, doras, emils);
    expectAgreement([...seats, doras, emils]);
    expect(hers.epoch.charter.seats.length).toBe(5);
    for (const person of [...people, dora, emil]) expect(person.troubles).toEqual([]);
  }, 20_000);

  test('[ORDER-3] of three devices that rotate at once, over and over, while all talk', async () => {
    const texts = seats.flatMap((_, n) => [`${n} says this.`, `${n} says that.`]);
    await Promise.all([
      ...seats.flatMap((seat) => [seat.turnEpoch(), seat.turnEpoch()]),
      ...texts.map((text, n) => say(seats[n % 3] as Seat, text)),
    ]);
    await rest(...seats);
    expectAgreement();
    for (const seat of seats) expect([...heard(seat)].sort()).toEqual([...texts].sort());
    for (const seat of seats) expect(heard(seat)).toEqual(heard(seats[0]));
  }, 20_000);
});

describe('[ORDER-2] a commit that is none is skipped by all, wedges nothing, and is shown:', () => {
  const cases: readonly [string, (hers: Seat, his: Seat, carls: Seat) => Promise<void>][] = [
    [
      'garbage where the message should be',
      async (_hers, _his, carls) => {
        const { item } = await aCommit(people[2] as Person, carls);
        await sendCommit(carls, await altered(carls, item, { message: new Uint8Array(600).fill(9) }));
      },
    ],
    [
      'another epoch in the envelope',
      async (_hers, _his, carls) => {
        const { item } = await aCommit(people[2] as Person, carls);
        await sendCommit(carls, await altered(carls, item, { epoch: 77 as never }));
      },
    ],
    [
      'a device list with one more device',
      async (_hers, _his, carls) => {
        const { item } = await aCommit(people[2] as Person, carls);
        const { deviceSeats } = decode(handshakeItem, item, HANDSHAKE_BYTES_MAX);
        const own = deviceSeats.map((each) =>
          Buffer.compare(each.seat, carls.seatId) === 0
            ? { ...each, leafSignatureKeys: [...each.leafSignatureKeys, new Uint8Array(32).fill(0xfe)] }
            : each,
        );
        await sendCommit(carls, await altered(carls, item, { deviceSeats: own }));
      },
    ],
    [
      'another posting key',
      async (_hers, _his, carls) => {
        const { item } = await aCommit(people[2] as Person, carls);
        await sendCommit(carls, await altered(carls, item, { postingKey: new Uint8Array(32).fill(3) }));
      },
    ],
    [
      'no group info, or that of another epoch',
      async (_hers, _his, carls) => {
        const { item, secret } = await aCommit(people[2] as Person, carls);
        const { rejoin, channel, id } = decode(handshakeItem, item, HANDSHAKE_BYTES_MAX);
        const sealedGroupInfo = new Uint8Array(rejoin.sealedGroupInfo.length);
        await sendCommit(carls, await altered(carls, item, { rejoin: { ...rejoin, sealedGroupInfo } }));
        // Rightly sealed, of the epoch that there is already.
        const under = { channelKey: secret.channelKey, channel };
        expect(await openGroupInfo({ ...under, handshake: id }, rejoin.sealedGroupInfo)).toBeDefined();
        const { mls } = people[2] as Person;
        const stale = await mls.groupInfo(carls.epoch.group);
        const again = { ...rejoin, sealedGroupInfo: await sealGroupInfo({ ...under, handshake: id }, stale) };
        const made = await aCommit(people[2] as Person, carls);
        await sendCommit(carls, await altered(carls, made.item, { id, rejoin: again }));
      },
    ],
    [
      'no authority: a member who throws another out',
      async (hers, his, carls) => {
        const { charter, leaves } = carls.epoch;
        const remove = leaves.filter(({ seatId }) => Buffer.compare(seatId, his.seatId) === 0);
        const changes = { remove: remove.map(({ leafIndex }) => leafIndex), charter: removing(charter, his.seatId) };
        const { item } = await aCommit(people[2] as Person, carls, changes);
        // Past the venue's own check, with the device list that there is.
        const now = decode(handshakeItem, (await aCommit(people[0] as Person, hers)).item, HANDSHAKE_BYTES_MAX);
        await sendCommit(carls, await altered(carls, item, { deviceSeats: now.deviceSeats }));
      },
    ],
    [
      'no authority: a member who renews another party’s key',
      async (_hers, _his, carls) => {
        const { charter } = carls.epoch;
        const changed = renewingShareKey(charter, partyNamed(carls, 'Kestria'), new Uint8Array(32).fill(9));
        await sendCommit(carls, (await aCommit(people[2] as Person, carls, { charter: changed })).item);
      },
    ],
    [
      'no authority: a steward who loosens the ground rules, or renames the channel',
      async (_hers, his) => {
        const { charter } = his.epoch;
        const generation = charter.generation + 1;
        const loosened = {
          ...charter,
          generation,
          groundRules: { ...charter.groundRules, rule: 'on the record' as const },
        };
        await sendCommit(his, (await aCommit(people[1] as Person, his, { charter: loosened })).item);
        const renamed = { ...charter, generation, title: 'Another matter' };
        await sendCommit(his, (await aCommit(people[1] as Person, his, { charter: renamed })).item);
      },
    ],
  ];

  test.each(cases)('%s', async (_name, misbehave) => {
    const [hers, his, carls] = seats;
    const before = hers.epoch.epoch;
    await misbehave(hers, his, carls);
    await rest(...seats);
    expect(hers.epoch.epoch).toBe(before);
    expectAgreement();
    for (const seat of seats) expect(refusals(seat)).toContain('HANDSHAKE_REFUSED');
    // Everyone goes on, the one who misbehaved too; and whoever lost a phone finds the way back.
    await his.turnEpoch();
    await Promise.all(seats.map((seat, n) => say(seat, `${n} goes on.`)));
    await rest(...seats);
    expectAgreement();
    expect(hers.epoch.epoch).toBe(before + 1);
    expect(heard(hers).length).toBe(3);
    expect(hers.projection.room.title).toBe('Harbour talks');
    expect(hers.epoch.charter.seats.map(({ seat }) => idText(seat))).toContain(idText(his.seatId));
  });
});
