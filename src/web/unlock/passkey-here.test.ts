import { expect, test } from 'vitest';
import { isHostForPasskeys } from './passkey-here.ts';

test.each([
  ['talks.example', true],
  ['localhost', true],
  ['127.0.0.1', false],
  ['[::1]', false],
])('%s has passkeys: %s', (hostname, has) => {
  expect(isHostForPasskeys(hostname)).toBe(has);
});
