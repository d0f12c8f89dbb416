import { expect, test } from 'vitest';
import { rehearse } from '../../records/rehearsal-room.ts';
import { attributesOf, partiesToChoose, type SeatingDraft, seatingProblems } from './seating-draft.ts';

const DRAFT: SeatingDraft = {
  name: 'Emma Lind',
  affiliation: '',
  attributes: '',
  party: '11'.repeat(16),
  newParty: '',
  role: 'member',
  consentHolder: false,
  readsFrom: 'now',
};
const problems = (changes: Partial<SeatingDraft>) => seatingProblems({ ...DRAFT, ...changes }, ['North', 'South']);

test('somebody is admitted under a name, to a party that was chosen', () => {
  expect(problems({})).toEqual({});
  expect(problems({ name: ' ' })).toEqual({ name: 'missing' });
  expect(problems({ party: '' })).toEqual({ party: 'missing' });
});

test('a new party has a name that the room does not know yet', () => {
  expect(problems({ party: 'new' })).toEqual({ newParty: 'missing' });
  expect(problems({ party: 'new', newParty: ' north ' })).toEqual({ newParty: 'known' });
  expect(problems({ party: 'new', newParty: 'East' })).toEqual({});
});

test('what is vouched for keeps to what a charter has room for', () => {
  expect(problems({ name: 'ö'.repeat(151) })).toEqual({ name: 'too-long' });
  expect(problems({ affiliation: 'x'.repeat(301) })).toEqual({ affiliation: 'too-long' });
  expect(problems({ attributes: 'x'.repeat(101) })).toEqual({ attributes: 'too-long' });
  expect(problems({ attributes: Array.from({ length: 13 }, (_, i) => `a${i}`).join('\n') })).toEqual({
    attributes: 'too-many',
  });
});

test('attributes are its lines, each once', () => {
  expect(attributesOf(' diplomatic experience\n\nnot a serving official\ndiplomatic experience ')).toEqual([
    'diplomatic experience',
    'not a serving official',
  ]);
});

test('parties of other rooms can be chosen too, and are known as such', () => {
  const { room } = rehearse();
  const east = { party: '13'.repeat(16), name: 'east', secretariat: false, isMine: false };
  const north = { party: '11'.repeat(16), name: 'north', secretariat: false, isMine: false };
  const shown = partiesToChoose(room.room, [east, north]).map(({ name, isElsewhere }) => [name, isElsewhere]);
  expect(shown).toEqual([
    ['north', false],
    ['south', false],
    ['secretariat', false],
    ['east', true],
  ]);
});
