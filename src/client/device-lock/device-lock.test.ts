import { decode as fromCbor, encode as toCbor } from 'cborg';
import { describe, expect, test, vi } from 'vitest';
import { EncryptedStorage } from '../storage/encrypted-storage.ts';
import { MemoryStorage } from '../storage/memory-storage.ts';
import { createLock, type DeviceLock, decodeLock, encodeLock, isPassphrase } from './device-lock.ts';
import { readLock, writeLock } from './kept-lock.ts';
import { addPasskey, type PasskeyAnswer, unlockWithPasskey } from './passkey-key.ts';
import { addPassphrase, changePassphrase, unlockWithPassphrase } from './passphrase-key.ts';
import { removeKey } from './remove-key.ts';

// A passphrase is stretched for a second; where everything else runs too, for many.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const PASSPHRASE = 'barley against vouchers';

const answer = (): PasskeyAnswer => ({ credentialId: random(20), prfOutput: random(32) });

/** Stretching takes its time: one lock serves all tests, and none of them changes it. */
const locked = withPassphrase();

async function withPassphrase(): Promise<{ lock: DeviceLock; deviceKey: Uint8Array }> {
  const { lock, deviceKey } = createLock(random);
  return { lock: lockOf(await addPassphrase(lock, { deviceKey, passphrase: PASSPHRASE, random })), deviceKey };
}

async function withPasskey(): Promise<{ lock: DeviceLock; deviceKey: Uint8Array; passkey: PasskeyAnswer }> {
  const { lock, deviceKey } = createLock(random);
  const passkey = answer();
  return { lock: await plus(lock, deviceKey, passkey), deviceKey, passkey };
}

async function plus(lock: DeviceLock, deviceKey: Uint8Array, passkey: PasskeyAnswer): Promise<DeviceLock> {
  return lockOf(
    await addPasskey(lock, { deviceKey, salt: random(32), rpId: 'venue.example', answer: passkey, random }),
  );
}

function lockOf(outcome: { readonly kind: string; readonly lock?: DeviceLock }): DeviceLock {
  if (outcome.lock === undefined) throw new Error(outcome.kind);
  return outcome.lock;
}

function reread(lock: DeviceLock): DeviceLock {
  const read = decodeLock(encodeLock(lock));
  if (read === undefined) throw new Error('the lock does not read');
  return read;
}

describe('a passphrase', () => {
  test('opens the lock however it is typed, and a wrong one does not', async () => {
    const { lock, deviceKey } = await locked;
    const kept = reread(lock);
    expect(await unlockWithPassphrase(kept, ` ${PASSPHRASE.replace(' ', '\u3000')}`)).toEqual({
      kind: 'open',
      deviceKey,
    });
    expect(await unlockWithPassphrase(kept, `${PASSPHRASE}.`)).toEqual({ kind: 'wrong' });
    expect(await unlockWithPassphrase(kept, '')).toEqual({ kind: 'wrong' });
  });

  test('is changed where the device is open, and then opens no more', async () => {
    const { lock, deviceKey } = await locked;
    const passphrase = 'vouchers against barley';
    const tooShort = changePassphrase(lock, { deviceKey, passphrase: 'short', random });
    expect(await tooShort).toEqual({ kind: 'too-short' });
    const foreign = changePassphrase(lock, { deviceKey: random(32), passphrase, random });
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_ITS_DEVICE_KEY' });
    const other = await withPasskey();
    expect(await changePassphrase(other.lock, { ...other, passphrase, random })).toEqual({ kind: 'has-none' });

    const changed = reread(lockOf(await changePassphrase(lock, { deviceKey, passphrase, random })));
    expect(await unlockWithPassphrase(changed, passphrase)).toEqual({ kind: 'open', deviceKey });
    expect(await unlockWithPassphrase(changed, PASSPHRASE)).toEqual({ kind: 'wrong' });
    expect(changed.keys[0]?.salt).not.toEqual(lock.keys[0]?.salt);
  });

  test('is one at most, long enough, and for this device key', async () => {
    const { lock, deviceKey } = await locked;
    const passphrase = PASSPHRASE;
    expect(await addPassphrase(lock, { deviceKey, passphrase, random })).toEqual({ kind: 'has-one' });
    const fresh = createLock(random);
    const tooShort = addPassphrase(fresh.lock, { ...fresh, passphrase: 'short', random });
    expect(await tooShort).toEqual({ kind: 'too-short' });
    const foreign = addPassphrase(fresh.lock, { deviceKey, passphrase, random });
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_ITS_DEVICE_KEY' });
  });

  test('of a lock without one, or longer than any, is wrong at once', async () => {
    const { lock } = await withPasskey();
    expect(await unlockWithPassphrase(lock, PASSPHRASE)).toEqual({ kind: 'wrong' });
    expect(await unlockWithPassphrase((await locked).lock, 'x'.repeat(1_025))).toEqual({ kind: 'wrong' });
  });
});

describe('a passkey', () => {
  test('opens the lock by what it answered, and no other does', async () => {
    const { lock, deviceKey, passkey } = await withPasskey();
    const other = answer();
    const both = reread(await plus(lock, deviceKey, other));
    expect(await unlockWithPasskey(both, passkey)).toEqual({ kind: 'open', deviceKey });
    expect(await unlockWithPasskey(both, other)).toEqual({ kind: 'open', deviceKey });
    expect(await unlockWithPasskey(both, { ...passkey, prfOutput: other.prfOutput })).toEqual({ kind: 'wrong' });
    expect(await unlockWithPasskey(both, answer())).toEqual({ kind: 'wrong' });
  });

  test('is added once, and sixteen at most', async () => {
    const { lock, deviceKey, passkey } = await withPasskey();
    const of = { deviceKey, salt: random(32), rpId: 'venue.example', random };
    expect(await addPasskey(lock, { ...of, answer: passkey })).toEqual({ kind: 'has-it' });
    let full = lock;
    for (let count = 1; count < 16; count++) full = await plus(full, deviceKey, answer());
    expect(await addPasskey(full, { ...of, answer: answer() })).toEqual({ kind: 'full' });
    expect(await addPassphrase(full, { deviceKey, passphrase: PASSPHRASE, random })).toEqual({ kind: 'full' });
    expect(reread(full)).toEqual(full);
  });
});

