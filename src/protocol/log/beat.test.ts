import { describe, expect, test } from 'vitest';
import type { TreeSize } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { beatEntry, dummyEntry } from './beat.ts';
import { LOG_ENTRY_BYTES } from './limits.ts';

const BEAT = { blind: new Uint8Array(32).fill(1), size: 8 as TreeSize, root: new Uint8Array(32).fill(2) };

describe('[LOG-2] a beat', () => {
  test('binds blind, size and root', () => {
    const entries = [
      BEAT,
      { ...BEAT, blind: new Uint8Array(32).fill(3) },
      { ...BEAT, size: 9 as TreeSize },
      { ...BEAT, root: new Uint8Array(32).fill(3) },
    ].map((beat) => toHex(beatEntry(beat)));
    expect(new Set(entries).size).toBe(4);
  });

  test('[LOG-1] is as long as a dummy', () => {
    expect(beatEntry(BEAT).length).toBe(LOG_ENTRY_BYTES);
    expect(dummyEntry((length) => new Uint8Array(length)).length).toBe(LOG_ENTRY_BYTES);
  });

  test('parts of another length are a fault', () => {
    expect(() => beatEntry({ ...BEAT, blind: new Uint8Array(31) })).toThrow(RangeError);
    expect(() => beatEntry({ ...BEAT, root: new Uint8Array(33) })).toThrow(RangeError);
  });
});
