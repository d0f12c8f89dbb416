import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { equal } from '../../src/base/bytes.ts';
import { type Epoch, idText } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { House, heard, type Person, partyNamed, rest, say, until } from '../support/house.ts';

let house: House;
let anna: Person;
let boris: Person;
let clara: Person;
let hers: Seat;
let his: Seat;

beforeEach(async () => {
  house = await House.open();
  [anna, boris, clara] = [await house.person('Anna'), await house.person('Boris'), await house.person('Clara')];
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
});
afterEach(async () => {
  await house.close();
});

/** A new government sends somebody else. */
async function handOver(readsFrom: 'now' | Epoch): Promise<Seat> {
  const link = await hers.stewardship.invite({ expiresAt: Date.now() + 3_600_000 });
  const papers = await clara.participant.knock(link, { name: 'Clara', affiliation: 'The new ministry' });
  const knock = (await hers.stewardship.knocks()).find((each) => equal(each.knock, papers.knockId));
  if (knock === undefined) throw new Error('the knock was not heard');
  await hers.stewardship.admit(knock, {
    party: partyNamed(hers, 'Kestria'),
    role: 'member',
    consentHolder: true,
    attributes: [],
    readsFrom,
    succeeds: his.seatId,
  });
  return clara.watch(await clara.participant.admitted(papers));
}

describe('a handover', () => {
  test('[AUTH-8] lets the successor in and the predecessor out in one moment, and the room sees it', async () => {
    await say(his, 'I leave tomorrow.');
    await rest(hers, his);
    const successors = await handOver('now');
    await rest(hers, successors);
    await until(() => his.session.state.kind === 'ended');
    const [at] = hers.projection.timeline.filter(({ kind }) => kind === 'seat-handed-over');
    expect(at).toMatchObject({ from: idText(his.seatId), to: idText(successors.seatId), by: idText(hers.seatId) });
    expect(hers.projection.timeline.filter(({ kind }) => kind === 'seat-removed')).toEqual([]);
    const { seats, parties } = hers.projection.room;
    expect(seats[idText(his.seatId)]).toMatchObject({ leftAt: at?.position, succeededBy: idText(successors.seatId) });
    expect(seats[idText(successors.seatId)]).toMatchObject({ leftAt: null, succeeds: idText(his.seatId) });
    expect(Object.values(parties).find(({ name }) => name === 'Kestria')?.seatsPresent).toBe(1);
    // The predecessor reads nothing of what follows, and what was said before stays with those who heard it.
    await say(hers, 'Welcome.');
    await rest(hers, successors);
    expect(heard(successors)).toEqual(['Welcome.']);
    expect(heard(his)).toEqual(['I leave tomorrow.']);
    await expect(
      his.put('statement', { text: 'Once more.', language: 'en', inReplyTo: undefined, conveyance: undefined }),
    ).rejects.toThrow();
    expect([hers, successors].flatMap(({ violations }) => violations)).toEqual([]);
    expect([...anna.troubles, ...clara.troubles]).toEqual([]);
  });

  test('gives the successor as much to read as was chosen', async () => {
    await say(his, 'From the first day.');
    await rest(hers, his);
    const successors = await handOver(0 as Epoch);
    await rest(hers, successors);
    expect(heard(successors)).toEqual(['From the first day.']);
    expect(successors.projection.room.seats[idText(successors.seatId)]?.readsFrom).toBe(0);
  });

  test('of a party’s last seat leaves the party able to prove what is said from then on', async () => {
    const successors = await handOver('now');
    await rest(hers, successors);
    const party = () => hers.epoch.charter.parties.find(({ name }) => name === 'Kestria');
    const generation = party()?.shareKeyGeneration ?? 0;
    // The share key was the predecessor's: the successor has made another, and holds its private half.
    await until(() => successors.held.half(party()?.shareKeyGeneration ?? 0) !== undefined);
    expect(party()?.shareKeyGeneration).toBeGreaterThanOrEqual(generation);
    expect(his.held.half(party()?.shareKeyGeneration ?? 0)).toBeUndefined();
    await say(hers, 'Under the new key.');
    await rest(hers, successors);
    expect(heard(successors)).toEqual(['Under the new key.']);
  });

  test('to another party, of one’s own place, or of nobody’s is refused before anything is sent', async () => {
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 3_600_000 });
    const papers = await clara.participant.knock(link, { name: 'Clara', affiliation: '' });
    const knock = (await hers.stewardship.knocks()).find((each) => equal(each.knock, papers.knockId));
    if (knock === undefined) throw new Error('the knock was not heard');
    const seating = { role: 'member', consentHolder: false, attributes: [], readsFrom: 'now' } as const;
    const [arvelia, kestria] = [partyNamed(hers, 'Arvelia'), partyNamed(hers, 'Kestria')];
    const { admit } = hers.stewardship;
    const tried = (party: typeof arvelia, succeeds: typeof his.seatId) =>
      admit.call(hers.stewardship, knock, { ...seating, party, succeeds });
    await expect(tried(arvelia, his.seatId)).rejects.toMatchObject({ code: 'UNKNOWN_SEAT' });
    await expect(tried(arvelia, hers.seatId)).rejects.toMatchObject({ code: 'UNKNOWN_SEAT' });
    await expect(tried(kestria, new Uint8Array(16).fill(9) as typeof his.seatId)).rejects.toMatchObject({
      code: 'UNKNOWN_SEAT',
    });
    expect(hers.projection.room.seats[idText(his.seatId)]?.leftAt).toBeNull();
  });
});
