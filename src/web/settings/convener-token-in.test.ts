import { expect, test } from 'vitest';
import { toBase64Url } from '../../base/text-encodings.ts';
import { convenerTokenIn } from './convener-token-in.ts';

const origin = 'https://talks.example';
const token = new Uint8Array(32).fill(5);
const link = `${origin}/app#convener=${toBase64Url(token)}`;

test('a link of this venue gives its secret', () => {
  expect(convenerTokenIn(` ${link}\n`, origin)).toEqual(token);
});

test.each([
  ['', origin],
  ['convener', origin],
  [link.slice(0, -4), origin],
  [`${link}AAAA`, origin],
  [`${origin}/join#${toBase64Url(token)}`, origin],
  [link, 'https://other.example'],
])('%j gives none at %s', (typed, at) => {
  expect(convenerTokenIn(typed, at)).toBeUndefined();
});
