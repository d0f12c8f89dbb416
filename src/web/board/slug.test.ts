import { expect, test } from 'vitest';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { slugText } from '../../protocol/disclosure/slug.ts';
import { isSlug, slugFrom } from './slug.ts';

test.each([
  ['The Harbour Talks, 2026', 'the-harbour-talks-2026'],
  ['Accords d’Évian – été', 'accords-d-evian-ete'],
  ['  --x--  ', 'x'],
  [`${'long '.repeat(20)}`, 'long-long-long-long-long-long-long-long-long-long-long-long-long'],
])('%s', (name, slug) => {
  expect(slugFrom(name)).toBe(slug);
  expect(isSlug(slug)).toBe(true);
});

test('what is a slug here is one to the protocol, and nothing else is', () => {
  const codec = slugText('slug');
  for (const text of ['a', 'a-b', 'a--b', '-a', 'a-', 'A', 'é', '', 'a b', 'x'.repeat(64), 'x'.repeat(65)]) {
    const holds = () => decode(codec, encode(codec, text), 100);
    if (isSlug(text)) expect(holds()).toBe(text);
    else expect(holds).toThrow();
  }
  expect(slugFrom('Переговори')).toBe('');
});
