import { describe, expect, test } from 'vitest';
import { recoveryPhrase } from '../../protocol/joining/recovery-phrase.ts';
import { phraseHelp } from './phrase-help.ts';

const phrase = recoveryPhrase(new Uint8Array(16).fill(7));
const words = phrase.split(' ');
const done = { isTyping: false };

describe('a recovery phrase that is typed', () => {
  test('is whole however it is written', () => {
    expect(phraseHelp(phrase, done)).toEqual({ kind: 'whole' });
    expect(phraseHelp(words.map((word, at) => `${at + 1}. ${word.toUpperCase()}`).join('\n'), done)).toEqual({
      kind: 'whole',
    });
  });

  test('is told how many words are missing, or too many', () => {
    expect(phraseHelp(words.slice(0, 9).join(' '), done)).toMatchObject({ missing: 3, unknown: [] });
    expect(phraseHelp(`${phrase} zoo`, done)).toMatchObject({ missing: -1 });
  });

  test('is told each unknown word, its place, and what it may have been meant for', () => {
    const typed = ['abandn', ...words.slice(1, 5), 'xqxqxq'].join(' ');
    expect(phraseHelp(typed, done)).toMatchObject({
      missing: 6,
      unknown: [
        { place: 1, word: 'abandn', like: ['abandon'] },
        { place: 6, word: 'xqxqxq', like: [] },
      ],
    });
  });

  test('is not corrected in the middle of a word', () => {
    expect(phraseHelp('aband', { isTyping: true })).toMatchObject({ unknown: [] });
    expect(phraseHelp('aband ', { isTyping: true })).toMatchObject({ unknown: [{ word: 'aband' }] });
    expect(phraseHelp('aband', done)).toMatchObject({ unknown: [{ word: 'aband' }] });
  });

  test('is told when its words fit no phrase', () => {
    expect(phraseHelp([...words.slice(0, 11), 'zoo'].join(' '), done).kind).toBe('checksum');
  });

  test.each([
    ['whipp', 'whip'],
    ['wolk', 'walk'],
    ['zooo', 'zoo'],
  ])('%s may be %s', (typed, meant) => {
    expect(phraseHelp(`${typed} `, done)).toMatchObject({ unknown: [{ like: expect.arrayContaining([meant]) }] });
  });
});
