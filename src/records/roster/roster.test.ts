import { describe, expect, test } from 'vitest';
import type { Position } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { keyPair, verify } from '../../protocol/crypto/ed25519.ts';
import { firstRoster, rosterDigest, signRoster, successorRoster } from '../../protocol/disclosure/roster.ts';
import { signaturesIn } from '../apply-entry.ts';
import { bytes, opened, PARTIES, rehearse } from '../rehearsal-room.ts';
import { consentKey, disclosureOf, NILS, openRoster, propose, rosterOf, SARA, signed } from '../rehearsal-roster.ts';
import { rosterInForce } from './roster-slice.ts';

const both = [PARTIES.north, PARTIES.south];
const roster = rosterOf([NILS, SARA], 2);
const digest = rosterDigest(roster);

function drafted() {
  const rehearsal = rehearse();
  rehearsal.post('nils', 'roster-offer', { consentKey: consentKey(NILS) });
  rehearsal.post('sara', 'roster-offer', { consentKey: consentKey(SARA) });
  rehearsal.post('ada', 'roster-draft', { roster, parties: both });
  return rehearsal;
}

const signature = (index: number) => ({ digest, as: 'member' as const, index, signature: bytes(64, 8) });

describe('making a roster', () => {
  test('consent holders offer keys; nobody else does, and nobody off the record', () => {
    const offer = { consentKey: consentKey(NILS) };
    expect(rehearse().refusal('nora', 'roster-offer', offer)).toBe('NOT_A_CONSENT_HOLDER');
    expect(rehearse({ rule: 'off the record' }).refusal('nils', 'roster-offer', offer)).toBe('NOT_OFF_THE_RECORD');
  });

  test('a steward drafts it from keys that were offered', () => {
    const { refusal, post } = rehearse();
    post('nils', 'roster-offer', { consentKey: consentKey(NILS) });
    expect(refusal('ada', 'roster-draft', { roster, parties: both })).toBe('NOT_OFFERED');
    post('sara', 'roster-offer', { consentKey: bytes(32, 0x99) });
    expect(refusal('ada', 'roster-draft', { roster, parties: both })).toBe('NOT_OFFERED');
    post('sara', 'roster-offer', { consentKey: consentKey(SARA) });
    expect(refusal('nils', 'roster-draft', { roster, parties: both })).toBe('NOT_THE_STEWARD');
    expect(refusal('ada', 'roster-draft', { roster, parties: [PARTIES.north] })).toBe('WRONG_INDEX');
    expect(refusal('ada', 'roster-draft', { roster, parties: [PARTIES.north, PARTIES.north] })).toBe('WRONG_INDEX');
    expect(refusal('ada', 'roster-draft', { roster, parties: [PARTIES.south, PARTIES.north] })).toBe('NOT_OFFERED');
    expect(refusal('ada', 'roster-draft', { roster, parties: both })).toBeUndefined();
  });

  test('[ROSTER-1] each party signs in its own place, and the draft says who is awaited', () => {
    const { room, refusal, post } = drafted();
    expect(room.rosters.draft?.awaited).toEqual(['11'.repeat(16), '12'.repeat(16)]);
    expect(refusal('sara', 'roster-signature', signature(0))).toBe('WRONG_INDEX');
    expect(refusal('nora', 'roster-signature', signature(0))).toBe('NOT_A_CONSENT_HOLDER');
    expect(refusal('nils', 'roster-signature', { ...signature(0), digest: bytes(32, 0) })).toBe('WRONG_STATE');
    expect(refusal('nils', 'roster-signature', { ...signature(0), as: 'predecessor' })).toBe('WRONG_INDEX');
    post('nils', 'roster-signature', signature(0));
    expect(room.rosters.draft?.awaited).toEqual(['12'.repeat(16)]);
    expect(refusal('nils', 'roster-signature', signature(0))).toBe('NOTHING_CHANGED');
  });

  test('a signature that does not hold changes nothing', () => {
    const { room, post } = drafted();
    const { applied } = post('nils', 'roster-signature', signature(0), 'broken');
    expect(applied).toEqual({ kind: 'refused', code: 'BAD_SIGNATURE' });
    expect(room.rosters.draft?.awaited).toHaveLength(2);
  });

  test('what is to be checked is what signRoster signs', async () => {
    const holder = await keyPair(bytes(32, 1));
    const own = firstRoster('Water talks', { consentKeys: [{ key: holder.publicKey, label: undefined }], quorum: 1 });
    const rehearsal = rehearse();
    rehearsal.post('nils', 'roster-offer', { consentKey: holder.publicKey });
    rehearsal.post('ada', 'roster-draft', { roster: own, parties: [PARTIES.north] });
    const content = { ...signature(0), digest: rosterDigest(own), signature: await signRoster(holder.seed, own) };
    const entry = opened(9 as Position, 'nils', { kind: 'roster-signature', content });
    const claimed = signaturesIn(rehearsal.room, entry);
    expect(claimed).toHaveLength(1);
    for (const one of claimed) expect(await verify(one.publicKey, one.signature, one.message)).toBe(true);

    const signedRoster = { roster: own, signatures: [content.signature], endorsements: [] };
    const space = { slug: 'water', signedRoster, parties: [PARTIES.north] };
    const [ofOpened] = signaturesIn(
      rehearsal.room,
      opened(10 as Position, 'ada', { kind: 'roster-opened', content: space }),
    );
    expect(ofOpened?.publicKey).toEqual(holder.publicKey);
    expect(ofOpened?.message).toEqual(claimed[0]?.message);
  });
});

