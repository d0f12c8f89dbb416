import type { EntryId, Position } from '../../base/ids.ts';
import { ID_BYTES, idText } from '../../base/ids.ts';
import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, id, optional, struct, text, uint, word } from '../../protocol/codec/shapes.ts';
import { PAYLOAD_BYTES_MAX } from '../../protocol/entry/limits.ts';
import type { SpokenAs } from '../../protocol/seal/seal-entry.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import { isPassingRefusal } from '../connection/passing-refusals.ts';
import type { Device } from '../device.ts';
import type { Reading } from '../record/reading.ts';
import { seatKeys, type SeatIdentity } from '../seat-identity.ts';
import type { SeatSession } from '../session/seat-session.ts';
import type { Sealer } from './sealer.ts';

const waitingCodec = struct('waiting entry', {
  number: uint('number'),
  entry: id<EntryId>('entry'),
  payload: bytes('payload', { min: 1, max: PAYLOAD_BYTES_MAX }),
  attribution: word('attribution', ['deniable', 'on the record'] as const),
  /** The venue's code, once it refused for good. */
  refused: optional(text('refused', { maxBytes: 64 })),
});

/** An entry that is on its way. Kept as it was written, not as it was sealed: the epoch may turn before it is taken. */
export type WaitingEntry = Decoded<typeof waitingCodec>;

interface Waiter {
  resolve(position: Position): void;
  reject(error: Error): void;
}

/**
 * Entries wait here until the venue has them, and go exactly once: in order, under one id however often they are
 * sent, through restarts and lost answers. What the venue refuses for good stays here, marked, until it is discarded.
 */
export class Outbox {
  readonly #device: Device;
  readonly #identity: SeatIdentity;
  readonly #session: SeatSession;
  readonly #sealer: Sealer;
  readonly #onChange: () => void;
  readonly #beforeSealing: () => Promise<void>;
  // Owned here, oldest first.
  #waiting: WaitingEntry[] = [];
  readonly #waiters = new Map<string, Waiter>();
  #isSending = false;
  #next = 0;

  constructor(device: Device, of: OutboxOf) {
    this.#device = device;
    this.#identity = of.identity;
    this.#session = of.session;
    this.#sealer = of.sealer;
    this.#onChange = of.onChange;
    this.#beforeSealing = of.beforeSealing;
  }

  /** Takes up what waited here when the device stopped. Before anything is put in. */
  async open(): Promise<void> {
    const kept = await this.#device.storage.list(seatKeys(this.#identity.channel).outbox);
    this.#waiting = kept.map(([, value]) => decode(waitingCodec, value, PAYLOAD_BYTES_MAX + 256));
    this.#next = (this.#waiting.at(-1)?.number ?? -1) + 1;
  }

  get waiting(): readonly WaitingEntry[] {
    return this.#waiting;
  }

  /** Starts sending what was left from before. */
  start(): void {
    void this.#send();
  }

