import { expect, test } from 'vitest';
import { forgetChoices } from './forget-choices.ts';

test('what was chosen here is forgotten, and what others of the origin keep is not', () => {
  const removeItem = function (this: Record<string, unknown>, key: string) {
    delete this[key];
  };
  // As a browser's: what is kept are its own properties.
  const kept = Object.assign(Object.create({ removeItem }) as Storage, {
    'pourparler-theme': 'dark',
    'pourparler-language': 'en',
    'pourparler-lock-after': '5',
    'pourparler-timeline': 'list',
    'another-app': 'theirs',
  });
  forgetChoices(kept);
  expect({ ...kept }).toEqual({ 'another-app': 'theirs' });
});
