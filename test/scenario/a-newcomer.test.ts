import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import { idText } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { parseInvitationLink } from '../../src/protocol/joining/invitation-link.ts';
import { type Knock, sealKnock } from '../../src/protocol/joining/knock.ts';
import { knockPost } from '../../src/protocol/wire/http-bodies.ts';
import { contains } from '../support/contains.ts';
import { House, heard, type Person, rest, say, seatingIn } from '../support/house.ts';

let house: House;
let anna: Person;
let boris: Person;
let hers: Seat;

beforeEach(async () => {
  house = await House.open();
  anna = await house.person('Anna');
  boris = await house.person('Boris');
  hers = await house.found(anna);
});
afterEach(async () => {
  await house.close();
});

const authenticities = (seat: Seat) =>
  seat.projection.statements.order.map((entry) => seat.projection.entries[entry]?.authenticity);

describe('[JOIN-3] a newcomer reads what it was given', () => {
  test('from now on: nothing of before is readable, nor on its device', async () => {
    await say(hers, 'Before.');
    await hers.turnEpoch();
    await say(hers, 'Just before.');
    const his = await house.seat(hers, boris, { party: 'Kestria', readsFrom: 'now' });
    await say(hers, 'After.');
    await rest(hers, his);
    expect(heard(his)).toEqual(['After.']);
    expect(authenticities(his)).toEqual(['verified']);
    for (const text of ['Before.', 'Just before.']) expect(contains(boris.disk.dump(), utf8(text))).toBe(false);
    for (const { epoch, recordSecret } of hers.record.parts.keyring.from(0)) {
      if (epoch < his.epoch.epoch) expect(contains(boris.disk.dump(), recordSecret)).toBe(false);
    }
    expect(his.projection.room.seats[idText(his.seatId)]?.readsFrom).toBe(his.epoch.epoch);
    expect(hers.projection.room.seats[idText(his.seatId)]?.readsFrom).toBe(his.epoch.epoch);
    expect(his.violations).toEqual([]);
  });

  test('from an earlier epoch: that and no more, and the room sees it', async () => {
    await say(hers, 'Too early.');
    await hers.turnEpoch();
    const first = hers.epoch.epoch;
    await say(hers, 'Given.');
    await hers.turnEpoch();
    await say(hers, 'Given too.', 'on the record');
    const his = await house.seat(hers, boris, { party: 'Kestria', readsFrom: first });
    await say(hers, 'After.');
    await rest(hers, his);
    expect(heard(his)).toEqual(['Given.', 'Given too.', 'After.']);
    // [AUTHN-4]: he was not there, and nobody can make him a witness.
    expect(authenticities(his)).toEqual(['not-verifiable', 'not-verifiable', 'verified']);
    expect(hers.projection.room.seats[idText(his.seatId)]?.readsFrom).toBe(first);
    expect(contains(boris.disk.dump(), utf8('Too early.'))).toBe(false);
    expect(his.record.parts.keyring.of(0 as never)).toBeUndefined();
    expect(his.violations).toEqual([]);

    // And so it stays on the next run of his device.
    await boris.reopen();
    await rest(boris.seat);
    expect(heard(boris.seat)).toEqual(['Given.', 'Given too.', 'After.']);
    expect(authenticities(boris.seat)).toEqual(['not-verifiable', 'not-verifiable', 'verified']);
  });

  test('[AUTHN-4] and finds the older entries not verifiable, never verified', async () => {
    await say(hers, 'Older.', 'on the record');
    const his = await house.seat(hers, boris, { party: 'Kestria', readsFrom: 0 as never });
    await rest(hers, his);
    expect(heard(his)).toEqual(['Older.']);
    expect(authenticities(his)).toEqual(['not-verifiable']);
  });
});

describe('a knock', () => {
  test('[JOIN-2] that the holder of the link swapped on the way shows other words', async () => {
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
    const parsed = parseInvitationLink(link);
    if (parsed === undefined) throw new Error('no link');
    const papers = await boris.participant.knock(link, { name: 'Boris', affiliation: '' });
    const mallory = await house.person('Mallory');
    // Mallory had the link too: a knock under the same name, with other keys.
    const theirs = await mallory.participant.knock(link, { name: 'Boris', affiliation: '' });
    const knocks = await hers.stewardship.knocks();
    expect(knocks.map(({ name }) => name)).toEqual(['Boris', 'Boris']);
    const words = knocks.map(({ safetyWords }) => safetyWords.join(' '));
    expect(words).toContain(papers.safetyWords.join(' '));
    expect(words).toContain(theirs.safetyWords.join(' '));
    expect(new Set(words).size).toBe(2);
  });

  test('[JOIN-1] made without the link is not shown, and one that was dismissed ends', async () => {
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
    const parsed = parseInvitationLink(link);
    if (parsed === undefined) throw new Error('no link');
    const stranger = { ...parsed, secret: new Uint8Array(32) };
    const papers = await boris.participant.knock(link, { name: 'Boris', affiliation: '' });
    const [known] = await hers.stewardship.knocks();
    const sealed = await sealKnock(stranger, papers.knockId, await aKnock(boris, link));
    const forged = { knock: new Uint8Array(16).fill(7) as never, sealed };
    const path = `/api/v1/invitations/${Buffer.from(parsed.invitation).toString('hex')}/knocks`;
    const answer = await fetch(new URL(path, house.url), {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: encode(knockPost, forged) as never,
    });
    expect(answer.ok).toBe(true);
    expect((await hers.stewardship.knocks()).length).toBe(1);
    await hers.stewardship.dismiss(known as never);
    await expect(boris.participant.admitted(papers)).rejects.toMatchObject({ code: 'INVITATION_ENDED' });
  });

  test('waits through restarts of both devices', async () => {
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
    await boris.participant.knock(link, { name: 'Boris', affiliation: '' });
    await boris.reopen();
    await anna.reopen();
    const [knock] = await anna.seat.stewardship.knocks();
    await anna.seat.stewardship.admit(knock as never, seatingIn(anna.seat, { party: 'Kestria' }));
    await boris.reopen();
    const [papers] = await boris.participant.guests();
    const his = await boris.participant.admitted(papers as never);
    await say(his, 'Here at last.');
    await rest(anna.seat);
    expect(heard(anna.seat)).toEqual(['Here at last.']);
    expect(await boris.participant.guests()).toEqual([]);
  });
});

async function aKnock(person: Person, link: string): Promise<Knock> {
  const parsed = parseInvitationLink(link);
  const papers = (await person.participant.guests())[0];
  if (parsed === undefined || papers === undefined) throw new Error('nobody knocked');
  return {
    name: 'Stranger',
    affiliation: '',
    keyPackage: papers.mlsDevice.keyPackage,
    signKey: papers.keys.sign.publicKey,
    staticKey: papers.keys.static.publicKey,
    accessKey: papers.keys.access.publicKey,
    shareKey: papers.shareKey.publicKey,
    knockKey: papers.knockKey.publicKey,
  };
}
