import { expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { sha256 } from '../crypto/sha256.ts';
import { DisclosureError } from './disclosure-error.ts';
import { formatProcessKey, parseProcessKey, processKeyName } from './process-key.ts';

const KEY = { name: 'Talks-on-the-river', digest: sha256(utf8('a roster')) };
const LINE = formatProcessKey(KEY);

function codeOf(line: string): string {
  try {
    parseProcessKey(line);
    return 'parsed';
  } catch (error) {
    return error instanceof DisclosureError ? error.code : String(error);
  }
}

test('a process key is one line that reads back', () => {
  expect(parseProcessKey(LINE)).toEqual(KEY);
});

test('one changed character anywhere is refused', () => {
  for (let at = 0; at < LINE.length; at++) {
    for (const other of ['A', 'z', '0', '+', ' ']) {
      if (other === LINE[at]) continue;
      expect(codeOf(LINE.slice(0, at) + other + LINE.slice(at + 1)), `character ${at}`).toBe('PROCESS_KEY_MALFORMED');
    }
  }
});

test.each([
  '',
  '++',
  `${LINE}\n`,
  ` ${LINE}`,
  LINE.slice(0, -1),
  `${LINE}=`,
  'x'.repeat(100_000),
  LINE.replaceAll('+', '++'),
])('what is no process key is refused: %j', (line) => {
  expect(codeOf(line)).toBe('PROCESS_KEY_MALFORMED');
});

test('a name becomes the name of a key', () => {
  expect(processKeyName('Talks  on\u00a0the + river')).toBe('Talks-on-the-river');
  expect(processKeyName('Переговори')).toBe('Переговори');
});
