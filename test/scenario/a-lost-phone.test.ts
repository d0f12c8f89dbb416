import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VenueHttp } from '../../src/client/connection/venue-http.ts';
import type { Seat } from '../../src/client/seat.ts';
import { parseRecoveryPhrase } from '../../src/protocol/joining/recovery-phrase.ts';
import { openVaultItem } from '../../src/protocol/joining/vault-item.ts';
import { signVaultWrite, vaultItemKeys, vaultKey } from '../../src/protocol/joining/vault-keys.ts';
import { House, heard, type Person, rest, say } from '../support/house.ts';

let house: House;
let anna: Person;
let boris: Person;
let hers: Seat;
let his: Seat;

beforeEach(async () => {
  house = await House.open();
  anna = await house.person('Anna');
  boris = await house.person('Boris');
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
});
afterEach(async () => {
  await house.close();
});

const vaultOf = (person: Person) => {
  const parsed = parseRecoveryPhrase(person.participant.phrase);
  if (parsed.kind !== 'phrase') throw new Error(parsed.kind);
  return vaultKey(parsed.entropy);
};

async function itemOf(person: Person, index: number) {
  const keys = await vaultItemKeys(vaultOf(person), index);
  const answer = await new VenueHttp(house.url).vaultItem(keys.id);
  return { keys, answer, item: answer && (await openVaultItem(keys, answer.sealed)) };
}

