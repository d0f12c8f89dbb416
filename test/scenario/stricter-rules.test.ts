import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EntryId, idText } from '../../src/base/ids.ts';
import { claimedEntry, ownShareOf } from '../../src/client/disclosure/claimed-entry.ts';
import type { Seat } from '../../src/client/seat.ts';
import type { GroundRules } from '../../src/protocol/charter/ground-rules.ts';
import { hasAccepted, rulesAt, rulesInForce } from '../../src/records/rules/rules-in-force.ts';
import { House, heard, type Person, RULES, rest, say, until } from '../support/house.ts';

let house: House;
let people: [Person, Person];
/** Of Arvelia, who is the steward, and of Kestria. */
let hers: Seat;
let his: Seat;

beforeEach(async () => {
  house = await House.open({ releaseMs: 3_600_000 });
  people = [await house.person('Anna'), await house.person('Karel', { line: true })];
  hers = await house.found(people[0]);
  his = await house.seat(hers, people[1], { party: 'Kestria' });
  await rest(hers, his);
});
afterEach(async () => {
  for (const { name, troubles } of people) expect({ name, troubles }).toEqual({ name, troubles: [] });
  await house.close();
});

const offTheRecord: GroundRules = { ...RULES, rule: 'off the record' };
const refused = (code: string) => expect.objectContaining({ detail: { code } });
const ruleOf = ({ projection }: Seat, entry: EntryId) =>
  rulesAt(projection, projection.entries[idText(entry)]?.position ?? -1).rule;

async function tighten(rules: GroundRules, ...seats: readonly Seat[]): Promise<void> {
  const [first = hers, ...others] = seats;
  const { entry: tightening } = await first.post('rules-tightening', { rules });
  for (const seat of others) {
    await seat.synced();
    await seat.post('rules-assent', { tightening });
  }
  await rest(...seats);
}

/** Whether this party's share of an entry opens with its own key: noise does not. */
async function isShareReal(seat: Seat, entry: EntryId): Promise<boolean> {
  const share = await ownShareOf(seat, await claimedEntry(seat, idText(entry)), partyOf(seat));
  return share.some((byte) => byte !== 0);
}

function partyOf(seat: Seat) {
  const own = seat.epoch.charter.seats.find((one) => idText(one.seat) === idText(seat.seatId));
  if (own === undefined) throw new Error('not seated');
  return own.party;
}

describe('the ground rules of a room', () => {
  test('[RULES-2] who has not accepted them hears the others and is not heard', async () => {
    await hers.posts.acceptRules();
    await hers.posts.acceptRules();
    await his.synced();
    await say(hers, 'I have read them.');
    await his.synced();
    expect(heard(his)).toEqual(['I have read them.']);
    await expect(say(his, 'And I have not.')).rejects.toEqual(refused('NOT_ACCEPTED'));
    // Nobody else can ask an unattributed entry: this device does.
    const content = { text: 'Nor now.', language: 'en', inReplyTo: undefined, conveyance: undefined };
    await expect(his.put('statement', content, { attribution: 'unattributed' })).rejects.toEqual(
      refused('NOT_ACCEPTED'),
    );
    await his.posts.acceptRules();
    await say(his, 'Now I have.');
    await hers.synced();
    expect(heard(hers)).toEqual(['I have read them.', 'Now I have.']);
    expect(hasAccepted(hers.projection.room, idText(his.seatId))).toBe(true);
  });

  test('[RULES-4] [RULES-5] [SHARE-4] once all have agreed, the shares of what is said are noise', async () => {
    const before = await say(hers, 'The parties together can prove this.');
    await tighten(offTheRecord, hers, his);
    const after = await say(hers, 'And this nobody ever can.');
    await rest(hers, his);
    for (const seat of [hers, his]) {
      expect([ruleOf(seat, before.entry), ruleOf(seat, after.entry)]).toEqual(['Chatham House', 'off the record']);
      expect(await isShareReal(seat, before.entry)).toBe(true);
      expect(await isShareReal(seat, after.entry)).toBe(false);
      expect(seat.violations).toEqual([]);
    }
    await expect(say(his, 'Signed.', 'on the record')).rejects.toEqual(refused('ATTRIBUTION_NOT_ALLOWED'));
  });

  test('[RULES-7] who comes later is told them by who let them in, and accepts those', async () => {
    await tighten(offTheRecord, hers, his);
    const nina = await house.person('Nina');
    const newcomer = await house.seat(hers, nina, { party: 'Kestria', readsFrom: 'now' });
    await rest(hers, his, newcomer);
    expect(rulesInForce(newcomer.projection).rule).toBe('off the record');
    await expect(say(newcomer, 'Good morning.')).rejects.toEqual(refused('NOT_ACCEPTED'));
    await newcomer.posts.acceptRules();
    await say(newcomer, 'Good morning.');
    await rest(hers, his, newcomer);
    for (const seat of [hers, his, newcomer]) expect(heard(seat)).toEqual(['Good morning.']);
  });
});

describe('a stretch', () => {
  const begin = { rule: 'off the record', meeting: undefined } as const;
  const end = { rule: undefined, meeting: undefined };

  test('[RULES-6] ends with its keys: what was said unattributed while it lasted stands in it', async () => {
    await hers.post('stretch', begin);
    await his.synced();
    const content = { text: 'Between us.', language: 'en', inReplyTo: undefined, conveyance: undefined };
    const { entry, durable } = await his.put('statement', content, { attribution: 'unattributed' });
    await until(() => his.posts.waitingUnattributed.every(({ isHeld }) => isHeld));
    const { epoch } = hers.projection.room;
    await hers.post('stretch', end);
    await rest(hers, his);
    await durable;
    expect(hers.projection.room.epoch).toBe(epoch + 1);
    for (const seat of [hers, his]) {
      expect(ruleOf(seat, entry)).toBe('off the record');
      expect(rulesInForce(seat.projection).rule).toBe('Chatham House');
      expect(await isShareReal(seat, entry)).toBe(false);
    }
    const after = await say(his, 'For the room.');
    expect(await isShareReal(his, after.entry)).toBe(true);
  });

  test('[RULES-6] what was written while it lasted does not go after it by itself', async () => {
    await hers.post('stretch', begin);
    await his.synced();
    const { line } = people[1];
    if (line === undefined) throw new Error('no line');
    line.down();
    const content = { text: 'Only between us.', language: 'en', inReplyTo: undefined, conveyance: undefined };
    const { entry, durable } = await his.put('statement', content, { attribution: 'deniable' });
    durable.catch(() => {});
    await hers.post('stretch', end);
    await rest(hers);
    line.up();
    await until(() => his.waiting.some(({ refused: why }) => why === 'LOOSER_RULES'));
    expect(heard(hers)).toEqual([]);
    // Its author may say it under the present rule.
    await his.posts.retry(entry);
    await until(() => his.waiting.length === 0);
    await rest(hers, his);
    expect(heard(hers)).toEqual(['Only between us.']);
  });
});
