import { describe, expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

describe('the word that was meant', () => {
  const words = ['serve', 'rehearse', 'verify', 'backup', 'restore'];

  test.each([
    ['reherse', 'rehearse'],
    ['verfiy', 'verify'],
    ['SERVE', 'serve'],
    ['bakup', 'backup'],
  ])('%s was meant to be %s', (typed, meant) => {
    expect(nearestWord(typed, words)).toBe(meant);
  });

  test.each(['sing', 'x', '', 'rehabilitate'])('%j is none of them', (typed) => {
    expect(nearestWord(typed, words)).toBeUndefined();
  });
});