describe('a phone is lost, and the phrase is not', () => {
  test('all seats come back, with what they read, who said it, and the keys that they held', async () => {
    const second = await house.found(boris, { title: 'His own', party: 'Arvelia' });
    await say(second, 'In his own room.');
    await say(hers, 'Deniably.');
    await say(his, 'On the record.', 'on the record');
    await hers.turnEpoch();
    await say(hers, 'Later.', 'on the record');
    await his.disclosure.roster.offerConsentKey();
    await rest(hers, his, second);
    await his.keepInVault();
    const { phrase } = boris.participant;
    const held = { consentKey: his.held.consentKey, halves: his.held.shareKeys };
    const shown = heard(his);
    const old = boris;

    const again = await house.newDevice('Boris').recover(phrase, house.url);
    expect(again.participant.phrase).toBe(phrase);
    expect(again.participant.seats.map((seat) => seat.projection.room.title).sort()).toEqual([
      'Harbour talks',
      'His own',
    ]);
    const back = again.participant.seat(his.identity.channel) as Seat;
    await rest(back, hers);
    expect(heard(back)).toEqual(shown);
    expect(heard(again.participant.seat(second.identity.channel) as Seat)).toEqual(['In his own room.']);
    expect(back.held.consentKey).toEqual(held.consentKey);
    for (const { generation, secret } of held.halves) expect(back.held.half(generation)).toEqual(secret);
    const authenticities = back.projection.statements.order.map(
      (entry) => back.projection.entries[entry]?.authenticity,
    );
    expect(authenticities).toEqual(['verified', 'verified', 'verified']);
    expect(back.violations).toEqual([]);

    // The room has seen it, and the phone that was lost is out.
    await say(back, 'It is me.', 'on the record');
    await say(hers, 'Welcome back.');
    await rest(hers, back);
    expect(heard(hers).slice(-2)).toEqual(['It is me.', 'Welcome back.']);
    expect(heard(back)).toEqual(heard(hers));
    expect(hers.epoch.charter.seats.length).toBe(2);
    expect(hers.epoch.leaves.length).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(old.participant.seat(his.identity.channel)?.session.state.kind).not.toBe('live');
    expect(heard(his)).not.toContain('Welcome back.');
    expect(again.troubles).toEqual([]);
  }, 15_000);

  test('what the old device had kept and the new one is told agree, to the word', async () => {
    await say(hers, 'One.');
    await hers.turnEpoch();
    await say(his, 'Two.');
    await his.turnEpoch();
    await say(hers, 'Three.');
    await rest(hers, his);
    await his.keepInVault();
    const timeline = his.projection.timeline.map((item) => ({ ...item }));
    const again = await house.newDevice('Boris').recover(boris.participant.phrase, house.url);
    await rest(again.seat);
    const told = again.seat.projection.timeline.filter(({ position }) => position >= (timeline[0]?.position ?? 0));
    expect(told.filter(({ kind }) => kind === 'entry')).toEqual(timeline.filter(({ kind }) => kind === 'entry'));
    const turned = (of: readonly { kind: string }[]) => of.filter(({ kind }) => kind === 'epoch-turned');
    expect(turned(told).slice(0, turned(timeline).length)).toEqual(turned(timeline));
  });

  test('cut short, it goes on when the new device is opened again', async () => {
    await say(hers, 'Before.');
    await rest(hers, his);
    await his.keepInVault();
    const { phrase } = boris.participant;
    const next = house.newDevice('Boris');
    next.disk.failsAfter = ({ put }) => Object.keys(put ?? {}).some((key) => key.endsWith('/pending'));
    void next.recover(phrase, house.url).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 600));
    await next.open();
    await rest(next.seat, hers);
    await say(next.seat, 'Here.');
    await rest(next.seat, hers);
    expect(heard(hers)).toEqual(['Before.', 'Here.']);
    expect(heard(next.seat)).toEqual(['Before.', 'Here.']);
    expect(next.troubles).toEqual([]);
  });

  test('cut short while the seats come, all of them are there with their person, or none', async () => {
    const second = await house.found(boris, { title: 'Another' });
    await rest(hers, his, second);
    await his.keepInVault();
    await second.keepInVault();
    const { phrase } = boris.participant;
    const next = house.newDevice('Boris');
    next.disk.failsAfter = ({ put }) => Object.keys(put ?? {}).some((key) => key.endsWith('/identity'));
    void next.recover(phrase, house.url).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 600));
    await next.open();
    expect(next.participant.phrase).toBe(phrase);
    expect(next.participant.seats).toHaveLength(2);
    await rest(...next.participant.seats, hers);
  });

  test('[VAULT-2] an older version is refused, and a device that was started again writes a newer one', async () => {
    await his.keepInVault();
    const { keys, answer, item } = await itemOf(boris, 0);
    if (answer === undefined || item === undefined) throw new Error('nothing in the vault');
    const connection = await his.session.connection();
    const older = answer.version - 1;
    const put = (version: number, sealed: Uint8Array, signature: Uint8Array) =>
      connection.do({ kind: 'vault-put', id: keys.id, version, writeKey: keys.write.publicKey, signature, sealed });
    const signature = await signVaultWrite(keys, older, answer.sealed);
    await expect(put(older, answer.sealed, signature)).rejects.toMatchObject({ detail: { code: 'VAULT_STALE' } });
    expect((await itemOf(boris, 0)).answer?.version).toBe(answer.version);

    for (let n = 0; n < 3; n++) await his.keepInVault();
    await boris.reopen();
    his = boris.seat;
    await rest(his);
    await his.held.keepConsentKey(new Uint8Array(32).fill(5));
    await his.keepInVault();
    expect((await itemOf(boris, 0)).item?.consentKey).toEqual(new Uint8Array(32).fill(5));
  });

  test('[VAULT-3] what was said off the record is not in the vault, nor comes back from it', async () => {
    const quiet = await house.found(boris, { title: 'Quiet', rules: { rule: 'off the record', retentionDays: 30 } });
    await say(quiet, 'Between us.');
    await rest(quiet);
    await quiet.keepInVault();
    const { item } = await itemOf(boris, 1);
    expect(item?.seat).toEqual(quiet.seatId);
    expect(item?.recordSecrets).toEqual([]);
    const again = await house.newDevice('Boris').recover(boris.participant.phrase, house.url);
    const back = again.participant.seat(quiet.identity.channel) as Seat;
    await rest(back);
    expect(heard(back)).toEqual([]);
    await say(back, 'And on.');
    expect(heard(back)).toEqual(['And on.']);
  });

  test('a phrase of nobody finds nothing', async () => {
    const stranger = await house.person('Stranger');
    await expect(house.newDevice('X').recover(stranger.participant.phrase, house.url)).rejects.toMatchObject({
      code: 'PHRASE_WITHOUT_SEATS',
    });
  });
});
