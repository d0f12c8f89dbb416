import { describe, expect, test } from 'vitest';
import type { ChannelId, Position } from '../../base/ids.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { CodecError } from '../codec/codec-error.ts';
import type { ClientMessage } from './client-message.ts';
import { decodeClientFrame, decodeVenueFrame, encodeClientFrame, encodeVenueFrame, UNASKED } from './frame.ts';
import { FRAME_BYTES_MAX, REQUEST_ID_MAX } from './limits.ts';
import type { InvitationId, KnockId } from './mailbox-ids.ts';
import type { VenueMessage } from './venue-message.ts';

const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte);
const at = (position: number) => position as Position;
const invitation = filled(16, 0xaa) as InvitationId;
const knock = filled(16, 0xbb) as KnockId;

const asked: readonly ClientMessage[] = [
  {
    kind: 'login',
    channel: filled(16, 1) as ChannelId,
    key: filled(32, 2),
    as: 'seat',
    signature: filled(64, 3),
    from: at(7),
  },
  { kind: 'post', lastHandshake: at(4), item: filled(700, 5) },
  { kind: 'commit', lastHandshake: at(4), item: filled(9, 6) },
  { kind: 'fetch', from: at(0), bytesMax: 65_536 },
  { kind: 'beats', fromSize: 12 },
  {
    kind: 'vault-put',
    id: filled(32, 1),
    version: 3,
    writeKey: filled(32, 2),
    signature: filled(64, 3),
    sealed: filled(40, 4),
  },
  { kind: 'invite', invitation, validMs: 604_800_000 },
  { kind: 'knocks' },
  { kind: 'admit', invitation, knock, sealed: filled(100, 9) },
  { kind: 'dismiss', invitation, knock },
  { kind: 'dismiss', invitation, knock: undefined },
];

const told: readonly VenueMessage[] = [
  { kind: 'challenge', nonce: filled(32, 1), origin: 'https://talks.example' },
  { kind: 'logged-in', size: 10, lastHandshake: at(8) },
  { kind: 'posted', position: at(10) },
  { kind: 'items', from: at(3), size: 6, items: [filled(2, 1), filled(3, 2)] },
  { kind: 'beats', beats: [{ size: 4, root: filled(32, 1), blind: filled(32, 2), logIndex: 99 }] },
  { kind: 'knocks', knocks: [{ invitation, knock, sealed: filled(5, 5) }] },
  { kind: 'done' },
  { kind: 'refused', code: 'EPOCH_MOVED', retryAfterMs: undefined },
  { kind: 'refused', code: 'RATE_LIMITED', retryAfterMs: 250 },
  { kind: 'knocked', invitation },
];

describe('frames', () => {
  test.each(asked.map((message) => [message.kind, message] as const))('a client may ask: %s', (_kind, message) => {
    expect(decodeClientFrame(encodeClientFrame(17, message))).toEqual({ requestId: 17, message });
  });

  test.each(told.map((message) => [message.kind, message] as const))('the venue may say: %s', (_kind, message) => {
    expect(decodeVenueFrame(encodeVenueFrame(UNASKED, message))).toEqual({ requestId: UNASKED, message });
  });

  test('[CODEC-1] the worked frames of docs/driving-delivery.md', () => {
    expect(toHex(encodeClientFrame(1, { kind: 'fetch', from: at(2), bytesMax: 1000 }))).toBe('8201820482021903e8');
    expect(toHex(encodeVenueFrame(2, { kind: 'posted', position: at(5) }))).toBe('820282038105');
    expect(
      toHex(encodeVenueFrame(0, { kind: 'items', from: at(5), size: 7, items: [filled(1, 1), filled(2, 2)] })),
    ).toBe('82008204830507824101420202');
  });

  test('[WIRE-5] what is no frame is refused as such', () => {
    const refused = [
      '',
      '00',
      '8200',
      '820082',
      '82018204820219 03e8ff',
      '8201820b80',
      '820081 07',
      '9f0182048202 1903e8ff',
    ];
    for (const hex of refused) {
      expect(() => decodeClientFrame(fromHex(hex.replaceAll(' ', '')) as Uint8Array), hex).toThrow(CodecError);
    }
  });

  test('[WIRE-5] a frame over the limit is refused before it is decoded', () => {
    expect(() => decodeClientFrame(new Uint8Array(FRAME_BYTES_MAX + 1))).toThrow(/at most/);
  });

  test('a request id has four bytes', () => {
    expect(() => encodeClientFrame(REQUEST_ID_MAX + 1, { kind: 'knocks' })).toThrow(CodecError);
  });
});
