import { expect, test } from 'vitest';
import type { SeatId } from '../../base/ids.ts';
import type { DeviceSeat } from '../../protocol/handshake/device-seat.ts';
import { DeviceList, loginKey } from './device-list.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;

function seat(n: number, ...leaves: number[]): DeviceSeat {
  const leafSignatureKeys = leaves.map((leaf) => filled(32, leaf));
  return { seat: filled<SeatId>(16, n), accessKey: filled(32, 100 + n), steward: n === 1, leafSignatureKeys };
}

test('[ORDER-7] in a list that holds a key twice, the first holder keeps it', () => {
  const list = new DeviceList([seat(1, 11), seat(2, 21, 11)]);
  expect(list.seatOf(loginKey('device', filled(32, 11)))?.steward).toBe(true);
});

test('[ORDER-7] neither a member nor a steward may list a seat or a key twice', () => {
  const before = [seat(1, 11), seat(2, 21)];
  const list = new DeviceList(before);
  const lists = [
    [seat(1, 11), seat(2, 21, 11)],
    [seat(1, 11), seat(2, 21, 101)],
    [seat(1, 11), seat(2, 21, 21)],
    [seat(1, 11), seat(2, 21, 102)],
    [seat(1, 11), seat(1, 12)],
  ];
  for (const next of lists) for (const poster of before) expect(list.allows(poster, next)).toBe(false);
  for (const poster of before) expect(list.allows(poster, [seat(1, 11), seat(2, 21, 22)])).toBe(true);
});
