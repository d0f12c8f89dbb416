import { Worker } from 'node:worker_threads';
import type { Randomness } from '../../base/ports.ts';
import { type Issued, issuerKeys } from '../../protocol/token/issuer.ts';
import type { Token } from '../../protocol/token/token.ts';
import { Refused } from '../refused.ts';
import type { ChannelKey, Store } from '../store/store.ts';
import { type IssuerAnswer, type IssuerRequest, KEY_INFO } from './issuer-messages.ts';
import { CHECKS_PER_CHANNEL_MAX, ISSUER_WAITING_MAX } from './limits.ts';

const SETTING = 'issuer-seed';
const SEED_BYTES = 32;

/** It makes little, and keeps nothing. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 4 };

type WithoutNumber<Request> = Request extends unknown ? Omit<Request, 'number'> : never;

/** The venue's issuer key, and the thread that works with it, which is not there before somebody asks for a token. */
export class Issuer {
  readonly publicKey: Uint8Array;
  readonly #seed: Uint8Array;
  // Owned here, as are those below.
  #thread: Worker | undefined;
  readonly #waiting = new Map<number, { resolve: (answer: IssuerAnswer) => void; reject: (error: Error) => void }>();
  /** Tokens that are being looked at, by channel. */
  readonly #checks = new Map<ChannelKey, number>();
  #number = 0;
  #isClosed = false;

  private constructor(seed: Uint8Array) {
    this.#seed = seed;
    this.publicKey = issuerKeys(seed, KEY_INFO).publicKey;
  }

  /** With the key that the data folder has, made on first start. Charters name it: it never changes. */
  static async open(store: Pick<Store, 'setting' | 'putSetting'>, random: Randomness): Promise<Issuer> {
    const kept = await store.setting(SETTING);
    const seed = kept ?? random(SEED_BYTES);
    if (kept === undefined) await store.putSetting(SETTING, seed);
    return new Issuer(seed);
  }

  /** `undefined` where an element is none. Throws RATE_LIMITED. */
  async issue(info: Uint8Array, blinded: readonly Uint8Array[]): Promise<Issued | undefined> {
    return (await this.#ask({ info, blinded })).issued;
  }

  /** Throws RATE_LIMITED, also where too many of one channel wait: the others go on. */
  async isIssued(channel: ChannelKey, info: Uint8Array, token: Token): Promise<boolean> {
    const underWay = this.#checks.get(channel) ?? 0;
    if (underWay >= CHECKS_PER_CHANNEL_MAX) throw new Refused('RATE_LIMITED', { retryAfterMs: 1_000 });
    this.#checks.set(channel, underWay + 1);
    try {
      return (await this.#ask({ info, token })).isIssued === true;
    } finally {
      const left = (this.#checks.get(channel) as number) - 1;
      if (left > 0) this.#checks.set(channel, left);
      else this.#checks.delete(channel);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#thread?.terminate();
  }

  #ask(request: WithoutNumber<IssuerRequest>): Promise<IssuerAnswer> {
    if (this.#isClosed) return Promise.reject(new Refused('DRAINING'));
    if (this.#waiting.size >= ISSUER_WAITING_MAX) {
      return Promise.reject(new Refused('RATE_LIMITED', { retryAfterMs: 1_000 }));
    }
    this.#thread ??= this.#start();
    const thread = this.#thread;
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      thread.postMessage({ number, ...request });
    });
  }

  #start(): Worker {
    const script = import.meta.url.endsWith('.ts') ? './issuer-thread.ts' : './issuer-thread.js';
    const thread = new Worker(new URL(script, import.meta.url), {
      workerData: { seed: this.#seed },
      resourceLimits: WORKER_LIMITS,
    });
    // A venue that has nothing else to do may end.
    thread.unref();
    thread.on('message', (answer: IssuerAnswer) => {
      // Under `node --watch` the runtime has messages of its own.
      if (typeof answer.number !== 'number') return;
      this.#waiting.get(answer.number)?.resolve(answer);
      this.#waiting.delete(answer.number);
    });
    const broken = (error: Error) => {
      // One that broke off ends a moment later, when another may be at work.
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    thread.on('error', broken);
    thread.on('exit', () => broken(new Error('the thread that issues tokens has ended')));
    return thread;
  }
}
