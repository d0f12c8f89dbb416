import { describe, expect, test } from 'vitest';
import type { Epoch, PartyId, SeatId } from '../../base/ids.ts';
import { type Charter, type CharterParty, type CharterSeat, encodeCharter } from './charter.ts';
import { type CommitFacts, type CommitLeaf, judgeCommit } from './judge.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const seatId = (byte: number) => filled<SeatId>(16, byte);

const party = (byte: number, change: Partial<CharterParty> = {}): CharterParty => ({
  party: filled<PartyId>(16, byte),
  name: `Party ${byte}`,
  secretariat: false,
  shareKey: filled(32, byte),
  shareKeyGeneration: 0,
  ...change,
});
const seat = (byte: number, ofParty: number, change: Partial<CharterSeat> = {}): CharterSeat => ({
  seat: seatId(byte),
  party: filled<PartyId>(16, ofParty),
  role: 'member',
  consentHolder: false,
  signKey: filled(32, byte),
  staticKey: filled(32, byte),
  accessKey: filled(32, byte),
  name: `Seat ${byte}`,
  affiliation: '',
  attributes: [],
  vouchedBy: seatId(1),
  readsFrom: 0 as Epoch,
  succeeds: undefined,
  ...change,
});
const leaf = (ofSeat: number, device = ofSeat): CommitLeaf => ({
  seatId: seatId(ofSeat),
  signaturePublicKey: filled(32, device),
});

// Seat 1 is steward, of party 1; seats 2 and 3 are members, of parties 2 and 1; party 4 has no seat yet.
const before: Charter = {
  generation: 8,
  title: 'Corridor',
  purpose: 'One crossing.',
  groundRules: {
    track: 'unofficial',
    rule: 'Chatham House',
    quorum: 0,
    retentionDays: undefined,
    ballotsMin: 3,
    secretariatHoldsShare: false,
  },
  parties: [party(1), party(2), party(4)],
  seats: [seat(1, 1, { role: 'steward' }), seat(2, 2), seat(3, 1)],
  channelKeyGeneration: 5,
  issuerKey: new Uint8Array(32).fill(0x2f),
};
const leavesBefore = [leaf(1), leaf(2), leaf(3), leaf(3, 33)];

interface Story {
  readonly by?: number;
  readonly external?: { readonly rejoinPsk: boolean; readonly signedBySeat: boolean };
  readonly charter?: Partial<Charter>;
  readonly added?: readonly CommitLeaf[];
  readonly removed?: readonly CommitLeaf[];
  readonly leavesAfter?: readonly CommitLeaf[];
}

/** The rule that refuses it, or 'allowed'. A changed charter has the next generation unless the story says otherwise. */
function judged({ by = 1, external, charter, added = [], removed = [], leavesAfter }: Story): string {
  const after = charter === undefined ? before : { ...before, generation: before.generation + 1, ...charter };
  const isRemoved = (one: CommitLeaf) =>
    removed.some((other) => other.signaturePublicKey[0] === one.signaturePublicKey[0]);
  const facts: CommitFacts = {
    committer:
      external === undefined
        ? { seatId: seatId(by), external: false }
        : { seatId: seatId(by), external: true, ...external },
    added,
    removed,
    leavesBefore,
    leavesAfter: leavesAfter ?? [...leavesBefore.filter((one) => !isRemoved(one)), ...added],
    before,
    after,
    beforeBytes: encodeCharter(before),
    afterBytes: encodeCharter(after),
  };
  const judgement = judgeCommit(facts);
  return judgement.kind === 'allowed' ? 'allowed' : judgement.rule;
}

const admit = (change: Partial<CharterSeat> = {}, ofParty = 2) => ({
  charter: { seats: [...before.seats, seat(7, ofParty, change)] },
  added: [leaf(7)],
});
const remove3 = {
  charter: { seats: before.seats.slice(0, 2), channelKeyGeneration: 6 },
  removed: [leaf(3), leaf(3, 33)],
};
const renew2 = {
  charter: { parties: [party(1), party(2, { shareKey: filled(32, 9), shareKeyGeneration: 1 }), party(4)] },
};

