import { expect, test } from 'vitest';
import type { ChannelId, EntryId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { entrySalt } from './salt.ts';
import { deriveSeatKeys } from './seat-keys.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const here = filled<ChannelId>(16, 1);
const elsewhere = filled<ChannelId>(16, 2);

test('[SEAT-1] one secret gives other keys in another channel, and no two keys of a seat are equal', async () => {
  const seats = [await deriveSeatKeys(filled(32, 9), here), await deriveSeatKeys(filled(32, 9), elsewhere)];
  const keys = seats.flatMap((seat) => [
    seat.sign.seed,
    seat.sign.publicKey,
    seat.static.secret,
    seat.static.publicKey,
    seat.access.seed,
    seat.access.publicKey,
    seat.saltKey,
  ]);
  expect(new Set(keys.map(toHex)).size).toBe(14);
  expect(await deriveSeatKeys(filled(32, 9), here)).toEqual(seats[0]);
  await expect(deriveSeatKeys(filled(31, 9), here)).rejects.toThrow(RangeError);
});

test('[COMMIT-1] a salt is made again by its author, and is another for each entry, channel and seat', async () => {
  const { saltKey } = await deriveSeatKeys(filled(32, 9), here);
  const salt = entrySalt(saltKey, here, filled<EntryId>(16, 5));
  expect(entrySalt(saltKey, here, filled<EntryId>(16, 5))).toEqual(salt);
  expect(entrySalt(saltKey, here, filled<EntryId>(16, 6))).not.toEqual(salt);
  expect(entrySalt(saltKey, elsewhere, filled<EntryId>(16, 5))).not.toEqual(salt);
  expect(entrySalt(saltKey.with(0, 1), here, filled<EntryId>(16, 5))).not.toEqual(salt);
});
