import { expect, test, vi } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import { IndexedDbStorage } from '../../src/client/storage/indexed-db-storage.ts';
import { browserDisk } from '../../src/web/engine/device-disk.ts';
import { DeviceKeeper } from '../../src/web/engine/device-keeper.ts';
import type { Keeping, Key } from '../../src/web/engine/gate.ts';

// A passphrase is stretched for a second; where everything else runs too, for many.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const PASSPHRASE = 'four lanterns over harbour';

function keeperOf(profile: string, host = 'venue.example'): DeviceKeeper {
  return new DeviceKeeper({ disk: browserDisk(profile), rpId: host, random });
}

/** What a tab answers with, and how a device is kept by it. */
function passkey(): { readonly key: Key; readonly keeping: Extract<Keeping, { kind: 'passkey' }> } {
  const of = { credentialId: random(16), output: random(32) };
  return { key: { kind: 'passkey', ...of }, keeping: { kind: 'passkey', ...of, salt: random(32) } };
}

async function open(keeper: DeviceKeeper, key: Key) {
  const storage = await keeper.unlock(key);
  if (storage === 'wrong') throw new Error('it does not open');
  return storage;
}

test('a device that a passphrase keeps opens by it, by another one that takes its place, and by a passkey', async () => {
  const profile = crypto.randomUUID();
  const keeper = keeperOf(profile);
  expect(await keeper.state()).toEqual({ kind: 'new' });
  const first = await keeper.create({ kind: 'passphrase', passphrase: PASSPHRASE });
  await first.write({ put: { said: utf8('barley') } });
  const way = passkey();
  await keeper.add(way.keeping);
  await expect(keeper.add(way.keeping)).rejects.toMatchObject({ failure: { code: 'PASSKEY_KNOWN' } });
  const short = keeper.changePassphrase({ from: PASSPHRASE, to: 'short' });
  await expect(short).rejects.toMatchObject({ failure: { code: 'PASSPHRASE_TOO_SHORT' } });
  const to = 'vouchers against barley';
  expect(await keeper.changePassphrase({ from: 'a guess that is long', to })).toBe('wrong');
  expect(await keeper.changePassphrase({ from: PASSPHRASE, to })).toBe('changed');
  await first.close();

  const again = keeperOf(profile);
  const { credentialId, salt } = way.keeping;
  const ways = [{ kind: 'passphrase' }, { kind: 'passkey', credentialId, salt }];
  expect(await again.state()).toEqual({ kind: 'locked', by: ways });
  expect(await keeperOf(profile, 'other.example').state()).toEqual({ kind: 'locked', by: ways.slice(0, 1) });
  expect(await again.unlock({ kind: 'passphrase', passphrase: PASSPHRASE })).toBe('wrong');
  expect(await again.unlock(passkey().key)).toBe('wrong');
  for (const key of [{ kind: 'passphrase', passphrase: to } as const, way.key]) {
    const storage = await open(again, key);
    expect(await storage.get('said')).toEqual(utf8('barley'));
    await storage.close();
    again.close();
  }

  await again.forget();
  expect(await again.state()).toEqual({ kind: 'new' });
});

test('a device that a passkey keeps can have a passphrase as well', async () => {
  const keeper = keeperOf(crypto.randomUUID());
  const way = passkey();
  await keeper.create(way.keeping);
  await keeper.add({ kind: 'passphrase', passphrase: PASSPHRASE });
  expect(await keeper.state()).toMatchObject({ kind: 'locked', by: [{ kind: 'passphrase' }, { kind: 'passkey' }] });
  await keeper.forget();
});

test('a passphrase that will not do leaves a new device, and what was left of an attempt goes', async () => {
  const profile = crypto.randomUUID();
  const left = await IndexedDbStorage.open(`pourparler/${profile}`);
  await left.write({ put: { said: utf8('barley') } });
  await left.close();
  const keeper = keeperOf(profile);
  expect(await keeper.state()).toEqual({ kind: 'new' });
  const refused = keeper.create({ kind: 'passphrase', passphrase: 'aaaaaaaaaaaa' });
  await expect(refused).rejects.toMatchObject({ failure: { area: 'app', code: 'PASSPHRASE_TOO_UNIFORM' } });
  expect(await keeper.state()).toEqual({ kind: 'new' });
  const storage = await keeper.create(passkey().keeping);
  await storage.close();
  const inner = await IndexedDbStorage.open(`pourparler/${profile}`);
  expect((await inner.list('')).map(([key]) => key)).toEqual(['lock']);
  await inner.write({ put: { lock: new Uint8Array(99) } });
  await inner.close();
  expect(await keeper.state()).toMatchObject({ kind: 'failed', failure: { area: 'app', code: 'LOCK_UNREADABLE' } });
  await keeper.forget();
});

test('a session that keeps nothing has no lock and leaves nothing', async () => {
  const keeper = keeperOf(crypto.randomUUID());
  const storage = await keeper.create({ kind: 'nothing' });
  await storage.write({ put: { said: utf8('barley') } });
  expect(await keeper.state()).toEqual({ kind: 'new' });
  const change = keeper.changePassphrase({ from: PASSPHRASE, to: PASSPHRASE });
  await expect(change).rejects.toMatchObject({ failure: { code: 'NOTHING_KEPT' } });
});
