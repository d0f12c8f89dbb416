import { describe, expect, test } from 'vitest';
import { uint64 } from '../base/bytes.ts';
import { keyPair, sign } from '../protocol/crypto/ed25519.ts';
import { sha256 } from '../protocol/crypto/sha256.ts';
import { encodeBundle } from '../protocol/log/bundle.ts';
import { signCheckpoint } from '../protocol/log/checkpoint.ts';
import { bundlePath, tilePath } from '../protocol/log/tile-path.ts';
import { bundlesOf, encodeTile, tilesOf } from '../protocol/log/tiles.ts';
import { ED25519_TYPE, verifierKey } from '../protocol/log/verifier-key.ts';
import { EMPTY_ROOT, leafHash } from '../protocol/merkle/hashing.ts';
import { MerkleTree } from '../protocol/merkle/merkle-tree.ts';
import { type AuditErrorCode, auditLog, type TileSource } from './audit-log.ts';

const { seed, publicKey } = await keyPair(new Uint8Array(32).fill(7));
const LOG_KEY = verifierKey('venue.example/log', ED25519_TYPE, publicKey);
const SIZE = 66_000;

type Files = Map<string, Uint8Array>;

/** The files of a log over `entries`, as a venue would serve them at that size. */
async function filesOf(entries: readonly Uint8Array[]): Promise<{ files: Files; tree: MerkleTree }> {
  const tree = new MerkleTree();
  for (const entry of entries) tree.append(leafHash(entry));
  const files: Files = new Map();
  for (const bundle of bundlesOf(tree.size)) {
    const from = bundle.index * 256;
    files.set(bundlePath(bundle), encodeBundle(entries.slice(from, from + bundle.width)));
  }
  for (const tile of tilesOf(tree.size)) {
    files.set(
      tilePath(tile),
      encodeTile(tile, (level, index) => tree.hashAt(level, index)),
    );
  }
  await setCheckpoint(files, tree);
  return { files, tree };
}

async function setCheckpoint(files: Files, head: Parameters<typeof signCheckpoint>[0] | MerkleTree): Promise<void> {
  const { size } = head;
  const root = head instanceof MerkleTree ? head.root() : head.root;
  const note = await signCheckpoint({ size, root }, LOG_KEY, (message) => sign(seed, message));
  files.set('checkpoint', new TextEncoder().encode(note));
}

function sourceOf(files: Files): TileSource {
  return { read: async (path) => files.get(path) };
}

const entry = (i: number) => sha256(uint64(i));
const entriesTo = (size: number) => Array.from({ length: size }, (_, i) => entry(i));
// Three levels of tiles, and, for what needs no more, two.
const large = await filesOf(entriesTo(SIZE));
const good = await filesOf(entriesTo(1000));

function altered(path: string, at: number, of: Files = good.files): Files {
  const files = new Map(of);
  files.set(
    path,
    (files.get(path) as Uint8Array).map((byte, i) => (i === at ? byte ^ 1 : byte)),
  );
  return files;
}

async function expectCode(
  files: Files,
  code: AuditErrorCode,
  from?: { size: number; root: Uint8Array },
): Promise<void> {
  const audit = auditLog(sourceOf(files), LOG_KEY, from === undefined ? {} : { from });
  await expect(audit).rejects.toMatchObject({ name: 'AuditError', code });
}

describe('auditing a log', () => {
  test('[LOG-1] of 66,000 entries: all bundles, all tiles of three levels, and an earlier checkpoint', async () => {
    const from = { size: 40_000, root: large.tree.rootAt(40_000) as Uint8Array };
    const seen: number[] = [];
    const audit = await auditLog(sourceOf(large.files), LOG_KEY, { from, progress: (entries) => seen.push(entries) });
    expect(audit.checkpoint.size).toBe(SIZE);
    expect([audit.bundles, audit.tiles]).toEqual([258, 258 + 2 + 1]);
    expect(seen.at(-1)).toBe(SIZE);
  });

  test('an empty log', async () => {
    const { files } = await filesOf([]);
    const audit = await auditLog(sourceOf(files), LOG_KEY, { from: { size: 0, root: EMPTY_ROOT } });
    expect([audit.checkpoint.size, audit.bundles, audit.tiles]).toEqual([0, 0, 0]);
  });

  test('a log that grew since, and dropped its partial tiles, is audited from the full ones', async () => {
    const grown = (await filesOf(entriesTo(512))).files;
    const { tree } = await filesOf(entriesTo(300));
    await setCheckpoint(grown, tree);
    grown.set('tile/1/000.p/1', (grown.get('tile/0/000') as Uint8Array).slice(0, 32));
    await expectCode(grown, 'TILE_MISMATCH');
    grown.set('tile/1/000.p/1', tree.hashAt(8, 0) as Uint8Array);
    expect((await auditLog(sourceOf(grown), LOG_KEY)).checkpoint.size).toBe(300);
  });
});