describe('authority over a channel', () => {
  test('what is allowed: an update, an admission, a removal, a party, a renewal, a device, a return', () => {
    expect(judged({ by: 2 })).toBe('allowed');
    expect(judged(admit())).toBe('allowed');
    expect(judged(remove3)).toBe('allowed');
    expect(judged({ charter: { parties: [...before.parties, party(5)] } })).toBe('allowed');
    expect(judged({ by: 2, ...renew2 })).toBe('allowed');
    expect(judged({ by: 2, added: [leaf(2, 22)] })).toBe('allowed');
    expect(judged({ by: 3, removed: [leaf(3, 33)] })).toBe('allowed');
    const back = { added: [leaf(2, 22)], removed: [leaf(2)], external: { rejoinPsk: true, signedBySeat: true } };
    expect(judged({ by: 2, ...back })).toBe('allowed');
  });

  test('a party without seats is given its first share key with its first seat', () => {
    const first = party(4, { shareKey: filled(32, 9), shareKeyGeneration: 1 });
    const { charter, added } = admit({}, 4);
    expect(judged({ added, charter: { ...charter, parties: [party(1), party(2), first] } })).toBe('allowed');
  });

  test('[CHARTER-2] ground rules are frozen, for stewards too', () => {
    const loosened = { ...before.groundRules, rule: 'on the record' as const };
    expect(judged({ charter: { groundRules: loosened } })).toBe('CHARTER-2');
  });

  test('[CHARTER-3] a changed charter has the next generation, an unchanged one is the same to the byte', () => {
    expect(judged({ ...admit(), charter: { ...admit().charter, generation: 8 } })).toBe('CHARTER-3');
    expect(judged({ ...admit(), charter: { ...admit().charter, generation: 10 } })).toBe('CHARTER-3');
    expect(judged({ charter: {} })).toBe('CHARTER-3');
  });

  test('[AUTH-1] every leaf has a seat in the charter, and every seat a leaf', () => {
    expect(judged({ charter: admit().charter })).toBe('AUTH-1');
    expect(judged({ added: [leaf(7)] })).toBe('AUTH-1');
    expect(judged({ removed: remove3.removed })).toBe('AUTH-1');
    expect(judged({ charter: remove3.charter })).toBe('AUTH-1');
  });

  test('[AUTH-2] only a steward admits, removes, adds a party or gives a first share key', () => {
    expect(judged({ by: 2, ...admit({ vouchedBy: seatId(2) }) })).toBe('AUTH-2');
    expect(judged({ by: 2, ...remove3 })).toBe('AUTH-2');
    expect(judged({ by: 2, charter: { parties: [...before.parties, party(5)] } })).toBe('AUTH-2');
    const first = party(4, { shareKey: filled(32, 9), shareKeyGeneration: 1 });
    expect(judged({ by: 2, charter: { parties: [party(1), party(2), first] } })).toBe('AUTH-2');
    expect(judged({ by: 9 })).toBe('AUTH-2');
  });

  test('[AUTH-2] a steward changes no kept seat, and nothing else that was agreed', () => {
    const [steward, second, third] = before.seats as [CharterSeat, CharterSeat, CharterSeat];
    expect(judged({ charter: { seats: [steward, { ...second, signKey: filled(32, 9) }, third] } })).toBe('AUTH-2');
    expect(judged({ charter: { seats: [steward, { ...second, role: 'steward' }, third] } })).toBe('AUTH-2');
    expect(judged({ charter: { title: 'Another' } })).toBe('AUTH-2');
    expect(judged({ charter: { purpose: 'Another.' } })).toBe('AUTH-2');
    expect(judged({ charter: { parties: [party(1, { name: 'Another' }), party(2), party(4)] } })).toBe('AUTH-2');
    expect(judged({ charter: { parties: [party(1, { secretariat: true }), party(2), party(4)] } })).toBe('AUTH-2');
    expect(judged({ charter: { parties: [party(1), party(2)] } })).toBe('AUTH-2');
  });

  test('[AUTH-2] a member promotes nobody, not even itself', () => {
    const [steward, second, third] = before.seats as [CharterSeat, CharterSeat, CharterSeat];
    expect(judged({ by: 2, charter: { seats: [steward, { ...second, role: 'steward' }, third] } })).toBe('AUTH-2');
  });

  test("[AUTH-2] a steward changes no seated party's share key, and adds no leaf to another's seat", () => {
    expect(judged(renew2)).toBe('AUTH-2');
    expect(judged({ added: [leaf(2, 22)] })).toBe('AUTH-2');
    expect(judged({ removed: [leaf(3, 33)] })).toBe('AUTH-2');
  });

  test('[AUTH-2] a newcomer is vouched for by the steward who admits it, a new party starts at generation 0', () => {
    expect(judged(admit({ vouchedBy: seatId(2) }))).toBe('AUTH-2');
    expect(judged({ charter: { parties: [...before.parties, party(5, { shareKeyGeneration: 1 })] } })).toBe('AUTH-2');
    const skipped = party(4, { shareKey: filled(32, 9), shareKeyGeneration: 2 });
    expect(judged({ charter: { parties: [party(1), party(2), skipped] } })).toBe('AUTH-2');
  });

  test("[AUTH-3] a share key's renewal is another key with the next generation, of one's own party", () => {
    const renewed = (change: Partial<CharterParty>) => ({
      charter: { parties: [party(1), party(2, change), party(4)] },
    });
    expect(judged({ by: 2, ...renewed({ shareKey: filled(32, 9), shareKeyGeneration: 2 }) })).toBe('AUTH-3');
    expect(judged({ by: 2, ...renewed({ shareKey: filled(32, 9) }) })).toBe('AUTH-3');
    expect(judged({ by: 2, ...renewed({ shareKeyGeneration: 1 }) })).toBe('AUTH-3');
    expect(judged({ by: 3, ...renew2 })).toBe('AUTH-2');
  });

  test("[AUTH-3] leaves of others' seats are not a member's to add or remove", () => {
    expect(judged({ by: 2, added: [leaf(3, 34)] })).toBe('AUTH-3');
    expect(judged({ by: 2, removed: [leaf(3, 33)] })).toBe('AUTH-3');
  });

  test('[AUTH-4] a removal renews the channel key, and nothing else does', () => {
    expect(judged({ ...remove3, charter: { ...remove3.charter, channelKeyGeneration: 5 } })).toBe('AUTH-4');
    expect(judged({ ...remove3, charter: { ...remove3.charter, channelKeyGeneration: 7 } })).toBe('AUTH-4');
    expect(judged({ ...admit(), charter: { ...admit().charter, channelKeyGeneration: 6 } })).toBe('AUTH-4');
    expect(judged({ by: 2, charter: { channelKeyGeneration: 6 } })).toBe('AUTH-4');
  });

  test('[AUTH-8] a place passes on within its party, from who leaves in the same commit, and to one successor', () => {
    const [first, second, third] = before.seats as [CharterSeat, CharterSeat, CharterSeat];
    const handed = (to: Partial<CharterSeat>[], kept = [first, second], removed = remove3.removed) => {
      const successors = to.map((change, at) => seat(7 + at, 2, change));
      const charter = { seats: [...kept, ...successors], channelKeyGeneration: 6 };
      return { charter, removed, added: successors.map((_, at) => leaf(7 + at)) };
    };
    const party3 = { party: third.party };
    expect(judged(handed([{ ...party3, succeeds: third.seat }]))).toBe('allowed');
    // Not of another party, of somebody who stays, of nobody, nor two for one place.
    expect(judged(handed([{ party: party(2).party, succeeds: third.seat }]))).toBe('AUTH-8');
    expect(judged(handed([{ ...party3, succeeds: second.seat }]))).toBe('AUTH-8');
    expect(judged(handed([{ ...party3, succeeds: filled(16, 99) as SeatId }]))).toBe('AUTH-8');
    expect(
      judged(
        handed([
          { ...party3, succeeds: third.seat },
          { ...party3, succeeds: third.seat },
        ]),
      ),
    ).toBe('AUTH-8');
    expect(judged({ ...handed([{ ...party3, succeeds: third.seat }]), by: 2 })).toBe('AUTH-2');
  });

  test('[AUTH-5] an external commit replaces one leaf of its own seat, proves the PSK and is signed by the seat', () => {
    const external = { rejoinPsk: true, signedBySeat: true };
    const back = { by: 2, added: [leaf(2, 22)], removed: [leaf(2)], external };
    expect(judged({ ...back, external: { ...external, rejoinPsk: false } })).toBe('AUTH-5');
    expect(judged({ ...back, external: { ...external, signedBySeat: false } })).toBe('AUTH-5');
    expect(judged({ ...back, removed: [] })).toBe('AUTH-5');
    expect(judged({ ...back, removed: [leaf(3, 33)] })).toBe('AUTH-5');
    expect(judged({ ...back, by: 3, added: [leaf(3, 34)], removed: [leaf(3), leaf(3, 33)] })).toBe('AUTH-5');
    expect(judged({ ...back, added: [leaf(3, 34)] })).toBe('AUTH-5');
    expect(judged({ ...back, by: 9, added: [leaf(9)] })).toBe('AUTH-5');
    expect(judged({ ...back, ...renew2 })).toBe('AUTH-5');
    // A steward too comes back with the charter as it was.
    const steward = { by: 1, added: [leaf(1, 11)], removed: [leaf(1)], external };
    expect(judged({ ...steward, charter: admit().charter })).toBe('AUTH-5');
    expect(judged(steward)).toBe('allowed');
  });

  test("[AUTH-6] no kept leaf changes its credential or its device's signature key", () => {
    expect(judged({ by: 2, leavesAfter: [leaf(1), leaf(2, 22), leaf(3), leaf(3, 33)] })).toBe('AUTH-6');
    expect(judged({ by: 2, leavesAfter: [leaf(1), leaf(1, 2), leaf(3), leaf(3, 33)] })).toBe('AUTH-6');
    expect(judged({ by: 2, leavesAfter: [...leavesBefore, leaf(2, 22)] })).toBe('AUTH-6');
    expect(judged({ removed: [leaf(8)], leavesAfter: leavesBefore })).toBe('AUTH-6');
  });
});
