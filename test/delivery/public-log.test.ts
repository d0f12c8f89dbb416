import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toHex } from '../../src/base/text-encodings.ts';
import type { Ed25519KeyPair } from '../../src/protocol/crypto/ed25519.ts';
import { beatEntry } from '../../src/protocol/log/beat.ts';
import { parseBundle } from '../../src/protocol/log/bundle.ts';
import { checkCheckpoint } from '../../src/protocol/log/checkpoint.ts';
import { parseVerifierKey } from '../../src/protocol/log/verifier-key.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import { MerkleTree } from '../../src/protocol/merkle/merkle-tree.ts';
import type { ChannelBeat } from '../../src/protocol/wire/venue-message.ts';
import { openLogKey } from '../../src/venue/log/log-key.ts';
import { PublicLog } from '../../src/venue/log/public-log.ts';
import type { BeatWrite, Store } from '../../src/venue/store/store.ts';
import { auditLog } from '../../src/verify/audit-log.ts';
import { entryItem, newChannel, OpaqueClient, type TestVenue, testVenue } from './opaque-client.ts';

let venue: TestVenue;
beforeEach(async () => {
  venue = await testVenue();
});
afterEach(() => venue.dispose());

const bytesOf = async (path: string) => {
  const response = await fetch(`${venue.url}/log/${path}`);
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
};

async function entries(size: number): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (let index = 0; index * 256 < size; index++) {
    const width = Math.min(256, size - index * 256);
    const name = `tile/entries/${String(index).padStart(3, '0')}${width === 256 ? '' : `.p/${width}`}`;
    all.push(...parseBundle((await bytesOf(name)) as Uint8Array, width));
  }
  return all;
}

async function posted(count: number, logged = true): Promise<OpaqueClient> {
  const channel = await newChannel(venue, { logged });
  const client = await OpaqueClient.open(venue.url, channel.id, channel.seats[0]?.devices[0] as Ed25519KeyPair);
  await Promise.all(Array.from({ length: count }, () => client.post(entryItem(channel.id))));
  return client;
}

async function beatsOf(client: OpaqueClient): Promise<readonly ChannelBeat[]> {
  const answer = await client.ask({ kind: 'beats', fromSize: 0 });
  return answer.kind === 'beats' ? answer.beats : [];
}

describe('the public log', () => {
  test('[LOG-1] is served as tlog-tiles, and audits as a whole across many beats', async () => {
    for (let beat = 0; beat < 70; beat++) await venue.beat();
    const key = parseVerifierKey(venue.verifierKey);
    const note = (await bytesOf('checkpoint')) as Uint8Array;
    const { checkpoint } = await checkCheckpoint(note, key);
    expect(checkpoint.size).toBe(560);
    const tree = new MerkleTree();
    for (const entry of await entries(560)) {
      expect(entry.length).toBe(32);
      tree.append(leafHash(entry));
    }
    expect(toHex(tree.root())).toBe(toHex(checkpoint.root));
    await auditLog({ read: (path: string) => bytesOf(path) } as never, key);
  });

  test('[LOG-1] tiles are kept for good, open to all, and absent ones are not', async () => {
    await venue.beat();
    const tile = await fetch(`${venue.url}/log/tile/0/000.p/8`);
    expect(tile.headers.get('cache-control')).toContain('immutable');
    expect(tile.headers.get('access-control-allow-origin')).toBe('*');
    expect((await tile.arrayBuffer()).byteLength).toBe(256);
    for (const path of ['tile/0/000', 'tile/0/000.p/9', 'tile/1/000', 'tile/0/0', 'tile/entries/001']) {
      expect(await bytesOf(path), path).toBeUndefined();
    }
    expect((await fetch(`${venue.url}/log/tile/0/001`)).headers.get('cache-control')).toBe('no-store');
  });

  test('[LOG-2] a channel that grew is in the next beat, under a blind that its members are told', async () => {
    const client = await posted(3);
    await venue.beat();
    const [beat] = (await beatsOf(client)) as [ChannelBeat];
    expect(beat.size).toBe(3);
    const logged = (await entries(8))[beat.logIndex] as Uint8Array;
    expect(toHex(logged)).toBe(toHex(beatEntry(beat as never)));
    await venue.beat();
    expect((await beatsOf(client)).length).toBe(1);
    client.close();
  });

  test('[LOG-3] a beat has its fixed number of entries, whatever waits, and what found no place comes next', async () => {
    const clients = await Promise.all(Array.from({ length: 11 }, () => posted(1)));
    await venue.beat();
    const first = await Promise.all(clients.map(beatsOf));
    expect(first.filter((beats) => beats.length === 1).length).toBe(8);
    await venue.beat();
    const second = await Promise.all(clients.map(beatsOf));
    expect(second.every((beats) => beats.length === 1)).toBe(true);
    const places = second.flatMap((beats) => beats.map(({ logIndex }) => logIndex));
    expect(new Set(places).size).toBe(11);
    expect((await entries(16)).length).toBe(16);
    for (const client of clients) client.close();
  });

  test('[LOG-4] [LOG-5] off the record nothing is entered but what is there anyway', async () => {
    const client = await posted(2, false);
    await venue.beat();
    expect(await beatsOf(client)).toEqual([]);
    expect((await entries(8)).length).toBe(8);
    client.close();
  });

  test('the key and the log outlive the process', async () => {
    await venue.beat();
    const before = venue.verifierKey;
    venue = await venue.reopen();
    expect(venue.verifierKey).toBe(before);
    await venue.beat();
    const { checkpoint } = await checkCheckpoint((await bytesOf('checkpoint')) as Uint8Array, parseVerifierKey(before));
    expect(checkpoint.size).toBe(16);
  });
});

describe('a beat that breaks off', () => {
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const crashing = (write: (beat: BeatWrite) => Promise<'done' | 'moved'>): Store => ({
    ...venue.store,
    writeBeat: write,
  });

  const brokenLog = async (write: (beat: BeatWrite) => Promise<'done' | 'moved'>) =>
    new PublicLog(crashing(write), await openLogKey(venue.dataDir, 'unused', random), random, 8);

  test('not persisted: as if it had never been', async () => {
    const client = await posted(2);
    const log = await brokenLog(() => Promise.reject(new Error('power')));
    await expect(log.beat()).rejects.toThrow('power');
    expect(await bytesOf('checkpoint')).toBeUndefined();
    expect(await beatsOf(client)).toEqual([]);
    await venue.beat();
    expect((await beatsOf(client)).map(({ size }) => size)).toEqual([2]);
    client.close();
  });

  test('but persisted: all of it is there, and the next one extends it', async () => {
    const client = await posted(2);
    const log = await brokenLog(async (beat) => {
      await venue.store.writeBeat(beat);
      throw new Error('power');
    });
    await expect(log.beat()).rejects.toThrow('power');
    const key = parseVerifierKey(venue.verifierKey);
    expect((await checkCheckpoint((await bytesOf('checkpoint')) as Uint8Array, key)).checkpoint.size).toBe(8);
    expect((await beatsOf(client)).length).toBe(1);
    await venue.beat();
    expect((await entries(16)).length).toBe(16);
    client.close();
  });

  test('two sequencers: one of them wins', async () => {
    const log = await brokenLog(async (beat) => {
      await venue.beat();
      return venue.store.writeBeat(beat);
    });
    await expect(log.beat()).rejects.toThrow('moved on');
    expect((await entries(8)).length).toBe(8);
  });
});
