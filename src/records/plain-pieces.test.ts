import { describe, expect, test } from 'vitest';
import { PieceReader, piecesOf } from './plain-pieces.ts';

function joined(pieces: Iterable<Uint8Array>): unknown {
  const reader = new PieceReader();
  for (const piece of pieces) reader.add(piece);
  return reader.value;
}

describe('plain data in pieces', () => {
  const deep = {
    small: { text: 'one', none: null, list: [] as number[], bytes: Uint8Array.of(1, 2) },
    map: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`key ${n}`, { n, list: [n, 'text'] }])),
    list: Array.from({ length: 3_000 }, (_, n) => ({ n, inner: Array.from({ length: 4 }, (_, m) => m) })),
    one: { idea: { arguments: Array.from({ length: 9_000 }, (_, n) => ({ n })) } },
    long: Array.from({ length: 40 }, (_, n) => `${n} ${'x'.repeat(60_000)}`),
  };

  test('is the same again, and no piece holds much of it', () => {
    const pieces = [...piecesOf(deep)];
    expect(pieces.length).toBeGreaterThan(10);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(512 * 1024);
    expect(joined(pieces)).toEqual(deep);
  });

  test.each([[{}], [[]], [null], ['text'], [{ a: {}, b: [] }]])('%j too', (value) => {
    expect(joined(piecesOf(value))).toEqual(value);
  });

  test('refuses what is no piece, and pieces without those before them', () => {
    const pieces = [...piecesOf(deep)];
    expect(() => joined([Uint8Array.of(0xff)])).toThrow(expect.objectContaining({ code: 'NOT_A_SNAPSHOT' }));
    expect(() => joined(pieces.slice(1))).toThrow(expect.objectContaining({ code: 'NOT_A_SNAPSHOT' }));
  });
});
