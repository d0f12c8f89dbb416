import { Worker } from 'node:worker_threads';
import { type PackedOutcomes, packAppends, unpackOutcomes } from '../append-batch.ts';
import type { Store } from '../store.ts';
import { StoreError, type StoreErrorCode } from '../store-error.ts';
import type { StoreMethod, WorkerAnswer, WorkerOptions, WorkerReport, WorkerRequest } from './worker-messages.ts';

/** Of ciphertext in one channel: years of talk, and a bound on what one channel can take from the others. */
export const CHANNEL_BYTES_MAX = 16 * 1024 ** 3;

/** What the thread makes is short-lived and small; left to itself it would let tens of megabytes of it pile up. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 6 };

export interface SqliteStore extends Store {
  /** An operator's ceiling on the database, in pages of 4 KiB. Reached, it is as a full disk. */
  setPagesMax(pages: number): Promise<void>;
}

const METHODS: { readonly [Method in StoreMethod]: true } = {
  createChannel: true,
  channel: true,
  page: true,
  noteBatch: true,
  hold: true,
  channelsHolding: true,
  openBox: true,
  openBoxOf: true,
  noteBallotToken: true,
  castBallot: true,
  isInRecord: true,
  boxesDue: true,
  noteRetention: true,
  shredDue: true,
  invite: true,
  knock: true,
  waitingKnocks: true,
  admit: true,
  dismiss: true,
  answer: true,
  forgetExpired: true,
  putVaultItem: true,
  vaultItem: true,
  logState: true,
  grownChannels: true,
  commitments: true,
  keepFrontier: true,
  pendingDigests: true,
  writeBeat: true,
  logTile: true,
  channelBeats: true,
  digestIndex: true,
  putRoster: true,
  rosters: true,
  putCommunique: true,
  communique: true,
  communiques: true,
  hasChannels: true,
  keepChair: true,
  chairs: true,
  takeChair: true,
  setting: true,
  putSetting: true,
};

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StoreError) => void;
}

/** The store in one data folder. Rejects with DATA_FOLDER_IN_USE where another process has it. */
export async function openSqliteStore(
  options: Pick<WorkerOptions, 'dataDir'> & Partial<WorkerOptions>,
): Promise<SqliteStore> {
  const workerData: WorkerOptions = { channelBytesMax: CHANNEL_BYTES_MAX, ...options };
  const script = import.meta.url.endsWith('.ts') ? './database-thread.ts' : './database-thread.js';
  const worker = new Worker(new URL(script, import.meta.url), { workerData, resourceLimits: WORKER_LIMITS });
  // Owned here: who waits for which answer.
  const waiting = new Map<number, Waiting>();
  let lastNumber = 0;
  let isClosed = false;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', function begun(report: WorkerReport) {
      // Under `node --watch` the runtime has messages of its own, which come before any of ours.
      if (report.kind !== 'ready' && report.kind !== 'unable') return;
      worker.off('message', begun);
      worker.off('error', reject);
      if (report.kind === 'unable') reject(new StoreError(report.code as StoreErrorCode, report.message));
      else resolve();
    });
  });

  worker.on('message', (report: WorkerReport) => {
    if (report.kind === 'answers') for (const answer of report.answers) settle(answer);
  });
  worker.on('error', (cause) => failAll(new StoreError('STORE_FAILED', 'the database thread broke off', { cause })));
  worker.on('exit', () => failAll(new StoreError('STORE_CLOSED', 'the database thread has ended')));

  function settle({ number, value, error }: WorkerAnswer): void {
    const asker = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) asker?.resolve(value);
    else asker?.reject(new StoreError(error.code as StoreErrorCode, error.message));
  }

  function failAll(error: StoreError): void {
    isClosed = true;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function ask<Result>(request: WithoutNumber<WorkerRequest>, transferred: ArrayBuffer[] = []): Promise<Result> {
    if (isClosed) return Promise.reject(new StoreError('STORE_CLOSED', 'the store is closed'));
    lastNumber += 1;
    const number = lastNumber;
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage({ number, ...request }, transferred);
    });
  }

  const passedOn = Object.fromEntries(
    Object.keys(METHODS).map((method) => [
      method,
      (...args: readonly unknown[]) => ask({ method: method as StoreMethod, args }),
    ]),
  ) as unknown as Pick<Store, StoreMethod>;

  return {
    ...passedOn,
    async append(appends) {
      const packed = packAppends(appends);
      return unpackOutcomes(await ask<PackedOutcomes>({ appends: packed }, [packed]));
    },
    setPagesMax: (pagesMax) => ask({ pagesMax }),
    async close() {
      if (!isClosed) worker.postMessage('close');
      await ended;
    },
  };
}

type WithoutNumber<Request> = Request extends unknown ? Omit<Request, 'number'> : never;
