/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import type { TreeSize } from '../../src/base/ids.ts';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { sha256 } from '../../src/protocol/crypto/sha256.ts';
import { beatEntry } from '../../src/protocol/log/beat.ts';
import { encodeBundle, parseBundle } from '../../src/protocol/log/bundle.ts';
import { checkCheckpoint, parseCheckpoint } from '../../src/protocol/log/checkpoint.ts';
import { LogError } from '../../src/protocol/log/log-error.ts';
import { formatNote, parseNote } from '../../src/protocol/log/note.ts';
import { openNote } from '../../src/protocol/log/note-signing.ts';
import { bundlePath, parseTilePath, tilePath } from '../../src/protocol/log/tile-path.ts';
import { tilesOf, tilesOfGrowth } from '../../src/protocol/log/tiles.ts';
import { formatVerifierKey, parseVerifierKey } from '../../src/protocol/log/verifier-key.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import { MerkleTree } from '../../src/protocol/merkle/merkle-tree.ts';
import beat from './log/beat.json' with { type: 'json' };
import bundle from './log/bundle.json' with { type: 'json' };
import live from './log/checkpoint.json' with { type: 'json' };
import notes from './log/notes.json' with { type: 'json' };
import entries from './log/roots-of-entries.json' with { type: 'json' };
import paths from './log/tile-paths.json' with { type: 'json' };
import tiles from './log/tiles.json' with { type: 'json' };
import verifierKeys from './log/verifier-keys.json' with { type: 'json' };

const hex = (text: string) => fromHex(text) as Uint8Array;

interface Refused {
  how: string;
  code: string;
  key: string;
  keys: string[];
  note: string;
  text: string;
}

const refusedKeys = Object.entries(
  import.meta.glob<Refused>('./log/verifier-key-*.json', { eager: true, import: 'default' }),
);
const refusedNotes = Object.entries(import.meta.glob<Refused>('./log/note-*.json', { eager: true, import: 'default' }));
const refusedCheckpoints = Object.entries(
  import.meta.glob<Refused>('./log/checkpoint-*.json', { eager: true, import: 'default' }),
);

async function codeOf(check: () => unknown): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof LogError) return error.code;
    throw error;
  }
}

describe('[LOG-1] tiles and bundles', () => {
  test.each(tiles.sizes)('a tree of $size', ({ size, levels }) => {
    const counted = levels.map(({ level }) => {
      const widths = [...tilesOf(size)].filter((tile) => tile.level === level);
      const partial = widths.filter(({ width }) => width < 256);
      return { level, full: widths.length - partial.length, partial: partial[0]?.width ?? 0 };
    });
    expect(counted).toEqual(levels);
    expect([...tilesOf(size)].every(({ level }) => level < levels.length)).toBe(true);
  });

  test.each(tiles.growths)('growing from $from to $to', ({ from, to, paths: expected }) => {
    expect([...tilesOfGrowth(from, to)].map(tilePath)).toEqual(expected);
  });

  test.each(paths.good)('$path', ({ path, ...coordinates }) => {
    expect(parseTilePath(path)).toEqual(coordinates);
    const { kind, index, width, level = 0 } = coordinates;
    expect(kind === 'tile' ? tilePath({ level, index, width }) : bundlePath({ index, width })).toBe(path);
  });

  test.each(paths.refused)('no path: %s', (_how, path) => {
    expect(parseTilePath(path as string)).toBeUndefined();
  });

  test('a bundle', () => {
    expect(toHex(encodeBundle(bundle.entries.map(hex)))).toBe(bundle.bundle);
    expect(parseBundle(hex(bundle.bundle), bundle.entries.length).map(toHex)).toEqual(bundle.entries);
  });

  test('roots of a log', () => {
    const tree = new MerkleTree();
    for (let i = 0; i < 600; i++) tree.append(leafHash(sha256(utf8(`entry ${i}`))));
    for (const { size, root } of entries.roots) expect(toHex(tree.rootAt(size) as Uint8Array)).toBe(root);
  });
});

test('[LOG-2] a beat', () => {
  const entry = beatEntry({ blind: hex(beat.blind), size: beat.size as TreeSize, root: hex(beat.root) });
  expect(toHex(entry)).toBe(beat.entry);
});

describe('[LOG-1] notes', () => {
  test.each(verifierKeys.keys)('key $key', ({ key, ...parts }) => {
    const parsed = parseVerifierKey(key);
    expect({ ...parsed, id: toHex(parsed.id), publicKey: toHex(parsed.publicKey) }).toEqual(parts);
    expect(formatVerifierKey(parsed)).toBe(key);
  });

  test.each(notes.notes)('signed by $signers', async ({ note, keys, signers }) => {
    expect(formatNote(parseNote(utf8(note)))).toBe(note);
    const { verified } = await openNote(note, keys.map(parseVerifierKey));
    expect(verified.map(({ key }) => key.name)).toEqual(signers);
  });

  test.each(refusedKeys)('refused: %s', async (_name, { key, code }) => {
    expect(await codeOf(() => parseVerifierKey(key))).toBe(code);
  });

  test.each(refusedNotes)('refused: %s', async (_name, { note, keys, code }) => {
    expect(await codeOf(() => openNote(note, keys.map(parseVerifierKey)))).toBe(code);
    expect(await codeOf(() => openNote(utf8(note), keys.map(parseVerifierKey)))).toBe(code);
  });
});

describe('[LOG-1] checkpoints', () => {
  test('of a live log, cosigned by a live witness', async () => {
    const { checkpoint, cosignatures } = await checkCheckpoint(
      live.note,
      parseVerifierKey(live.logKey),
      live.witnessKeys.map(parseVerifierKey),
    );
    expect({ ...checkpoint, root: toHex(checkpoint.root) }).toEqual({
      origin: live.origin,
      size: live.size,
      root: live.root,
      extensions: [],
    });
    expect(cosignatures.map(({ timeSeconds }) => timeSeconds)).toEqual([live.cosignedAt]);
  });

  test.each(refusedCheckpoints)('refused: %s', async (_name, { text, code }) => {
    expect(await codeOf(() => parseCheckpoint(text))).toBe(code);
  });
});

test('every refused vector was read', () => {
  expect([refusedKeys.length, refusedNotes.length, refusedCheckpoints.length]).toEqual([8, 12, 9]);
});
