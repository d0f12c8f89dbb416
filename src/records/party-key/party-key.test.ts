import { expect, test } from 'vitest';
import { bytes, charterOf, charterParty, PARTIES, rehearse, SEATS } from '../rehearsal-room.ts';

const everyone = ['ada', 'nils', 'nora', 'sara'] as const;

function renewed() {
  const rehearsal = rehearse();
  const charter = charterOf(everyone, {}, { generation: 1 });
  const parties = charter.parties.map((party) =>
    party.party === PARTIES.north ? { ...charterParty('north'), shareKey: bytes(32, 9), shareKeyGeneration: 1 } : party,
  );
  rehearsal.handshake({ ...charter, parties }, 'nils');
  return rehearsal;
}

const half = { seat: SEATS.nora.seat, generation: 1, sealed: bytes(80, 6) };
const passed = { party: PARTIES.north, generation: 1, halves: [half, { ...half, generation: 0 }] };

test('[SHARE-3] a renewed key is passed on within the party; the projection holds nothing of it', () => {
  const { room, post } = renewed();
  expect(post('nils', 'party-key', passed).applied).toEqual({ kind: 'applied' });
  expect(room.partyKeys['11'.repeat(16)]).toMatchObject({ generation: 1, by: '21'.repeat(16) });
  expect(room.timeline.at(-1)).toMatchObject({ kind: 'entry', name: 'party-key', about: '11'.repeat(16) });
  expect(JSON.stringify(room)).not.toContain('"0":6');
});

test('not by or to another party, and not of a key that the charter does not have', () => {
  const { refusal } = renewed();
  expect(refusal('sara', 'party-key', passed)).toBe('NOT_YOUR_PARTY');
  const toSara = { ...passed, halves: [{ ...half, seat: SEATS.sara.seat }] };
  expect(refusal('nils', 'party-key', toSara)).toBe('SEAT_NOT_PRESENT');
  expect(refusal('nils', 'party-key', { ...passed, generation: 0 })).toBe('WRONG_GENERATION');
  const early = { ...passed, halves: [{ ...half, generation: 2 }] };
  expect(refusal('nils', 'party-key', early)).toBe('WRONG_GENERATION');
});
