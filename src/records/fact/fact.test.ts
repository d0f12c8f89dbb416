import { expect, test } from 'vitest';
import { bytes, rehearse } from '../rehearsal-room.ts';
import type { FactId } from './fact-id.ts';

const withheld = {
  room: 'disclosed',
  otherRooms: 'withheld',
  principals: 'disclosed',
  press: 'withheld',
  public: 'withheld',
} as const;
const line = {
  fact: bytes(16, 7) as FactId,
  title: 'The talks exist',
  statuses: withheld,
  ifAsked: 'We neither confirm nor deny.',
};

test('the secretariat keeps the board; where none sits, a steward does', () => {
  expect(rehearse().refusal('nils', 'fact', line)).toBe('NOT_THE_SECRETARIAT');
  expect(rehearse().refusal('ada', 'fact', line)).toBeUndefined();
  expect(rehearse({}, ['nils', 'sara']).refusal('nils', 'fact', line)).toBe('NOT_THE_STEWARD');
});

test('a line posted again replaces the line, keeps its place and shows how it changed', () => {
  const { room, post } = rehearse();
  post('ada', 'fact', line);
  post('ada', 'fact', { ...line, fact: bytes(16, 8) as FactId, title: 'The place' });
  post('ada', 'fact', { ...line, statuses: { ...withheld, press: 'unclear' } });
  expect(room.facts.order).toEqual(['07'.repeat(16), '08'.repeat(16)]);
  expect(room.facts.byId['07'.repeat(16)]).toMatchObject({ statuses: { press: 'unclear' }, position: 3 });
  expect(room.facts.byId['07'.repeat(16)]?.changes.map(({ position }) => position)).toEqual([1, 3]);
});
