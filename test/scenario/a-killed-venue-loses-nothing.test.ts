import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntryId } from '../../src/base/ids.ts';
import { fromBase64Url, toHex } from '../../src/base/text-encodings.ts';
import type { Ed25519KeyPair } from '../../src/protocol/crypto/ed25519.ts';
import { parseVerifierKey } from '../../src/protocol/log/verifier-key.ts';
import { auditLog } from '../../src/verify/audit-log.ts';
import { createChannel, entryItem, newId, newSeat, OpaqueClient, type TestChannel } from '../delivery/opaque-client.ts';

const KILLS = 6;

interface Started {
  readonly process: ChildProcess;
  readonly url: string;
  readonly convenerLink: string | undefined;
  readonly verifierKey: string;
}

let dataDir: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pourparler-killed-'));
});
afterEach(async () => {
  for (const process of running) process.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<Started> {
  const process = fork(new URL('../delivery/killable-venue.ts', import.meta.url), [dataDir], { execArgv: [] });
  running.push(process);
  const [told] = await once(process, 'message');
  return { process, ...told };
}

test('[WIRE-1] killed again and again under load, it loses nothing that it acknowledged, and keeps nothing twice', async () => {
  const channel: TestChannel = {
    id: newId(),
    seats: await Promise.all([newSeat({ steward: true }), newSeat(), newSeat()]),
  };
  const acknowledged = new Map<string, number>();
  const attempted = new Set<string>();
  let venue = await start();
  const token = fromBase64Url(venue.convenerLink?.split('#convener=')[1] ?? '') as Uint8Array;
  expect((await createChannel(venue.url, channel, true, token)).status).toBe(201);

  for (let kill = 0; kill < KILLS; kill++) {
    const { url, process } = venue;
    const clients = await Promise.all(
      channel.seats.map(({ devices }) => OpaqueClient.open(url, channel.id, devices[0] as Ed25519KeyPair)),
    );
    const posting = clients.flatMap((client) =>
      // Several under way on each connection, until the connection ends under them.
      Array.from({ length: 8 }, async () => {
        for (;;) {
          const id = newId<EntryId>();
          attempted.add(toHex(id));
          acknowledged.set(toHex(id), (await client.post(entryItem(channel.id, { id }))) as number);
        }
      }),
    );
    // A different moment each time, and never a quiet one.
    await new Promise((resolve) => setTimeout(resolve, 120 + 67 * kill));
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await Promise.allSettled(posting);
    await ended;
    venue = await start();
    expect(venue.verifierKey).toBeDefined();
  }

  const reader = await OpaqueClient.open(venue.url, channel.id, channel.seats[0]?.devices[0] as Ed25519KeyPair);
  const [last] = [...acknowledged.values()].slice(-1);
  await reader.untilItems((last ?? 0) + 1);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const kept = reader.items.slice(1).map((item) => toHex(item.subarray(24, 40)));
  expect(acknowledged.size).toBeGreaterThan(KILLS * 20);
  for (const [id, position] of acknowledged) expect(kept[position - 1]).toBe(id);
  expect(new Set(kept).size).toBe(kept.length);
  for (const id of kept) expect(attempted.has(id)).toBe(true);
  reader.close();

  // The log, which was being written all the while, is one log.
  const read = async (path: string) => {
    const response = await fetch(`${venue.url}/log/${path}`);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  };
  const audit = await auditLog({ read }, parseVerifierKey(venue.verifierKey));
  expect(audit.checkpoint.size % 8).toBe(0);
});