  /**
   * Resolves once this device remembers it; `durable` once the venue does. `durable` rejects where the venue
   * refuses for good, or where the seat is closed or removed first: then the entry still waits here.
   */
  async put(payload: Uint8Array, attribution: SpokenAs): Promise<{ entry: EntryId; durable: Promise<Position> }> {
    const entry = this.#device.random(ID_BYTES) as EntryId;
    const waiting: WaitingEntry = { number: this.#next++, entry, payload, attribution, refused: undefined };
    await this.#keep(waiting);
    this.#waiting.push(waiting);
    const durable = new Promise<Position>((resolve, reject) => this.#waiters.set(idText(entry), { resolve, reject }));
    // Whoever does not wait for it still finds it in `waiting`.
    durable.catch(() => {});
    this.#onChange();
    void this.#send();
    return { entry, durable };
  }

  /** Gives up an entry that was not taken yet. False where it is gone already. */
  async discard(entry: EntryId): Promise<boolean> {
    const found = this.#waiting.find((each) => idText(each.entry) === idText(entry));
    if (found === undefined) return false;
    await this.#drop(found);
    this.#settle(found, new ClientError('CLOSED', 'discarded'));
    return true;
  }

  /** Tries again what was refused. */
  async retry(entry: EntryId): Promise<void> {
    const at = this.#waiting.findIndex((each) => idText(each.entry) === idText(entry));
    const found = this.#waiting[at];
    if (found === undefined) return;
    this.#waiting[at] = { ...found, refused: undefined };
    await this.#keep(this.#waiting[at]);
    this.#onChange();
    void this.#send();
  }

  /** To be told of everything that is read: an entry that the venue put behind its epoch's end goes again. */
  async observe(reading: Reading): Promise<void> {
    if (reading.kind !== 'skipped' || reading.reason !== 'STALE' || reading.entry === undefined) return;
    const stale = this.#recent.get(idText(reading.entry));
    if (stale === undefined) return;
    this.#recent.delete(idText(reading.entry));
    await this.put(stale.payload, stale.attribution);
  }

  end(error: Error): void {
    for (const { reject } of this.#waiters.values()) reject(error);
    this.#waiters.clear();
  }

  /** Acknowledged in this run. The venue says where they stand; only the record says that they count. */
  readonly #recent = new Map<string, WaitingEntry>();

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    let failures = 0;
    try {
      for (let next = this.#oldest(); next !== undefined; next = this.#oldest()) {
        try {
          const pause = await this.#sendOne(next, failures);
          failures = pause === 0 ? 0 : failures + 1;
          if (pause > 0) await delay(pause);
        } catch (error) {
          // Offline is no reason to give up; the end of the session is.
          if (this.#session.state.kind === 'ended' || !isPassing(error)) throw error;
          await delay(backoffMs(failures++, this.#device.random));
        }
      }
    } catch (error) {
      this.end(error instanceof Error ? error : new ClientError('CLOSED', String(error)));
    } finally {
      this.#isSending = false;
    }
  }

  #oldest(): WaitingEntry | undefined {
    return this.#waiting.find(({ refused }) => refused === undefined);
  }

  /** How long to wait before the next, in ms. */
  async #sendOne(waiting: WaitingEntry, failures: number): Promise<number> {
    const connection = await this.#session.connection();
    await this.#beforeSealing();
    const { item, lastHandshake } = await this.#sealer.seal(waiting);
    const outcome = await connection.post(lastHandshake, item);
    if (outcome.kind === 'posted') {
      this.#recent.set(idText(waiting.entry), waiting);
      await this.#drop(waiting);
      const { resolve } = this.#takeWaiter(waiting) ?? {};
      resolve?.(outcome.position);
      return 0;
    }
    if (outcome.code === 'EPOCH_MOVED') {
      await this.#session.synced();
      return 0;
    }
    if (isPassingRefusal(outcome.code)) return outcome.retryAfterMs ?? backoffMs(failures, this.#device.random);
    await this.#markRefused(waiting, outcome.code);
    return 0;
  }

  async #markRefused(waiting: WaitingEntry, code: string): Promise<void> {
    const marked = { ...waiting, refused: code };
    this.#waiting = this.#waiting.map((each) => (each === waiting ? marked : each));
    await this.#keep(marked);
    this.#settle(waiting, new ClientError('VENUE_REFUSED', `the venue refused the entry: ${code}`, { detail: { code } }));
    this.#onChange();
  }

  #settle(waiting: WaitingEntry, error: ClientError): void {
    this.#takeWaiter(waiting)?.reject(error);
  }

  #takeWaiter({ entry }: WaitingEntry): Waiter | undefined {
    const waiter = this.#waiters.get(idText(entry));
    this.#waiters.delete(idText(entry));
    return waiter;
  }

  async #keep(waiting: WaitingEntry): Promise<void> {
    await this.#device.storage.write({ put: { [this.#key(waiting)]: encode(waitingCodec, waiting) } });
  }

  async #drop(waiting: WaitingEntry): Promise<void> {
    await this.#device.storage.write({ remove: [this.#key(waiting)] });
    this.#waiting = this.#waiting.filter((each) => each !== waiting);
    this.#onChange();
  }

  #key({ number }: WaitingEntry): string {
    return `${seatKeys(this.#identity.channel).outbox}${String(number).padStart(12, '0')}`;
  }
}

export interface OutboxOf {
  readonly identity: SeatIdentity;
  readonly session: SeatSession;
  readonly sealer: Sealer;
  readonly onChange: () => void;
  /** Turns an epoch that has lasted too long, say. */
  readonly beforeSealing: () => Promise<void>;
}

function isPassing(error: unknown): boolean {
  return error instanceof ClientError && (error.code === 'VENUE_UNREACHABLE' || error.code === 'SUPERSEDED');
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
