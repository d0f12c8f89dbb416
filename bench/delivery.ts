// What delivery costs beside a bare loop of the same work, in the same run, on the same machine.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadServer, LoadTask } from './delivery/load.ts';

export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly bare: number | undefined;
  readonly ratio: number | undefined;
  readonly limit: string;
}

const here = (name: string) => new URL(`./delivery/${name}`, import.meta.url);

interface Party {
  readonly process: ChildProcess;
  readonly server: LoadServer;
}

/** Runs in about a minute. */
export async function run(): Promise<Row[]> {
  const venue = await start('venue-server.ts');
  const bare = await start('bare-server.ts');
  try {
    return [
      ...(await posts(venue, bare)),
      ...(await latency(venue, bare, 10)),
      ...(await latency(venue, bare, 50)),
      ...(await catchUp(venue)),
      ...(await crowd(venue)),
    ];
  } finally {
    venue.process.disconnect();
    bare.process.disconnect();
  }
}

async function posts(venue: Party, bare: Party): Promise<Row[]> {
  const task: LoadTask = { kind: 'saturate', devices: 10, window: 64, ms: 3_000 };
  const ours: number[] = [];
  const theirs: number[] = [];
  // In turns: the machine is not the same from one second to the next.
  for (let round = 0; round < 3; round++) {
    theirs.push(...(await load(bare, task)));
    ours.push(...(await load(venue, task)));
  }
  return [row('durable posts a second, 10 devices, 700 bytes', median(ours), median(theirs), '≥ 0.8 × bare')];
}

async function latency(venue: Party, bare: Party, devices: number): Promise<Row[]> {
  const task: LoadTask = { kind: 'calm', devices, everyMs: 8, ms: 3_000 };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 2; round++) {
    theirs.push(...(await load(bare, task)));
    ours.push(...(await load(venue, task)));
  }
  return [
    row(`ms from post to all ${devices} devices, p50`, quantile(ours, 0.5), quantile(theirs, 0.5), '≤ 3 ms'),
    row(`ms from post to all ${devices} devices, p99`, quantile(ours, 0.99), quantile(theirs, 0.99), '≤ 2.5 × bare'),
  ];
}

async function catchUp(venue: Party): Promise<Row[]> {
  // A table of its own: the bare loop knows no channels, and would read everything before.
  const fresh = await start('bare-server.ts');
  const task: LoadTask = { kind: 'catch-up', items: 10_000, times: 7 };
  const theirs = median(await load(fresh, task));
  fresh.process.disconnect();
  return [row('ms to catch up with 10,000 entries', median(await load(venue, task)), theirs, '≤ 2 × bare')];
}

/** A venue with 200 channels of 10 connected devices: its memory, and whether one channel's posts cost more for it. */
async function crowd(venue: Party): Promise<Row[]> {
  const crowded = await start('venue-server.ts');
  const sitting = fork(here('load.ts'));
  const sit: LoadTask = { kind: 'sit', channels: 200, devices: 10 };
  sitting.send({ server: crowded.server, task: sit });
  await once(sitting, 'message');
  const connected = await rssOf(crowded);
  const task: LoadTask = { kind: 'saturate', devices: 10, window: 64, ms: 3_000 };
  const beside = await load(crowded, task);
  // The other venue holds a hundred thousand items by now, and nobody is connected to it.
  const alone = await load(venue, task);
  const saturated = await rssOf(crowded);
  sitting.disconnect();
  crowded.process.disconnect();
  const memory = (what: string, bytes: number, limit: string): Row => {
    return { what, ours: bytes / 2 ** 20, bare: undefined, ratio: undefined, limit };
  };
  return [
    memory('MiB of memory, 200 channels × 10 devices connected', connected, '≤ 200'),
    memory('MiB of memory, and after saturating one of them', saturated, 'none'),
    row(
      'posts a second beside 2,000 connections; without them, in a longer record',
      median(beside),
      median(alone),
      'about 1',
    ),
  ];
}

async function start(script: string): Promise<Party> {
  const process = fork(here(script));
  const [server] = (await once(process, 'message')) as [LoadServer];
  return { process, server };
}

async function load({ server }: Party, task: LoadTask): Promise<readonly number[]> {
  const process = fork(here('load.ts'));
  process.send({ server, task });
  const [result] = (await once(process, 'message')) as [readonly number[]];
  process.disconnect();
  return result;
}

async function rssOf({ process }: Party): Promise<number> {
  process.send('rss');
  const [{ rss }] = (await once(process, 'message')) as [{ rss: number }];
  return rss;
}

function row(what: string, ours: number, bare: number, limit: string): Row {
  return { what, ours, bare, ratio: ours / bare, limit };
}

const median = (numbers: readonly number[]) => quantile(numbers, 0.5);

function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

if (import.meta.main) console.table(await run());
