import { beforeEach, describe, expect, test } from 'vitest';
import { MemoryStorage } from '../../client/storage/memory-storage.ts';
import type { DeviceDisk } from './device-disk.ts';
import { DeviceKeeper } from './device-keeper.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const said = new TextEncoder().encode('The gauge at Orre stood at 411.20 this morning.');
const passkey = { kind: 'passkey', credentialId: random(20), salt: random(32), output: random(32) } as const;

/** Outlives whoever has it open. */
class Disk extends MemoryStorage {
  override async close(): Promise<void> {}
}

let kept: MemoryStorage | undefined;
let keeper: DeviceKeeper;

const disk: DeviceDisk = {
  exists: async () => kept !== undefined,
  open: async () => (kept ??= new Disk()),
  erase: async () => {
    kept = undefined;
  },
};

beforeEach(() => {
  kept = undefined;
  keeper = anew();
});

/** As after the page was loaded again. */
function anew(): DeviceKeeper {
  return new DeviceKeeper({ disk, rpId: 'venue.example', random });
}

describe('a device kept by a passkey', () => {
  test('is new, then locked, and opens by that passkey alone', async () => {
    expect(await keeper.state()).toEqual({ kind: 'new' });
    const storage = await keeper.create(passkey);
    await storage.write({ put: { word: said } });
    const { kind, credentialId, salt } = passkey;
    expect(keeper.waysIn).toEqual([{ kind, credentialId, salt }]);

    const later = anew();
    expect(await later.state()).toEqual({ kind: 'locked', by: [{ kind, credentialId, salt }] });
    expect(await later.unlock({ ...passkey, output: random(32) })).toBe('wrong');
    expect(later.deviceKey).toBeUndefined();
    const opened = await later.unlock(passkey);
    expect(opened === 'wrong' ? opened : await opened.get('word')).toEqual(said);
  });

  test('keeps nothing readable', async () => {
    const storage = await keeper.create(passkey);
    await storage.write({ put: { word: said } });
    const rows = (await kept?.list('')) ?? [];
    expect(rows.length).toBeGreaterThan(1);
    for (const [name, value] of rows) expect(`${name} ${new TextDecoder().decode(value)}`).not.toMatch(/word|gauge/);
  });

  test('goes on with a key that was handed on, and not with another', async () => {
    const storage = await keeper.create(passkey);
    await storage.write({ put: { word: said } });
    const deviceKey = keeper.deviceKey?.slice();
    if (deviceKey === undefined) throw new Error('the device is open');
    expect(await anew().resume(random(32))).toBe('wrong');
    const opened = await anew().resume(deviceKey);
    expect(opened === 'wrong' ? opened : await opened.get('word')).toEqual(said);
  });

  test('takes a second way in, and neither the same twice nor a passphrase that is too short', async () => {
    await keeper.create(passkey);
    await expect(keeper.add(passkey)).rejects.toMatchObject({ failure: { code: 'PASSKEY_KNOWN' } });
    const short = keeper.add({ kind: 'passphrase', passphrase: 'short' });
    await expect(short).rejects.toMatchObject({ failure: { code: 'PASSPHRASE_TOO_SHORT' } });
    await keeper.add({ kind: 'passphrase', passphrase: 'barley against vouchers' });
    expect(keeper.waysIn.map(({ kind }) => kind)).toEqual(['passphrase', 'passkey']);
    expect(await keeper.isRight({ kind: 'passphrase', passphrase: 'barley against vouchers' })).toBe(true);
    expect(await keeper.isRight({ kind: 'passphrase', passphrase: 'barley against voucher' })).toBe(false);
  });

  test('gives nothing away once it is closed, and is new once it is forgotten', async () => {
    await keeper.create(passkey);
    const { deviceKey } = keeper;
    keeper.close();
    expect(keeper.deviceKey).toBeUndefined();
    // Whoever else still holds it holds nothing.
    expect(deviceKey).toEqual(new Uint8Array(32));
    await expect(keeper.isRight(passkey)).rejects.toMatchObject({ failure: { code: 'NOTHING_KEPT' } });
    await keeper.forget();
    expect(await keeper.state()).toEqual({ kind: 'new' });
  });
});

test('a passphrase is changed by whoever knows it', async () => {
  await keeper.create({ kind: 'passphrase', passphrase: 'barley against vouchers' });
  const to = 'vouchers against barley';
  expect(await keeper.changePassphrase({ from: 'a guess that is long', to })).toBe('wrong');
  expect(await keeper.changePassphrase({ from: 'barley against vouchers', to })).toBe('changed');
  expect(await anew().unlock({ kind: 'passphrase', passphrase: 'barley against vouchers' })).toBe('wrong');
  expect(await anew().unlock({ kind: 'passphrase', passphrase: to })).not.toBe('wrong');
});

test('a passphrase that does not do leaves nothing behind', async () => {
  const create = keeper.create({ kind: 'passphrase', passphrase: 'aaaaaaaaaaaaaa' });
  await expect(create).rejects.toMatchObject({ failure: { code: 'PASSPHRASE_TOO_UNIFORM' } });
  expect(await keeper.state()).toEqual({ kind: 'new' });
});

test('who keeps nothing has nothing on the disk', async () => {
  const storage = await keeper.create({ kind: 'nothing' });
  await storage.write({ put: { word: said } });
  expect(kept).toBeUndefined();
  expect(keeper.waysIn).toEqual([]);
  expect(await keeper.state()).toEqual({ kind: 'new' });
});

test('a lock that does not read is said so, and nothing is made in its place', async () => {
  await keeper.create(passkey);
  await kept?.write({ put: { lock: random(80) } });
  expect(await anew().state()).toMatchObject({ kind: 'failed', failure: { area: 'app', code: 'LOCK_UNREADABLE' } });
  expect(await anew().unlock(passkey)).toBe('wrong');
  expect((await kept?.list(''))?.length).toBeGreaterThan(0);
});
