// Somebody has the disk, and everything that ever stood on it; the device was locked.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { toBase64, toBase64Url, toHex } from '../../src/base/text-encodings.ts';
import type { Device } from '../../src/client/device.ts';
import { createLock } from '../../src/client/device-lock/device-lock.ts';
import { readLock, writeLock } from '../../src/client/device-lock/kept-lock.ts';
import { addPassphrase, unlockWithPassphrase } from '../../src/client/device-lock/passphrase-key.ts';
import type { Seat } from '../../src/client/seat.ts';
import { EncryptedStorage } from '../../src/client/storage/encrypted-storage.ts';
import type { Storage } from '../../src/client/storage/storage.ts';
import type { Mls } from '../../src/protocol/mls/mls.ts';
import { createMls } from '../../src/protocol/mls/ts-mls/create-mls.ts';
import { contains, spellings } from '../support/contains.ts';
import { House, heard, Person, rest, say } from '../support/house.ts';

// A passphrase is stretched for a second; where everything else runs too, for many.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const random = (length: number) => new Uint8Array(randomBytes(length));

const PASSPHRASE = 'four lanterns over harbour';
const TITLE = 'Zanzibar corridor talks';
const WORDS = ['Ransomed barley against vouchers', 'Quixotic pontoons', 'And nothing by rail'];
const NAMES = ['Annabella', 'Vrontis', 'Borislav', 'Kemeny', 'Arveliandia', 'Kestrianople', TITLE];
/** How the engine calls what it keeps, and by what these things could be known. */
const PLACES = [
  'seat/',
  'record/',
  'participant',
  'checkpoint',
  'identity',
  'outbox',
  'journal',
  'localhost',
  '127.0.0',
];

/** A person whose device is unlocked by a passphrase whenever it is opened. */
class LockedPerson extends Person {
  #storage: Storage | undefined;

  override async open(): Promise<this> {
    const inner = this.disk.plug();
    const kept = await readLock(inner);
    if (kept.kind === 'unreadable') throw new Error(kept.kind);
    const deviceKey = kept.kind === 'none' ? await newDeviceKey(inner) : await deviceKeyOf(inner, PASSPHRASE);
    if (deviceKey === undefined) throw new Error('the passphrase is wrong');
    this.#storage = await EncryptedStorage.open(inner, { deviceKey, random });
    return await super.open();
  }

