// Load clients, in a process of their own: what they cost is not the server's.
import { Agent, get } from 'node:http';
import type { WebSocket } from 'ws';
import { bareDialect, type Dialect, venueDialect } from './dialect.ts';

export type LoadTask =
  /** As much as goes: every device keeps `window` posts under way. Gives posts acknowledged a second. */
  | { readonly kind: 'saturate'; readonly devices: number; readonly window: number; readonly ms: number }
  /** One post each `everyMs`. Gives the milliseconds from post until the last device had it, a number a post. */
  | { readonly kind: 'calm'; readonly devices: number; readonly everyMs: number; readonly ms: number }
  /** Fills a channel, then reads it from the start. Gives the milliseconds from asking until all was there. */
  | { readonly kind: 'catch-up'; readonly items: number; readonly times: number }
  /** Gets one page over and over. Gives pages a second. */
  | { readonly kind: 'pages'; readonly connections: number; readonly ms: number }
  /** Connects and stays. Gives the number of connections. */
  | { readonly kind: 'sit'; readonly channels: number; readonly devices: number };

export interface LoadServer {
  readonly url: string;
  readonly convenerLink?: string;
}

/** Acknowledgements of a whole window are shorter, one item is longer. */
const LONGEST_ANSWER_BYTES = 600;

const dialectFor = ({ url, convenerLink }: LoadServer, devices: number): Promise<Dialect> =>
  convenerLink === undefined ? bareDialect(url) : venueDialect(url, convenerLink, devices);

process.on('message', async ({ server, task }: { server: LoadServer; task: LoadTask }) => {
  process.send?.(await run(server, task));
});
process.on('disconnect', () => process.exit(0));

async function run(server: LoadServer, task: LoadTask): Promise<readonly number[]> {
  switch (task.kind) {
    case 'saturate':
      return [await saturate(await dialectFor(server, task.devices), task)];
    case 'calm':
      return calm(await dialectFor(server, task.devices), task);
    case 'catch-up':
      return catchUp(await dialectFor(server, 1), task);
    case 'pages':
      return [await pages(server.url, task)];
    case 'sit':
      return [await sit(server, task)];
  }
}

async function connectAll(dialect: Dialect, devices: number): Promise<WebSocket[]> {
  return Promise.all(Array.from({ length: devices }, (_, device) => dialect.connect(device)));
}

async function saturate(
  dialect: Dialect,
  { devices, window, ms }: Extract<LoadTask, { kind: 'saturate' }>,
): Promise<number> {
  const sockets = await connectAll(dialect, devices);
  let acknowledged = 0;
  let isOver = false;
  const send = (socket: WebSocket, count: number) => {
    for (let i = 0; i < count && !isOver; i++) socket.send(dialect.post(0));
  };
  for (const socket of sockets) {
    socket.on('message', (data: Buffer) => {
      // Long ones are items; counting them is all that the load does with them.
      if (data.length > LONGEST_ANSWER_BYTES) return;
      const { acknowledged: more } = dialect.hear(data);
      acknowledged += more;
      send(socket, more);
    });
    send(socket, window);
  }
  // Not measured: the first moments, in which everything is compiled.
  await pause(1_000);
  const before = acknowledged;
  const started = performance.now();
  await pause(ms);
  const perSecond = ((acknowledged - before) / (performance.now() - started)) * 1000;
  isOver = true;
  for (const socket of sockets) socket.terminate();
  return perSecond;
}

async function calm(
  dialect: Dialect,
  { devices, everyMs, ms }: Extract<LoadTask, { kind: 'calm' }>,
): Promise<number[]> {
  const sockets = await connectAll(dialect, devices);
  const under = new Map<number, { posted: number; missing: number }>();
  const took: number[] = [];
  for (const socket of sockets) {
    socket.on('message', (data: Buffer) => {
      for (const mark of dialect.hear(data).marks) {
        const post = under.get(mark);
        if (post === undefined) continue;
        post.missing -= 1;
        if (post.missing > 0) continue;
        took.push(performance.now() - post.posted);
        under.delete(mark);
      }
    });
  }
  let mark = 0;
  for (const end = performance.now() + ms; performance.now() < end; mark++) {
    const socket = sockets[mark % devices] as WebSocket;
    under.set(mark, { posted: performance.now(), missing: devices });
    socket.send(dialect.post(mark));
    await pause(everyMs);
  }
  await pause(200);
  for (const socket of sockets) socket.terminate();
  if (under.size > 0) throw new Error(`${under.size} posts were not delivered to all`);
  // The first ones meet code that is not compiled yet.
  return took.slice(Math.floor(took.length / 10));
}

async function catchUp(dialect: Dialect, { items, times }: Extract<LoadTask, { kind: 'catch-up' }>): Promise<number[]> {
  const author = await dialect.connect(0);
  await new Promise<void>((resolve) => {
    let acknowledged = 0;
    let sent = 0;
    const send = (count: number) => {
      for (let i = 0; i < count && sent < items; i++, sent++) author.send(dialect.post(sent));
    };
    author.on('message', (data: Buffer) => {
      const { acknowledged: more } = dialect.hear(data);
      acknowledged += more;
      if (acknowledged === items) resolve();
      else send(more);
    });
    send(200);
  });
  author.terminate();
  const took: number[] = [];
  for (let time = 0; time < times; time++) {
    await pause(100);
    const started = performance.now();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    let had = 0;
    const socket = await dialect.connect(0, {
      from: 0,
      onMessage: (data) => {
        had += dialect.count(data);
        if (had >= items) resolve();
      },
    });
    await done;
    took.push(performance.now() - started);
    socket.terminate();
  }
  return took;
}

async function pages(url: string, { connections, ms }: Extract<LoadTask, { kind: 'pages' }>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let count = 0;
  let isOver = false;
  const readOn = async () => {
    while (!isOver) {
      await new Promise<void>((resolve, reject) => {
        const asked = get(url, { agent }, (response) => {
          if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
          response.resume().on('end', resolve);
        });
        asked.on('error', reject);
      });
      count += 1;
    }
  };
  const reading = Promise.all(Array.from({ length: connections }, readOn));
  await pause(500);
  const before = count;
  const started = performance.now();
  await pause(ms);
  const perSecond = ((count - before) / (performance.now() - started)) * 1000;
  isOver = true;
  await reading;
  agent.destroy();
  return perSecond;
}

async function sit(server: LoadServer, { channels, devices }: Extract<LoadTask, { kind: 'sit' }>): Promise<number> {
  let count = 0;
  for (let channel = 0; channel < channels; channel++) {
    const dialect = await dialectFor(server, devices);
    count += (await connectAll(dialect, devices)).length;
  }
  return count;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