describe('opening the public space', () => {
  const space = { slug: 'water-talks', signedRoster: signed(roster), parties: both };

  test('puts the roster in force and ends the draft', () => {
    const { room, post } = drafted();
    post('ada', 'roster-opened', space);
    expect(rosterInForce(room.rosters)).toMatchObject({ digest: toHex(digest), slug: 'water-talks', quorum: 2 });
    expect(room.rosters.draft).toBeNull();
  });

  test('is for a steward, with every signature and a place for every key', () => {
    const { refusal } = rehearse();
    expect(refusal('nils', 'roster-opened', space)).toBe('NOT_THE_STEWARD');
    expect(refusal('ada', 'roster-opened', { ...space, parties: [PARTIES.north] })).toBe('WRONG_INDEX');
    expect(refusal('ada', 'roster-opened', { ...space, parties: [PARTIES.north, PARTIES.east] })).toBe('NO_SUCH_PARTY');
    expect(refusal('ada', 'roster-opened', { ...space, parties: [PARTIES.north, undefined] })).toBeUndefined();
    const half = { ...signed(roster), signatures: [bytes(64, 1)] };
    expect(refusal('ada', 'roster-opened', { ...space, signedRoster: half })).toBe('NOT_ENDORSED');
  });

  test('[ROSTER-2] a successor names the roster in force and is endorsed by its quorum', () => {
    const rehearsal = rehearse();
    openRoster(rehearsal, [NILS, SARA], 2);
    const next = successorRoster(roster, { consentKeys: roster.consentKeys, quorum: 1 });
    const endorsement = (index: number) => ({ index, signature: bytes(64, index) });
    const refusal = (signedRoster: ReturnType<typeof signed>) =>
      rehearsal.refusal('ada', 'roster-opened', { ...space, signedRoster });
    expect(refusal({ ...signed(roster), signatures: [bytes(64, 0), bytes(64, 9)] })).toBe('OTHER_ROSTER');
    expect(refusal(signed(next))).toBe('NOT_ENDORSED');
    expect(refusal(signed(next, [endorsement(0)]))).toBe('NOT_ENDORSED');
    expect(refusal(signed(next, [endorsement(0), endorsement(0)]))).toBe('NOT_ENDORSED');
    expect(refusal(signed(next, [endorsement(0), endorsement(2)]))).toBe('NOT_ENDORSED');
    expect(refusal(signed(next, [endorsement(0), endorsement(1)]))).toBeUndefined();
  });

  test('a successor lapses what was proposed under the roster before', () => {
    const rehearsal = rehearse();
    openRoster(rehearsal, [NILS, SARA], 2);
    propose(rehearsal, disclosureOf(roster, 'Talks are held.'));
    const next = successorRoster(roster, { consentKeys: roster.consentKeys, quorum: 1 });
    const endorsements = [0, 1].map((index) => ({ index, signature: bytes(64, index) }));
    const { room, post } = rehearsal;
    post('ada', 'roster-opened', { ...space, signedRoster: signed(next, endorsements) });
    const view = room.disclosures.byDigest[room.disclosures.order[0] ?? ''];
    expect(view?.state).toEqual({ kind: 'lapsed', reason: 'roster changed', position: 3 });
    expect(room.disclosures.pending).toEqual([]);
  });
});