  override device(): Device {
    if (this.#storage === undefined) throw new Error('the device is locked');
    return { mls: this.mls, clock: this.clock, random, storage: this.#storage };
  }
}

async function newDeviceKey(inner: Storage): Promise<Uint8Array> {
  const { lock, deviceKey } = createLock(random);
  const added = await addPassphrase(lock, { deviceKey, passphrase: PASSPHRASE, random });
  if (added.kind !== 'added') throw new Error(added.kind);
  await writeLock(inner, added.lock);
  return deviceKey;
}

async function deviceKeyOf(inner: Storage, passphrase: string): Promise<Uint8Array | undefined> {
  const kept = await readLock(inner);
  if (kept.kind !== 'locked') throw new Error(kept.kind);
  const unlocked = await unlockWithPassphrase(kept.lock, passphrase);
  return unlocked.kind === 'open' ? unlocked.deviceKey : undefined;
}

let house: House;
let mls: Mls;
let anna: LockedPerson;
let boris: Person;
let hers: Seat;
let his: Seat;

beforeAll(async () => {
  house = await House.open();
  mls = await createMls();
  anna = await new LockedPerson('Annabella Vrontis', mls).open();
  boris = await house.person('Borislav Kemeny');
  const parties = ['Arveliandia', 'Kestrianople'].map((name) => ({ name, secretariat: false }));
  hers = await house.found(anna, { title: TITLE, parties, party: 'Arveliandia' });
  his = await house.seat(hers, boris, { party: 'Kestrianople' });
  await say(hers, WORDS[0] as string, 'on the record');
  await say(his, WORDS[1] as string);
  await rest(hers, his);

  anna = await anna.reopen();
  hers = anna.seat;
  await hers.turnEpoch();
  await say(hers, WORDS[2] as string);
  await rest(hers, his);
  // A device puts its record down when an epoch ends.
  await hers.turnEpoch();
  await rest(hers, his);
});
afterAll(async () => {
  anna.kill();
  await house.close();
});

/** All that stands on a disk and ever stood there. */
function everything({ disk }: Person): Uint8Array {
  const past = [...disk.past].flatMap(([key, values]) => [Buffer.from(key), ...values]);
  return Buffer.concat([disk.dump(), ...past]);
}

function writings(bytes: Uint8Array): readonly Uint8Array[] {
  return [bytes, ...[toHex(bytes), toHex(bytes).toUpperCase(), toBase64(bytes), toBase64Url(bytes)].flatMap(spellings)];
}

/** What a thief would look for, with all ways to write it down. */
function sought(seat: Seat, person: Person): readonly (readonly [string, readonly Uint8Array[]])[] {
  const { keyring, channelKeys } = seat.record.parts;
  const secrets: [string, Uint8Array][] = [
    ['channel', seat.identity.channel],
    ['seat', seat.seatId],
    ['seat secret', seat.identity.seatSecret],
    ['signing key', seat.keys.sign.seed],
    ...keyring.from(0).map(({ recordSecret }): [string, Uint8Array] => ['record secret', recordSecret]),
    ...channelKeys.from(0).map(({ channelKey }): [string, Uint8Array] => ['channel key', channelKey]),
    ...seat.held.shareKeys.map(({ secret }): [string, Uint8Array] => ['share key', secret]),
  ];
  return [
    ...[...WORDS, ...NAMES, ...PLACES, person.participant.phrase].map((text) => [text, spellings(text)] as const),
    ...secrets.map(([name, bytes]) => [name, writings(bytes)] as const),
  ];
}

describe('the disk of a locked device', () => {
  test('was talked on, and opened again by its passphrase', () => {
    expect(heard(hers)).toEqual(WORDS);
    expect(heard(his)).toEqual(WORDS);
    expect([...hers.violations, ...his.violations]).toEqual([]);
    expect([...anna.troubles, ...boris.troubles]).toEqual([]);
    expect(everything(anna).length).toBeGreaterThan(20_000);
  });

  test('holds no word, name, id, key, nor what its rows are for, in any spelling; one without a lock does', () => {
    const [locked, open] = [everything(anna), everything(boris)];
    for (const [what, ways] of sought(hers, anna)) {
      for (const way of ways) expect(contains(locked, way), what).toBe(false);
    }
    const found = sought(his, boris).filter(([, ways]) => ways.some((way) => contains(open, way)));
    const names = found.map(([what]) => what);
    for (const what of [...WORDS, 'Borislav', TITLE, 'checkpoint', 'channel', 'seat', 'seat secret', 'record secret']) {
      expect(names).toContain(what);
    }
  });

  test('holds rows of two kinds and a lock, and no two values alike', () => {
    const rows = anna.disk.keys().filter((key) => key !== 'lock');
    expect(rows.length).toBe(anna.disk.keys().length - 1);
    for (const row of rows) expect(row).toMatch(/^[nv]\/[0-9a-f]{64}$/);
    const values = rows.flatMap((row) => (anna.disk.past.get(row) ?? []).map(toHex));
    expect(new Set(values).size).toBe(values.length);
    const names = rows.filter((row) => row.startsWith('n/'));
    const sizes = names.flatMap((row) => (anna.disk.past.get(row) ?? []).map(({ length }) => length));
    expect(new Set(sizes).size).toBe(1);
  });

  test('opens by no other passphrase', async () => {
    anna.kill();
    expect(await deviceKeyOf(anna.disk.plug(), 'four lanterns over harbours')).toBeUndefined();
  });

  test('opens by an older copy of the lock, and reads an older copy of a row: it keeps secrets, not time', async () => {
    const inner = anna.disk.plug();
    const [older] = anna.disk.past.get('lock') ?? [];
    const deviceKey = await deviceKeyOf(inner, PASSPHRASE);
    if (older === undefined || deviceKey === undefined) throw new Error('there was a lock');
    const [row, versions] = [...anna.disk.past].find(([key, past]) => key.startsWith('v/') && past.length > 1) ?? [];
    if (row === undefined || versions?.[0] === undefined) throw new Error('nothing was written twice');
    await inner.write({ put: { lock: older, [row]: versions[0] } });
    expect(await deviceKeyOf(inner, PASSPHRASE)).toEqual(deviceKey);
    const storage = await EncryptedStorage.open(inner, { deviceKey, random });
    expect(await storage.list('')).toHaveLength((await inner.list('n/')).length);
  });

  test('with rows swapped does not read', async () => {
    const inner = anna.disk.plug();
    const deviceKey = await deviceKeyOf(inner, PASSPHRASE);
    if (deviceKey === undefined) throw new Error('the passphrase is wrong');
    const [[one, first] = ['', new Uint8Array()], [two, second] = ['', new Uint8Array()]] = await inner.list('v/');
    await inner.write({ put: { [one]: second, [two]: first } });
    const storage = await EncryptedStorage.open(inner, { deviceKey, random });
    await expect(storage.list('')).rejects.toMatchObject({ code: 'ROW_BROKEN' });
  });
});
