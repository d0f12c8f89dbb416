import { expect, test } from 'vitest';
import { toBase64Url } from '../base/text-encodings.ts';
import { broughtBy } from './arrival.ts';

const VENUE = 'https://talks.example';
const token = new Uint8Array(32).fill(7);
const convener = (bytes: Uint8Array) => broughtBy(`${VENUE}/app#convener=${toBase64Url(bytes)}`);

test('a convener’s link brings its token, and one that is not whole brings nothing', () => {
  expect(convener(token)).toEqual({ kind: 'convener', token });
  for (const bytes of [token.subarray(1), new Uint8Array(33), new Uint8Array(100_000)]) {
    expect(convener(bytes)).toEqual({ kind: 'nothing' });
  }
  for (const hash of ['', '#', '#/today', '#convener=', '#convener=no base64!', `#/convener=${toBase64Url(token)}`]) {
    expect(broughtBy(`${VENUE}/app${hash}`)).toEqual({ kind: 'nothing' });
  }
});

test('an invitation is brought whole, to be read where it is opened', () => {
  const link = `${VENUE}/join#secret`;
  expect(broughtBy(link)).toEqual({ kind: 'invitation', link });
});
