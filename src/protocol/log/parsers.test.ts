import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import type { TreeSize } from '../../base/ids.ts';
import { encodeBundle, parseBundle } from './bundle.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { NOTE_BYTES_MAX, NOTE_SIGNATURES_MAX } from './limits.ts';
import { LogError } from './log-error.ts';
import { formatNote, parseNote, parseSignatureLines } from './note.ts';
import { bundlePath, parseTilePath, tilePath } from './tile-path.ts';
import { parseTile } from './tiles.ts';
import { ED25519_TYPE, formatVerifierKey, parseVerifierKey, verifierKey } from './verifier-key.ts';

/** What `parse` gives for `input`, or `undefined` where it threw this area's error: anything else fails the test. */
function parsed<I, T>(parse: (input: I) => T, input: I): T | undefined {
  try {
    return parse(input);
  } catch (error) {
    expect(error).toBeInstanceOf(LogError);
    return undefined;
  }
}

const NOTE = `venue.example/log\n8\n${'A'.repeat(43)}=\n\n— venue.example/log ${'A'.repeat(91)}=\n`;
const KEY = formatVerifierKey(verifierKey('venue.example/log', ED25519_TYPE, new Uint8Array(32)));
const PATH = 'tile/0/x001/234.p/5';

/** Text that is almost `good`: cut, with one character changed, or with something put in. */
function almost(good: string): fc.Arbitrary<string> {
  const strange = fc.constantFrom('\n', '\n\n', '—', ' ', '+', '\0', '\ud800', '=', '0', 'x', '/', 'é', '\u00a0', '٣');
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.nat(good.length).map((length) => good.slice(0, length)),
    fc.tuple(fc.nat(good.length), strange).map(([at, text]) => good.slice(0, at) + text + good.slice(at)),
    fc.tuple(fc.nat(good.length), strange).map(([at, text]) => good.slice(0, at) + text + good.slice(at + 1)),
  );
}

describe('whatever is read, in one spelling or not at all', () => {
  test('notes', () => {
    expect(formatNote(parseNote(NOTE))).toBe(NOTE);
    fc.assert(
      fc.property(almost(NOTE), (text) => {
        const note = parsed(parseNote, text);
        if (note !== undefined) expect(formatNote(note)).toBe(text);
        parsed(parseSignatureLines, text);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parsed(parseNote, bytes)));
  });

  test('checkpoints', () => {
    const good = NOTE.slice(0, NOTE.indexOf('\n\n') + 1);
    expect(formatCheckpoint(parseCheckpoint(good))).toBe(good);
    fc.assert(
      fc.property(almost(good), (text) => {
        const checkpoint = parsed(parseCheckpoint, text);
        if (checkpoint !== undefined) expect(formatCheckpoint(checkpoint)).toBe(text);
      }),
    );
  });

  test('verifier keys', () => {
    fc.assert(
      fc.property(almost(KEY), (text) => {
        const key = parsed(parseVerifierKey, text);
        if (key !== undefined) expect(formatVerifierKey(key)).toBe(text);
      }),
    );
  });

  test('tile paths', () => {
    fc.assert(
      fc.property(almost(PATH), (text) => {
        const path = parseTilePath(text);
        if (path !== undefined) expect(path.kind === 'tile' ? tilePath(path) : bundlePath(path)).toBe(text);
      }),
    );
    const coordinates = { level: fc.nat(63), index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: 256 }) };
    fc.assert(
      fc.property(fc.record(coordinates), (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual({ kind: 'tile', ...tile });
        const { index, width } = tile;
        expect(parseTilePath(bundlePath({ index, width }))).toEqual({ kind: 'entries', index, width });
      }),
    );
  });

  test('bundles and tiles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }),
        fc.nat(20),
        fc.nat(),
        (entries, width, cut) => {
          const bytes = encodeBundle(entries);
          expect(parseBundle(bytes, entries.length)).toEqual(entries);
          if (width !== entries.length) expect(parsed((input) => parseBundle(input, width), bytes)).toBeUndefined();
          const short = bytes.subarray(0, cut % (bytes.length + 1));
          if (short.length < bytes.length) {
            expect(parsed((input) => parseBundle(input, entries.length), short)).toBeUndefined();
          }
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(10), (bytes, width) => {
        const hashes = parsed((input) => parseTile(input, width), bytes);
        expect(hashes?.length).toBe(bytes.length === 32 * width ? width : undefined);
      }),
    );
  });
});

describe('limits', () => {
  const line = `— a.example ${'A'.repeat(91)}=\n`;

  test('a note has at most so many signatures, and 16 for certain', () => {
    expect(parseNote(`text\n\n${line.repeat(16)}`).signatures.length).toBe(16);
    expect(parseNote(`text\n\n${line.repeat(NOTE_SIGNATURES_MAX)}`).signatures.length).toBe(NOTE_SIGNATURES_MAX);
    expect(parsed(parseNote, `text\n\n${line.repeat(NOTE_SIGNATURES_MAX + 1)}`)).toBeUndefined();
  });

  test('a note has at most so many bytes, however few its characters', () => {
    const room = NOTE_BYTES_MAX - utf8(`\n\n${line}`).length;
    expect(parsed(parseNote, `${'a'.repeat(room)}\n\n${line}`)).toBeDefined();
    expect(parsed(parseNote, `${'a'.repeat(room + 1)}\n\n${line}`)).toBeUndefined();
    expect(parsed(parseNote, `${'é'.repeat(room / 2 + 1)}\n\n${line}`)).toBeUndefined();
    expect(parsed(parseNote, utf8(`${'a'.repeat(room + 1)}\n\n${line}`))).toBeUndefined();
  });

  test('a checkpoint may be of 2^53 − 1 entries', () => {
    const largest = {
      origin: 'a',
      size: Number.MAX_SAFE_INTEGER as TreeSize,
      root: new Uint8Array(32),
      extensions: ['x'],
    };
    expect(parseCheckpoint(formatCheckpoint(largest))).toEqual(largest);
  });
});
