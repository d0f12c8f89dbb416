import { expect, test } from 'vitest';
import type { ChannelId, SeatId } from '../../base/ids.ts';
import { decodeIdentity, encodeIdentity, type SeatIdentity, seatKeys } from '../seat-identity.ts';
import { seatsAnswerAt } from './seats-answer-at.ts';

const channel = new Uint8Array(16).fill(1) as ChannelId;
const identity: SeatIdentity = {
  version: 1,
  channel,
  seat: new Uint8Array(16).fill(2) as SeatId,
  seatSecret: new Uint8Array(32).fill(3),
  venue: 'http://localhost:7667',
  origin: 'https://talks.example',
  vaultIndex: 4,
};
const row = { key: seatKeys(channel).identity, value: encodeIdentity(identity) };

test('seats look for their venue where it was asked, and sign the same origin', () => {
  const other = { key: 'participant', value: Uint8Array.of(1) };
  const [first, second] = seatsAnswerAt([other, row], 'https://talks.example');
  expect(first).toBe(other);
  expect(decodeIdentity(second?.value ?? new Uint8Array())).toEqual({ ...identity, venue: 'https://talks.example' });
});

test('a seat that does not read breaks the storage, and is not passed on', () => {
  const hostile = { key: row.key, value: row.value.slice(1) };
  expect(() => seatsAnswerAt([hostile], 'https://talks.example')).toThrow(
    expect.objectContaining({ code: 'STORAGE_BROKEN' }),
  );
});
