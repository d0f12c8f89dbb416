import { expect, test } from 'vitest';
import { linkOutcome } from './pasted-link.ts';

test('a pasted link leads on where it is to this venue, and is told from one to another and from none', () => {
  const origin = 'https://talks.example';
  expect(linkOutcome({ venue: origin }, origin)).toEqual({ kind: 'here' });
  expect(linkOutcome({ venue: 'https://other.example' }, origin)).toEqual({
    kind: 'elsewhere',
    venue: 'https://other.example',
  });
  expect(linkOutcome(undefined, origin)).toEqual({ kind: 'none' });
});
