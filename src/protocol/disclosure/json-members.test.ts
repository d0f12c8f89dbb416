import { expect, test } from 'vitest';
import { hasRepeatedMember } from './json-members.ts';

test.each([
  ['{"a": 1, "b": [{"a": 2}, {"a": 3}]}', false],
  ['{"a": "a: \\"b\\": \\\\", "b": {}}', false],
  ['{":": ":"}', false],
  ['[]', false],
  ['{"a": 1, "a": 1}', true],
  ['{"a": [{"b": 1, "b": 2}]}', true],
  ['{"a": 1, "\\u0061": 2}', true],
])('%s', (text, repeated) => {
  expect(hasRepeatedMember(text, JSON.parse(text))).toBe(repeated);
});
