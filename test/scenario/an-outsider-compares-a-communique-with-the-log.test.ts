import { beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import { formatCommunique } from '../../src/protocol/disclosure/communique.ts';
import { encodeBundle } from '../../src/protocol/log/bundle.ts';
import { bundlePath, tilePath } from '../../src/protocol/log/tile-path.ts';
import { bundlesOf, encodeTile, tilesOf } from '../../src/protocol/log/tiles.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import { MerkleTree } from '../../src/protocol/merkle/merkle-tree.ts';
import type { TileSource } from '../../src/verify/tile-source.ts';
import { verifyCommunique } from '../../src/verify/verify-communique.ts';
import {
  checkpointOf,
  keysOf,
  LOG_SIZE,
  makeParts,
  publish,
  RELEASE_PLACE,
  secret,
} from '../vectors/communique-story.ts';

let file: string;
let keys: { venueKey: string; processKey: string };
let entries: readonly Uint8Array[];

beforeAll(async () => {
  const parts = await makeParts();
  const published = await publish(parts);
  keys = await keysOf(parts);
  entries = published.entries;
  file = formatCommunique(published.communique);
});

/** A venue's log as static files, with `edit` made to its entries before they were hashed. */
async function served(size: number, edit: (entries: Uint8Array[]) => void = () => {}, venue = 'venue') {
  const all = Array.from({ length: size }, (_, i) => entries[i] ?? secret(`later ${i}`));
  edit(all);
  const tree = new MerkleTree();
  for (const entry of all) tree.append(leafHash(entry));
  const files = new Map([['checkpoint', utf8(await checkpointOf(tree, size, venue))]]);
  for (const tile of tilesOf(size))
    files.set(
      tilePath(tile),
      encodeTile(tile, (level, index) => tree.hashAt(level, index)),
    );
  for (const { index, width } of bundlesOf(size)) {
    files.set(bundlePath({ index, width }), encodeBundle(all.slice(index * 256, index * 256 + width)));
  }
  return files;
}

function source(files: ReadonlyMap<string, Uint8Array>): TileSource & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    async read(path) {
      reads.push(path);
      return files.get(path);
    },
  };
}

const verify = (files: ReadonlyMap<string, Uint8Array>) => verifyCommunique({ file, ...keys, log: source(files) });

describe('[OPEN-1] the log of today contains what the communiqué shows', () => {
  test.each([LOG_SIZE, LOG_SIZE + 1, 255, 256, 257, 700])('at %i entries', async (size) => {
    const { log } = await verify(await served(size));
    expect(log.sizeNow).toBe(size);
  });

  test('without reading the whole log', async () => {
    const log = source(await served(3000));
    await verifyCommunique({ file, ...keys, log });
    expect(log.reads.length).toBeLessThan(12);
  });

  test('although partial files were dropped for whole ones', async () => {
    const now = await served(300);
    const later = await served(600);
    const files = new Map([...later].filter(([path]) => !path.includes('.p/')));
    for (const [path, bytes] of now) if (path === 'checkpoint' || path.startsWith('tile/1/')) files.set(path, bytes);
    expect((await verify(files)).log.sizeNow).toBe(300);
  });
});

describe('a log that differs is noticed', () => {
  const refused = async (files: ReadonlyMap<string, Uint8Array>, code: string) =>
    expect(verify(files)).rejects.toMatchObject({ code });

  test('it has another history', async () => {
    const other = (all: Uint8Array[]) => all.splice(0, 1, secret('another history'));
    await refused(await served(40, other), 'LOG_DIFFERS');
    await refused(await served(LOG_SIZE, other), 'LOG_DIFFERS');
  });

  test('it has shrunk', async () => {
    await refused(await served(LOG_SIZE - 1), 'LOG_SHORTER');
  });

  test('it is another venue’s', async () => {
    await refused(await served(40, undefined, 'another venue'), 'LOG_OF_ANOTHER_VENUE');
    const files = await served(40);
    await refused(files.set('checkpoint', utf8('no note')), 'LOG_OF_ANOTHER_VENUE');
  });

  test('it serves another entry than it signed', async () => {
    const files = await served(40);
    const path = bundlePath({ index: 0, width: 40 });
    const changed = (files.get(path) as Uint8Array).slice();
    changed.fill(0, RELEASE_PLACE * 34 + 2, RELEASE_PLACE * 34 + 34);
    await refused(files.set(path, changed), 'LOG_DIFFERS');
  });

  test('a file of it is missing or broken', async () => {
    for (const path of [
      'checkpoint',
      tilePath({ level: 0, index: 0, width: 40 }),
      bundlePath({ index: 0, width: 40 }),
    ]) {
      const files = await served(40);
      files.delete(path);
      await refused(files, 'LOG_UNREADABLE');
      if (path !== 'checkpoint') await refused(files.set(path, new Uint8Array(33)), 'LOG_UNREADABLE');
    }
  });
});
