// The thread that owns the database. A disk sync stops it, and never the sockets.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { type PackedOutcomes, packOutcomes, unpackAppends } from '../append-batch.ts';
import type { Page } from '../store.ts';
import { ballots } from './ballots.ts';
import { openDatabase, storeError } from './database.ts';
import { example } from './example.ts';
import { holding } from './holding.ts';
import { log } from './log.ts';
import { mailbox } from './mailbox.ts';
import { Records } from './records.ts';
import { retention } from './retention.ts';
import { settings } from './settings.ts';
import { spaces } from './spaces.ts';
import { vault } from './vault.ts';
import type { StoreMethod, WorkerAnswer, WorkerOptions, WorkerReport, WorkerRequest } from './worker-messages.ts';

/** As many requests as one transaction takes up before those that came first are answered. */
const GROUP_REQUESTS_MAX = 256;

const port = parentPort;
if (port === null) throw new Error('database-thread.ts runs as a worker only');
const { dataDir, channelBytesMax } = workerData as WorkerOptions;

try {
  serve(openDatabase(dataDir));
  report({ kind: 'ready' });
} catch (cause) {
  const { code, message } = storeError(cause);
  report({ kind: 'unable', code, message });
  port.close();
}

function serve({ db, close }: ReturnType<typeof openDatabase>): void {
  const records = new Records(db, { channelBytesMax });
  const shredding = retention(db, records);
  const rest = {
    ...shredding.methods,
    ...holding(db, records),
    ...ballots(db, records),
    ...mailbox(db),
    ...vault(db),
    ...log(db),
    ...spaces(db),
    ...example(db),
    ...settings(db),
  };
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');

  port?.on('message', (first: WorkerRequest | 'close') => {
    const group: WorkerRequest[] = [];
    for (let next: WorkerRequest | 'close' | undefined = first; next !== undefined; ) {
      if (next === 'close') {
        answer(group);
        close();
        port?.close();
        return;
      }
      group.push(next);
      next = group.length < GROUP_REQUESTS_MAX && port ? receiveMessageOnPort(port)?.message : undefined;
    }
    answer(group);
  });

  /** One transaction for all. If one of them fails, each is tried in one of its own, so that it fails alone. */
  function answer(group: readonly WorkerRequest[]): void {
    let answers: WorkerAnswer[];
    try {
      answers = inOneTransaction(group);
    } catch (cause) {
      answers = group.length === 1 ? [refusal(group, cause)] : group.map(aloneOrRefused);
    }
    const transferred = answers.flatMap(({ value }) => transferable(value));
    report({ kind: 'answers', answers }, transferred);
  }

  function aloneOrRefused(request: WorkerRequest): WorkerAnswer {
    try {
      return inOneTransaction([request])[0] as WorkerAnswer;
    } catch (cause) {
      return refusal([request], cause);
    }
  }

  function inOneTransaction(group: readonly WorkerRequest[]): WorkerAnswer[] {
    try {
      begin.run();
      const answers = group.map((request) => ({ number: request.number, value: execute(request) }));
      records.beforeCommit();
      commit.run();
      records.committed();
      shredding.committed();
      return answers;
    } catch (cause) {
      // A full disk has ended the transaction already.
      if (db.isTransaction) db.exec('ROLLBACK');
      records.rolledBack();
      throw cause;
    }
  }

  function execute(request: WorkerRequest): unknown {
    if ('appends' in request) {
      return packOutcomes(unpackAppends(request.appends).map((append) => records.append(append)));
    }
    if ('pagesMax' in request) return db.exec(`PRAGMA max_page_count = ${Math.floor(request.pagesMax)}`);
    const { method, args } = request;
    if (method === 'createChannel' || method === 'channel' || method === 'page') return callOf(records, method, args);
    // What other methods read of a channel must be what the appends before them in this group left.
    records.writeRows();
    return callOf(rest, method, args);
  }
}

function callOf(target: object, method: StoreMethod, args: readonly unknown[]): unknown {
  const call = (target as Record<string, (...args: readonly unknown[]) => unknown>)[method];
  if (call === undefined) throw new TypeError(`no method ${method}`);
  return call.apply(target, [...args]);
}

function refusal(group: readonly WorkerRequest[], cause: unknown): WorkerAnswer {
  const { code, message } = storeError(cause);
  return { number: group[0]?.number ?? 0, error: { code, message } };
}

/** Outcomes and pages are handed over; everything else is small enough to copy. */
function transferable(value: unknown): ArrayBuffer[] {
  const outcomes = value as Partial<PackedOutcomes> | undefined | null;
  if (outcomes?.packed instanceof Float64Array) return [outcomes.packed.buffer as ArrayBuffer];
  const page = value as Partial<Page> | undefined | null;
  if (page?.lengths instanceof Uint32Array && page.bytes !== undefined) {
    return [page.bytes.buffer as ArrayBuffer, page.lengths.buffer as ArrayBuffer];
  }
  return [];
}

function report(message: WorkerReport, transferred: ArrayBuffer[] = []): void {
  port?.postMessage(message, transferred);
}
