import { expect, test } from 'vitest';
import { asShown } from './as-shown.ts';

const [RLO, PDF, RLI, PDI, FSI] = ['\u202e', '\u202c', '\u2067', '\u2069', '\u2068'];

test('no name and no title turns the line around, or leaves what the app has set around it', () => {
  const room = { seats: { a: { name: `Ana${PDI}${RLO} yb devomer${PDF}` } }, titles: [`${RLI}The table`, 'Plain'] };
  expect(asShown(room)).toEqual({ seats: { a: { name: 'Ana yb devomer' } }, titles: ['The table', 'Plain'] });
  expect(asShown(`a\u0000b\u001bc\u0085d`)).toBe('abcd');
});

test('words of every script stay as they were written', () => {
  for (const words of [
    'שלום \u200fABC',
    'می\u200cخواهم',
    'a\u00adb',
    'line\n\tline\r\n',
    'नि\u200dष',
    '👩\u200d⚖️',
    '',
  ]) {
    expect(asShown(words)).toBe(words);
  }
});

test('what needs no change is the same value, and what does is not changed in its place', () => {
  const plain = { list: [{ a: 1, b: null, c: undefined, d: true }], bytes: new Uint8Array([0, 1]) };
  expect(asShown(plain)).toBe(plain);
  const hostile = { kept: plain, list: [`${FSI}x`] };
  const cleaned = asShown(hostile);
  expect(cleaned.kept).toBe(plain);
  expect(cleaned.list).toEqual(['x']);
  expect(hostile.list).toEqual([`${FSI}x`]);
});

test('a room of ten thousand ideas is looked through within a frame or two', () => {
  const ideas = Array.from({ length: 10_000 }, (_, at) => ({
    key: `${at}`,
    title: 'Share the water',
    text: 'x'.repeat(400),
  }));
  const started = performance.now();
  expect(asShown(ideas)).toBe(ideas);
  expect(performance.now() - started).toBeLessThan(250);
});