describe('an audit fails on', () => {
  test('one bit of an entry', async () => expectCode(altered('tile/entries/002', 1000), 'TILE_MISMATCH'));
  test('one bit of a tile of leaves', async () => expectCode(altered('tile/0/003.p/232', 17), 'TILE_MISMATCH'));
  test('one bit of a tile above', async () => expectCode(altered('tile/1/000.p/3', 50), 'TILE_MISMATCH'));
  test('one bit of the topmost tile', async () =>
    expectCode(altered('tile/2/000.p/1', 0, large.files), 'TILE_MISMATCH'));
  test('one bit of the checkpoint', async () => expectCode(altered('checkpoint', 20), 'BAD_CHECKPOINT'));

  test('a tile that is longer than it should be', async () => {
    const files = new Map(good.files);
    files.set('tile/1/000.p/3', new Uint8Array([...(files.get('tile/1/000.p/3') ?? []), 0]));
    await expectCode(files, 'TILE_MISMATCH');
  });

  test.each(['tile/entries/000', 'tile/entries/003.p/232', 'tile/0/001', 'tile/0/003.p/232', 'tile/1/000.p/3'])(
    'a missing %s',
    async (path) => {
      const files = new Map(good.files);
      files.delete(path);
      await expectCode(files, 'MISSING_TILE');
    },
  );

  test('no checkpoint, and one of another key', async () => {
    await expectCode(new Map(), 'BAD_CHECKPOINT');
    const other = verifierKey('venue.example/log', ED25519_TYPE, (await keyPair(new Uint8Array(32))).publicKey);
    await expect(auditLog(sourceOf(good.files), other)).rejects.toMatchObject({ code: 'WRONG_KEY' });
  });

  test('a signed root that the entries do not have', async () => {
    const { files, tree } = await filesOf([entry(0), entry(1)]);
    await setCheckpoint(files, { size: tree.size, root: leafHash(entry(9)) });
    await expectCode(files, 'ROOT_MISMATCH');
  });

  test('[LOG-1] an entry of 31 bytes, even where everything else fits', async () => {
    const { files } = await filesOf([entry(0), entry(1).subarray(1)]);
    await expectCode(files, 'ENTRY_SIZE');
  });

  test('a bundle with a byte too many', async () => {
    const { files } = await filesOf([entry(0), entry(1)]);
    files.set('tile/entries/000.p/2', new Uint8Array([...(files.get('tile/entries/000.p/2') ?? []), 0]));
    await expectCode(files, 'BAD_BUNDLE');
  });

  test('a log that shrank, or holds another past', async () => {
    const { files, tree } = await filesOf([entry(0), entry(1), entry(2)]);
    await expectCode(files, 'NOT_AN_EXTENSION', { size: 4, root: leafHash(entry(0)) });
    for (const size of [0, 1, 2, 3]) {
      await expectCode(files, 'NOT_AN_EXTENSION', { size, root: leafHash(entry(9)) });
    }
    await auditLog(sourceOf(files), LOG_KEY, { from: { size: 2, root: tree.rootAt(2) as Uint8Array } });
  });

  test('a size that nobody could serve, without holding it in memory', async () => {
    const { files } = await filesOf([entry(0)]);
    await setCheckpoint(files, { size: Number.MAX_SAFE_INTEGER as MerkleTree['size'], root: EMPTY_ROOT });
    await expectCode(files, 'MISSING_TILE');
  });

  test('a source that fails: its own error, once', async () => {
    const broken: TileSource = {
      read: async (path) => {
        if (path.startsWith('tile/')) throw new Error('no network');
        return good.files.get(path);
      },
    };
    await expect(auditLog(broken, LOG_KEY)).rejects.toThrow('no network');
  });
});
