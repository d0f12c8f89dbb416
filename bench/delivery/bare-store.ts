// The bare loop's database thread: the same SQLite, the same durability, groups as large as they come, one table.

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

const port = parentPort;
if (port === null) throw new Error('runs as a worker');
const { folder } = workerData as { folder: string };
const db = new DatabaseSync(join(folder, 'bare.sqlite'));
db.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE items (position INTEGER PRIMARY KEY, bytes BLOB)',
);
const insert = db.prepare('INSERT INTO items (bytes) VALUES (?)');
const from = db.prepare('SELECT bytes FROM items WHERE position > ? ORDER BY position LIMIT 1000');

type Request = { kind: 'append'; group: number; bytes: ArrayBuffer } | { kind: 'page'; group: number; from: number };

port.on('message', (first: Request) => {
  const done: unknown[] = [];
  db.exec('BEGIN IMMEDIATE');
  for (let next: Request | undefined = first; next !== undefined; next = receiveMessageOnPort(port)?.message) {
    if (next.kind === 'append') {
      const view = new DataView(next.bytes);
      for (let at = 0; at < next.bytes.byteLength; ) {
        const length = view.getUint32(at);
        insert.run(new Uint8Array(next.bytes, at + 4, length));
        at += 4 + length;
      }
      done.push({ group: next.group });
    } else {
      const rows = from.all(next.from) as { bytes: Uint8Array }[];
      const page = Buffer.concat(rows.flatMap(({ bytes }) => [lengthOf(bytes), bytes]));
      done.push({ group: next.group, page: new Uint8Array(page), count: rows.length });
    }
  }
  db.exec('COMMIT');
  port.postMessage(done);
});

function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}
