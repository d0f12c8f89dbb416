import { expect, test } from 'vitest';
import { idText, type PartyId } from '../../base/ids.ts';
import type { FactId } from '../fact/fact-id.ts';
import { bytes, PARTIES, rehearse } from '../rehearsal-room.ts';

const told = {
  who: 'The minister',
  byParty: PARTIES.north,
  on: '2026-11-24',
  facts: [bytes(16, 7) as FactId],
  note: 'Only that talks are held.',
};

test('the register says who was told what, by whom and when', () => {
  const { room, post } = rehearse();
  const { entry } = post('nora', 'briefing', told);
  expect(room.briefings.byEntry[idText(entry)]).toMatchObject({
    who: 'The minister',
    byParty: '11'.repeat(16),
    on: '2026-11-24',
    facts: ['07'.repeat(16)],
    enteredBy: '22'.repeat(16),
  });
});

test('a party enters its own briefings, and the secretariat those that it learns of', () => {
  const { refusal } = rehearse();
  expect(refusal('sara', 'briefing', told)).toBe('NOT_YOUR_PARTY');
  expect(refusal('ada', 'briefing', told)).toBeUndefined();
  expect(refusal('ada', 'briefing', { ...told, byParty: bytes(16, 9) as PartyId })).toBe('NO_SUCH_PARTY');
});
