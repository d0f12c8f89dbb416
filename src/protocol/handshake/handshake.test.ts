import { describe, expect, test } from 'vitest';
import type { ChannelId, EntryId, Epoch, SeatId } from '../../base/ids.ts';
import { decode, encode } from '../codec/codec.ts';
import type { DeviceSeat } from './device-seat.ts';
import { type Founding, foundingItem } from './founding.ts';
import { type Handshake, handshakeItem } from './handshake.ts';
import { itemKind } from './item-kind.ts';
import { DEVICES_PER_SEAT_MAX, HANDSHAKE_BYTES_MAX } from './limits.ts';

const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte);

const seat: DeviceSeat = {
  seat: filled(16, 1) as SeatId,
  accessKey: filled(32, 2),
  steward: true,
  leafSignatureKeys: [filled(32, 3)],
};

const founding: Founding = {
  kind: 'founding',
  channel: filled(16, 9) as ChannelId,
  deviceSeats: [seat],
  postingKey: filled(32, 4),
  rejoin: { channelKeyGeneration: 0, sealedGroupInfo: filled(20, 5), wrapped: [] },
  signature: filled(64, 0),
};

const handshake: Handshake = {
  kind: 'handshake',
  channel: filled(16, 9) as ChannelId,
  id: filled(16, 8) as EntryId,
  epoch: 3 as Epoch,
  external: false,
  deviceSeats: [seat, { ...seat, seat: filled(16, 2) as SeatId, steward: false, leafSignatureKeys: [] }],
  postingKey: filled(32, 4),
  message: filled(30, 7),
  rejoin: {
    channelKeyGeneration: 1,
    sealedGroupInfo: filled(20, 5),
    wrapped: [{ seat: filled(16, 1) as SeatId, wrapped: filled(80, 6) }],
  },
  signature: filled(64, 0),
};

describe('founding and handshake', () => {
  test('come back as they went', () => {
    expect(decode(foundingItem, encode(foundingItem, founding), HANDSHAKE_BYTES_MAX)).toEqual(founding);
    expect(decode(handshakeItem, encode(handshakeItem, handshake), HANDSHAKE_BYTES_MAX)).toEqual(handshake);
  });

  test('their kind is told from two bytes', () => {
    expect(itemKind(encode(foundingItem, founding))).toBe('founding');
    expect(itemKind(encode(handshakeItem, handshake))).toBe('handshake');
    expect(itemKind(Uint8Array.of(0x82, 1))).toBe('entry');
    expect(itemKind(Uint8Array.of(0x82, 3))).toBe('shredded');
    expect(itemKind(Uint8Array.of(0x82, 4))).toBe('box-closed');
    expect(itemKind(Uint8Array.of(0x82, 5))).toBeUndefined();
    expect(itemKind(new Uint8Array(0))).toBeUndefined();
  });

  test('a seat has no more devices than the limit', () => {
    const crowded = {
      ...seat,
      leafSignatureKeys: Array.from({ length: DEVICES_PER_SEAT_MAX + 1 }, (_, i) => filled(32, i)),
    };
    expect(() => encode(foundingItem, { ...founding, deviceSeats: [crowded] })).toThrow(/items/);
  });

  test('a founding is no handshake', () => {
    expect(() => decode(handshakeItem, encode(foundingItem, founding), HANDSHAKE_BYTES_MAX)).toThrow(/known tag/);
  });
});
