import { expect, test } from 'vitest';
import { textToPutProblems } from './text-to-put.ts';

const english = { language: 'en', title: 'The crossing', text: 'Twice a day.' };
const french = { language: 'fr', title: '', text: 'Deux fois par jour.' };

test('a text can be put in one language, with a title or without, or in several', () => {
  expect(textToPutProblems([english, french])).toEqual([{}, {}]);
  expect(textToPutProblems([{ ...french, language: 'und' }])).toEqual([{}]);
});

test('each of several is written, keeps to its room, and says which language it is', () => {
  expect(textToPutProblems([english, { ...french, text: ' \n' }])).toEqual([{}, { text: 'missing' }]);
  expect(textToPutProblems([english, { ...french, language: 'en' }])).toEqual([{}, { language: 'twice' }]);
  expect(textToPutProblems([english, { ...french, language: 'und' }])).toEqual([{}, { language: 'unnamed' }]);
  const long = { ...french, title: 'é'.repeat(201), text: 'é'.repeat(16_385) };
  expect(textToPutProblems([english, long])).toEqual([{}, { title: 'too-long', text: 'too-long' }]);
});