describe('a key', () => {
  test('goes while another is left', async () => {
    const { lock, deviceKey, passkey } = await withPasskey();
    const other = answer();
    const both = await plus(lock, deviceKey, other);
    const [first, second] = both.keys;
    if (first === undefined || second === undefined) throw new Error('two were added');
    const left = reread(lockOf(removeKey(both, first)));
    expect(await unlockWithPasskey(left, passkey)).toEqual({ kind: 'wrong' });
    expect(await unlockWithPasskey(left, other)).toEqual({ kind: 'open', deviceKey });
    expect(removeKey(left, first)).toEqual({ kind: 'unknown-key' });
    expect(removeKey(left, second)).toEqual({ kind: 'last-key' });
  });

  test('that is none leaves nothing to write down', () => {
    expect(() => encodeLock(createLock(random).lock)).toThrow();
  });
});

test('a lock is kept beside what it locks', async () => {
  const inner = new MemoryStorage();
  expect(await readLock(inner)).toEqual({ kind: 'none' });
  const { lock, deviceKey } = await withPasskey();
  await writeLock(inner, lock);
  const storage = await EncryptedStorage.open(inner, { deviceKey, random });
  await storage.write({ put: { lock: new Uint8Array(3) } });
  expect(await readLock(inner)).toEqual({ kind: 'locked', lock });
  await inner.write({ put: { lock: new Uint8Array(200) } });
  expect(await readLock(inner)).toEqual({ kind: 'unreadable' });
});

describe('a lock from the disk', () => {
  const costs = (bytes: Uint8Array, memoryKiB: number, passes: number, lanes: number) => {
    const cbor = fromCbor(bytes) as [number, Uint8Array, [number, unknown[]][]];
    const [, fields] = cbor[2][0] as [number, unknown[]];
    fields[1] = [memoryKiB, passes, lanes];
    return toCbor(cbor);
  };

  test('is not read where it asks for hours, or for next to nothing', async () => {
    const bytes = encodeLock((await locked).lock);
    expect(decodeLock(costs(bytes, 65_536, 3, 4))?.keys.filter(isPassphrase)).toHaveLength(1);
    const absurd: [number, number, number][] = [
      [2 ** 32, 3, 4],
      [262_145, 1, 1],
      [65_536, 2 ** 32 - 1, 1],
      [262_144, 4, 1],
      [65_536, 3, 2 ** 24 - 1],
      [8, 1, 1],
      [19_455, 8, 1],
      [19_456, 1, 1],
      [65_536, 0, 1],
      [65_536, 3, 0],
    ];
    for (const [memoryKiB, passes, lanes] of absurd) {
      expect(decodeLock(costs(bytes, memoryKiB, passes, lanes)), `${memoryKiB} ${passes} ${lanes}`).toBeUndefined();
    }
  });

  test('that was made to ask for less opens with no passphrase', async () => {
    const { lock } = await locked;
    const weaker = decodeLock(costs(encodeLock(lock), 19_456, 2, 1));
    if (weaker === undefined) throw new Error('these costs are within bounds');
    expect(await unlockWithPassphrase(weaker, PASSPHRASE)).toEqual({ kind: 'wrong' });
  });

  test('cut off anywhere is not read; with one bit changed it is not read or does not open', async () => {
    const { lock, passkey } = await withPasskey();
    const bytes = encodeLock(lock);
    for (let length = 0; length < bytes.length; length++) expect(decodeLock(bytes.subarray(0, length))).toBeUndefined();
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const changed = decodeLock(bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
      if (changed === undefined) continue;
      expect(await unlockWithPasskey(changed, passkey), `bit ${bit}`).toEqual({ kind: 'wrong' });
    }
  });

  test('of another version, with a key twice, without one, or too large, is not read', async () => {
    const { lock, deviceKey } = await withPasskey();
    const cbor = fromCbor(encodeLock(lock)) as [number, Uint8Array, unknown[]];
    const [version, check, keys] = cbor;
    expect(decodeLock(toCbor([version, check, keys]))).toEqual(lock);
    expect(decodeLock(toCbor([2, check, keys]))).toBeUndefined();
    expect(decodeLock(toCbor([version, check, []]))).toBeUndefined();
    expect(decodeLock(toCbor([version, check, [...keys, ...keys]]))).toBeUndefined();
    expect(decodeLock(new Uint8Array(25_000))).toBeUndefined();
    expect(decodeLock(new Uint8Array())).toBeUndefined();
    const two = await locked;
    const [, , passphrases] = fromCbor(encodeLock(two.lock)) as [number, Uint8Array, unknown[]];
    const again = lockOf(await addPassphrase({ ...lock, keys: [] }, { deviceKey, passphrase: PASSPHRASE, random }));
    const [, , others] = fromCbor(encodeLock(again)) as [number, Uint8Array, unknown[]];
    expect(decodeLock(toCbor([version, check, [...passphrases, ...others]]))).toBeUndefined();
  });
});
