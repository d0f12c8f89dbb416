import type { SeatId } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import {
  type Charter,
  type CharterParty,
  type CharterSeat,
  charter,
  encodeCharter,
} from '../../src/protocol/charter/charter.ts';
import type { CommitLeaf } from '../../src/protocol/charter/judge.ts';
import { type CborValue, type Codec, encode } from '../../src/protocol/codec/codec.ts';
import { openRoom } from '../support/room.ts';

/** Encodes what our own codec would refuse. */
const unchecked: Codec<Charter> = { ...charter, from: (cbor) => cbor as Charter };

interface Told {
  readonly after?: Charter;
  readonly by?: number;
  readonly external?: { readonly rejoinPsk: boolean; readonly signedBySeat: boolean };
  readonly added?: readonly CommitLeaf[];
  readonly removed?: readonly CommitLeaf[];
  readonly leavesAfter?: readonly CommitLeaf[];
}

/** Charters by themselves, and commits with the judgement that every member comes to. */
export async function charterCases(): Promise<Record<string, object>> {
  const { charter: before, random } = await openRoom({ seed: 'charter', parties: 3 });
  const [first, second, third] = before.parties as [CharterParty, CharterParty, CharterParty];
  const [steward, member, other] = before.seats as [CharterSeat, CharterSeat, CharterSeat];
  const leaf = (seat: CharterSeat): CommitLeaf => ({ seatId: seat.seat, signaturePublicKey: random(32) });
  const leavesBefore = before.seats.map(leaf);
  const [stewardLeaf, memberLeaf, otherLeaf] = leavesBefore as [CommitLeaf, CommitLeaf, CommitLeaf];

  const refused = (code: string, bytes: Uint8Array) => ({ kind: 'charter', bytes: toHex(bytes), refused: code });
  const written = (change: Partial<Charter>) => encode(unchecked, { ...before, ...change });
  const raw = (change: (fields: CborValue[]) => CborValue[]) => {
    const to = (value: Charter) => change([...(charter.to(value) as readonly CborValue[])]);
    return encode({ ...unchecked, to }, before);
  };
  const next = (change: Partial<Charter>): Charter => ({ ...before, generation: before.generation + 1, ...change });

  const told = (judgement: string, of: Told) => {
    const removed = of.removed ?? [];
    const added = of.added ?? [];
    const kept = leavesBefore.filter((one) => !removed.includes(one));
    const leaves = (list: readonly CommitLeaf[]) =>
      list.map(({ seatId, signaturePublicKey }) => ({ seat: toHex(seatId), key: toHex(signaturePublicKey) }));
    return {
      kind: 'commit',
      before: toHex(encodeCharter(before)),
      after: toHex(encodeCharter(of.after ?? before)),
      committer: toHex((before.seats[of.by ?? 0] as CharterSeat).seat),
      external: of.external ?? null,
      added: leaves(added),
      removed: leaves(removed),
      leavesBefore: leaves(leavesBefore),
      leavesAfter: leaves(of.leavesAfter ?? [...kept, ...added]),
      judgement,
    };
  };

  // Above every other id, so that it stands last.
  const newcomer: CharterSeat = { ...member, seat: new Uint8Array(16).fill(0xff) as SeatId, vouchedBy: steward.seat };
  const newLeaf = leaf(newcomer);
  const admission = { after: next({ seats: [...before.seats, newcomer] }), added: [newLeaf] };
  const removal = (channelKeyGeneration: number) => ({
    after: next({ seats: [steward, member], channelKeyGeneration }),
    removed: [otherLeaf],
  });
  const otherPlace: CharterSeat = { ...newcomer, party: other.party, succeeds: other.seat };
  const bringsKey = (party: CharterParty) => ({
    ...party,
    shareKey: random(32),
    shareKeyGeneration: party.shareKeyGeneration + 1,
  });
  const handover = (successor: CharterSeat) => ({
    after: next({
      parties: before.parties.map((party) => (party === third ? bringsKey(party) : party)),
      seats: [steward, member, successor],
      channelKeyGeneration: before.channelKeyGeneration + 1,
    }),
    removed: [otherLeaf],
    added: [leaf(successor)],
  });
  const renewed: CharterParty = {
    ...second,
    shareKey: random(32),
    shareKeyGeneration: second.shareKeyGeneration + 1,
  };
  const renewal = (party: CharterParty) => ({ after: next({ parties: [first, party, third] }) });
  const back = {
    by: 1,
    removed: [memberLeaf],
    added: [leaf(member)],
    external: { rejoinPsk: true, signedBySeat: true },
  };
  const loosened = { ...before.groundRules, rule: 'on the record' as const };

  return {
    charter: { kind: 'charter', bytes: toHex(encodeCharter(before)), title: before.title, seats: 3, parties: 3 },
    'seats-out-of-order': refused('WRONG_SHAPE', written({ seats: [member, steward, other] })),
    'seat-twice': refused('WRONG_SHAPE', written({ seats: [steward, member, member, other] })),
    'parties-out-of-order': refused('WRONG_SHAPE', written({ parties: [second, first, third] })),
    'party-twice': refused('WRONG_SHAPE', written({ parties: [first, first, second, third] })),
    'party-of-a-seat-not-listed': refused('WRONG_SHAPE', written({ parties: [first, second] })),
    'quorum-of-one': refused('OUT_OF_BOUNDS', written({ groundRules: { ...before.groundRules, quorum: 1 } })),
    'without-seats': refused('OUT_OF_BOUNDS', written({ seats: [] })),
    'unknown-rule': refused(
      'WRONG_SHAPE',
      raw((fields) => fields.with(4, (fields[4] as CborValue[]).with(1, 3))),
    ),
    'another-version': refused(
      'WRONG_SHAPE',
      raw((fields) => fields.with(0, 2)),
    ),

    'allowed-update': told('allowed', { by: 1 }),
    'allowed-admission': told('allowed', admission),
    'allowed-removal': told('allowed', removal(1)),
    'allowed-renewal-of-own-share-key': told('allowed', { by: 1, ...renewal(renewed) }),
    'allowed-return': told('allowed', back),
    'ground-rules-loosened': told('CHARTER-2', { after: next({ groundRules: loosened }) }),
    'generation-skipped': told('CHARTER-3', { ...admission, after: { ...admission.after, generation: 9 } }),
    'generation-alone': told('CHARTER-3', { after: next({}) }),
    'seat-without-a-leaf': told('AUTH-1', { after: admission.after }),
    'leaf-without-a-seat': told('AUTH-1', { added: [newLeaf] }),
    'admission-by-a-member': told('AUTH-2', {
      by: 1,
      added: [newLeaf],
      after: next({ seats: [...before.seats, { ...newcomer, vouchedBy: member.seat }] }),
    }),
    'removal-by-a-member': told('AUTH-2', { by: 1, ...removal(1) }),
    'kept-seat-changed': told('AUTH-2', {
      after: next({ seats: [steward, { ...member, consentHolder: !member.consentHolder }, other] }),
    }),
    'share-key-of-another-party': told('AUTH-2', renewal(renewed)),
    'device-for-another-seat': told('AUTH-2', { added: [leaf(member)] }),
    'share-key-generation-skipped': told('AUTH-3', {
      by: 1,
      ...renewal({ ...renewed, shareKeyGeneration: second.shareKeyGeneration + 2 }),
    }),
    'removal-without-a-new-channel-key': told('AUTH-4', removal(0)),
    'a-place-passes-on': told('allowed', handover(otherPlace)),
    'a-place-of-who-stays-passes-on': told('AUTH-8', handover({ ...otherPlace, succeeds: member.seat })),
    'a-place-passes-to-another-party': told('AUTH-8', handover({ ...otherPlace, party: member.party })),
    'new-channel-key-without-a-removal': told('AUTH-4', { after: next({ channelKeyGeneration: 1 }) }),
    'return-without-the-pre-shared-key': told('AUTH-5', { ...back, external: { ...back.external, rejoinPsk: false } }),
    'return-without-the-seats-signature': told('AUTH-5', {
      ...back,
      external: { ...back.external, signedBySeat: false },
    }),
    'return-in-place-of-another': told('AUTH-5', { ...back, removed: [otherLeaf] }),
    'leaf-with-another-key': told('AUTH-6', {
      by: 1,
      leavesAfter: [stewardLeaf, { ...memberLeaf, signaturePublicKey: random(32) }, otherLeaf],
    }),
  };
}
