// The least that can do the work: posts in over WebSockets, durable in groups, acknowledged, and out to everyone.
// No logins, no order but arrival, no ids, no limits, nothing read of what is posted.
// With the argument `singly` every item goes out in a message of its own, as most servers send them.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type WebSocket, WebSocketServer } from 'ws';

const folder = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'pourparler-bare-'));
const worker = new Worker(new URL('./bare-store.ts', import.meta.url), { workerData: { folder } });
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
const sendsSingly = process.argv[2] === 'singly';
const listeners = new Set<WebSocket>();

interface Post {
  readonly socket: WebSocket;
  readonly request: Buffer;
  readonly item: Buffer;
}

let waiting: Post[] = [];
let lastGroup = 0;
const groups = new Map<number, Post[]>();
const readers = new Map<number, { socket: WebSocket; from: number }>();
let isScheduled = false;

server.on('connection', (socket) => {
  listeners.add(socket);
  socket.on('close', () => listeners.delete(socket));
  // Four bytes of request, then the item; or the word that asks for everything.
  socket.on('message', (data: Buffer) => {
    if (data.length === 8) return readFrom(socket, data.readUInt32BE(4));
    waiting.push({ socket, request: data.subarray(0, 4), item: data.subarray(4) });
    schedule();
  });
});

function schedule(): void {
  if (isScheduled || groups.size >= 2 || waiting.length === 0) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    const group = waiting;
    waiting = [];
    const packed = new Uint8Array(group.reduce((sum, { item }) => sum + 4 + item.length, 0));
    const view = new DataView(packed.buffer);
    let at = 0;
    for (const { item } of group) {
      view.setUint32(at, item.length);
      packed.set(item, at + 4);
      at += 4 + item.length;
    }
    lastGroup += 1;
    groups.set(lastGroup, group);
    worker.postMessage({ kind: 'append', group: lastGroup, bytes: packed.buffer }, [packed.buffer]);
  });
}

function readFrom(socket: WebSocket, from: number): void {
  listeners.delete(socket);
  lastGroup += 1;
  readers.set(lastGroup, { socket, from });
  worker.postMessage({ kind: 'page', group: lastGroup, from });
}

worker.on('message', (done: { group: number; page?: Uint8Array; count?: number }[]) => {
  for (const { group, page, count } of done) {
    const reader = readers.get(group);
    if (reader !== undefined) {
      readers.delete(group);
      if (count === 0 || page === undefined) continue;
      reader.socket.send(page);
      readFrom(reader.socket, reader.from + (count ?? 0));
      continue;
    }
    const posts = groups.get(group) ?? [];
    groups.delete(group);
    // One acknowledgement a post, as any protocol has it; the items of a group together, as ours are.
    for (const { socket, request } of posts) socket.send(Buffer.concat([Buffer.of(0), request]));
    for (const sent of sendsSingly ? posts.map((post) => [post]) : [posts]) {
      const items = Buffer.concat([Buffer.of(1), ...sent.flatMap(({ item }) => [lengthOf(item), item])]);
      for (const socket of listeners) socket.send(items);
    }
  }
  schedule();
});

function lengthOf({ length }: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));
server.on('listening', () => process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
