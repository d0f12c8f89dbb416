import { describe, expect, test } from 'vitest';
import type { Epoch, PartyId, SeatId } from '../../base/ids.ts';
import { type Charter, decodeCharter, encodeCharter, findSeat } from './charter.ts';
import { ATTRIBUTES_MAX, CHARTER_BYTES_MAX, TITLE_BYTES_MAX } from './limits.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const party = (byte: number) => ({
  party: filled<PartyId>(16, byte),
  name: `Party ${byte}`,
  secretariat: false,
  shareKey: filled(32, byte),
  shareKeyGeneration: 0,
});
const seat = (byte: number, ofParty: number) => ({
  seat: filled<SeatId>(16, byte),
  party: filled<PartyId>(16, ofParty),
  role: 'member' as const,
  consentHolder: false,
  signKey: filled(32, byte),
  staticKey: filled(32, byte),
  accessKey: filled(32, byte),
  name: 'Ім’я',
  affiliation: '',
  attributes: ['not a serving official'],
  vouchedBy: filled<SeatId>(16, byte),
  readsFrom: 0 as Epoch,
  succeeds: undefined,
});
const example: Charter = {
  generation: 3,
  title: 'Corridor',
  purpose: 'To agree on one crossing.',
  groundRules: {
    track: 'track 1.5',
    rule: 'Chatham House',
    quorum: 2,
    retentionDays: 30,
    ballotsMin: 3,
    secretariatHoldsShare: false,
  },
  parties: [party(1), party(2)],
  seats: [seat(5, 2), seat(6, 1)],
  channelKeyGeneration: 1,
  issuerKey: new Uint8Array(32).fill(0x2f),
};
const refused = (code: string) => expect.objectContaining({ code });

describe('a charter', () => {
  test('comes back as it was', () => {
    expect(decodeCharter(encodeCharter(example))).toEqual(example);
    expect(findSeat(example, filled(16, 6))?.party).toEqual(filled(16, 1));
    expect(findSeat(example, filled(16, 7))).toBeUndefined();
  });

  test('[CHARTER-1] parties and seats are in ascending order, each once', () => {
    const out = refused('WRONG_SHAPE');
    expect(() => encodeCharter({ ...example, parties: [party(2), party(1)] })).toThrow(out);
    expect(() => encodeCharter({ ...example, parties: [party(1), party(1), party(2)] })).toThrow(out);
    expect(() => encodeCharter({ ...example, seats: [seat(6, 1), seat(5, 2)] })).toThrow(out);
    expect(() => encodeCharter({ ...example, seats: [seat(5, 2), seat(5, 1)] })).toThrow(out);
  });

  test("[CHARTER-1] every seat's party is listed; a party may be without a seat", () => {
    expect(() => encodeCharter({ ...example, seats: [seat(5, 3)] })).toThrow(refused('WRONG_SHAPE'));
    expect(decodeCharter(encodeCharter({ ...example, seats: [seat(5, 2)] })).parties.length).toBe(2);
  });

  test('a quorum of one is refused: one party alone proves nothing', () => {
    const withQuorum = (quorum: number) => ({ ...example, groundRules: { ...example.groundRules, quorum } });
    expect(() => encodeCharter(withQuorum(1))).toThrow(refused('OUT_OF_BOUNDS'));
    expect(decodeCharter(encodeCharter(withQuorum(0))).groundRules.quorum).toBe(0);
  });

  test('[CODEC-2] what is too long or too many is refused', () => {
    const out = refused('OUT_OF_BOUNDS');
    expect(() => encodeCharter({ ...example, title: 'x'.repeat(TITLE_BYTES_MAX + 1) })).toThrow(out);
    const attributes = Array<string>(ATTRIBUTES_MAX + 1).fill('one');
    expect(() => encodeCharter({ ...example, seats: [{ ...seat(5, 2), attributes }] })).toThrow(out);
    expect(() => decodeCharter(new Uint8Array(CHARTER_BYTES_MAX + 1))).toThrow(out);
  });
});
