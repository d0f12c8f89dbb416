import { expect, test } from 'vitest';
import { composed } from './composed.ts';

test('[CODEC-2] text is composed wherever it stands, and nothing else is touched', () => {
  const bytes = new TextEncoder().encode('e\u0301');
  const typed = {
    title: 'e\u0301',
    texts: [{ text: 'cafe\u0301' }, 'a\u030a'],
    bytes,
    at: 3,
    none: undefined,
    not: null,
  };
  expect(composed(typed)).toEqual({
    title: '\u00e9',
    texts: [{ text: 'caf\u00e9' }, '\u00e5'],
    bytes,
    at: 3,
    none: undefined,
    not: null,
  });
  expect(composed(typed).bytes).toBe(bytes);
  expect(composed(composed(typed))).toEqual(composed(typed));
});
