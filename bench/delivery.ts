// What delivery costs beside a bare loop of the same work, in the same run, on the same machine.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadServer, LoadTask } from './delivery/load.ts';
import { openSpace } from './delivery/open-space.ts';
import { atMost, type Row, timesOf } from './row.ts';

const here = (name: string) => new URL(`./delivery/${name}`, import.meta.url);

interface Party {
  readonly process: ChildProcess;
  readonly server: LoadServer;
}

/** Runs in about 80 seconds. */
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
      ...(await pages(venue)),
    ];
  } finally {
    end(venue, bare);
  }
}

async function posts(venue: Party, bare: Party): Promise<Row[]> {
  const singly = await start('bare-server.ts', 'singly');
  // In turns: the machine is not the same from one second to the next.
  const [ours, grouped, single] = await inTurns(3, [venue, bare, singly], SATURATE);
  end(singly);
  const what = 'durable posts a second, 10 devices, 700 bytes';
  return [
    timesOf(`${what}; beside the bare loop`, '/s', median(ours), median(grouped), { atLeast: 0.8 }),
    timesOf(`${what}; beside a loop that sends each item singly`, '/s', median(ours), median(single), { atLeast: 1 }),
  ];
}

async function latency(venue: Party, bare: Party, devices: number): Promise<Row[]> {
  const [ours, theirs] = await inTurns(2, [venue, bare], { kind: 'calm', devices, everyMs: 8, ms: 2_000 });
  const [ours99, theirs99] = [quantile(ours, 0.99), quantile(theirs, 0.99)];
  return [
    atMost(`post to all ${devices} devices, p50`, 'ms', median(ours), 3, median(theirs)),
    timesOf(`post to all ${devices} devices, p99`, 'ms', ours99, theirs99, { atMost: 2.5 }),
  ];
}

async function catchUp(venue: Party): Promise<Row[]> {
  // A table of its own: the bare loop knows no channels, and would read everything before.
  const fresh = await start('bare-server.ts');
  const [ours, theirs] = await inTurns(1, [venue, fresh], { kind: 'catch-up', items: 10_000, times: 7 });
  end(fresh);
  return [timesOf('catch up with 10,000 entries', 'ms', median(ours), median(theirs), { atMost: 2 })];
}

/** A venue with 200 channels of 10 connected devices: its memory, and whether one channel's posts cost more for it. */
async function crowd(venue: Party): Promise<Row[]> {
  const crowded = await start('venue-server.ts');
  const sitting = fork(here('load.ts'));
  const sit: LoadTask = { kind: 'sit', channels: 200, devices: 10 };
  sitting.send({ server: crowded.server, task: sit });
  await once(sitting, 'message');
  const connected = (await rssOf(crowded)) / MEBIBYTE;
  // The other venue holds a hundred thousand items by now, and nobody is connected to it.
  const [beside, alone] = await inTurns(2, [crowded, venue], SATURATE);
  const loaded = (await rssOf(crowded)) / MEBIBYTE;
  sitting.disconnect();
  end(crowded);
  return [
    atMost('memory, 200 channels × 10 devices connected', 'MiB', connected, 200),
    atMost('memory, and after posting to one of them as fast as it goes', 'MiB', loaded, 200),
    timesOf('durable posts a second beside 2,000 connections; without', '/s', median(beside), median(alone), {
      atLeast: 0.8,
    }),
  ];
}

/** A process page from the cache, beside the same HTTP server saying hello; and what a reader has to load for it. */
async function pages(venue: Party): Promise<Row[]> {
  const slug = 'harbour-talks';
  await openSpace(venue.server, slug);
  const url = `${venue.server.url}/p/${slug}`;
  const hello = await start('hello-server.ts');
  const task = { kind: 'pages', connections: 16, ms: 1_500 } as const;
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 2; round++) {
    ours.push(...(await load({ ...venue, server: { url } }, task)));
    theirs.push(...(await load(hello, task)));
  }
  end(hello);
  const page = await bodyOf(url);
  const [style] = /(?<=rel="stylesheet" href=")[^"]+/.exec(page.toString()) ?? [];
  if (style === undefined) throw new Error('a page without a style sheet');
  const bytes = page.length + (await bodyOf(new URL(style, url).href)).length;
  return [
    timesOf('process pages a second, cached; beside hello', '/s', median(ours), median(theirs), { atLeast: 0.8 }),
    atMost('process page and style sheet, as served', 'KB', bytes / 1_000, 40),
  ];
}

const MEBIBYTE = 2 ** 20;
const SATURATE: LoadTask = { kind: 'saturate', devices: 10, window: 64, ms: 2_000 };

async function inTurns(rounds: number, parties: readonly Party[], task: LoadTask): Promise<number[][]> {
  const measured: number[][] = parties.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, party] of parties.entries()) measured[i]?.push(...(await load(party, task)));
  }
  return measured;
}

async function bodyOf(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

async function start(script: string, ...args: string[]): Promise<Party> {
  const process = fork(here(script), args);
  const [server] = (await once(process, 'message')) as [LoadServer];
  return { process, server };
}

function end(...parties: readonly Party[]): void {
  for (const { process } of parties) process.disconnect();
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

const median = (numbers: readonly number[] = []) => quantile(numbers, 0.5);

function quantile(numbers: readonly number[] = [], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

if (import.meta.main) console.table(await run());
