import { type EntryId, ID_BYTES, idText, type Position } from '../../base/ids.ts';
import { RULES } from '../../protocol/charter/ground-rules.ts';
import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, id, optional, struct, text, uint, word } from '../../protocol/codec/shapes.ts';
import { PAYLOAD_BYTES_MAX } from '../../protocol/entry/limits.ts';
import type { SpokenAs } from '../../protocol/seal/seal-entry.ts';
import { rulesInForce } from '../../records/rules/rules-in-force.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import { isPassingRefusal } from '../connection/passing-refusals.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import type { SeatSession } from '../session/seat-session.ts';
import type { StorageChanges } from '../storage/storage.ts';
import type { Sealer } from './sealer.ts';

const waitingCodec = struct('waiting entry', {
  number: uint('number'),
  entry: id<EntryId>('entry'),
  payload: bytes('payload', { min: 1, max: PAYLOAD_BYTES_MAX }),
  attribution: word('attribution', ['deniable', 'on the record'] as const),
  /** The rule under which it was written. */
  under: word('under', RULES),
  /** Why it does not go by itself: the venue's code, once it refused for good, its kind's, or one of ours. */
  refused: optional(text('refused', { maxBytes: 64 })),
});

/** An entry that is on its way. Kept as it was written, not as it was sealed: the epoch may turn before it is taken. */
export type WaitingEntry = Decoded<typeof waitingCodec>;

interface Waiter {
  resolve(position: Position): void;
  reject(error: Error): void;
}

/** Of an entry that the venue said it had taken, and that is not where it said. */
const LOST = 'LOST';
/** Of one that this device cannot seal. */
const UNSEALABLE = 'UNSEALABLE';

export interface OutboxOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly sealer: Sealer;
  readonly onChange: () => void;
  /** The venue acknowledged an entry, and the record does not hold it. */
  readonly onLost: (position: Position, item: Uint8Array) => void;
  /** Turns an epoch that has lasted too long, say. */
  readonly beforeSealing: () => Promise<void>;
  /** Why an entry may not be posted now, by the record as it stands: one of the kinds' codes. */
  readonly refusalOf: (waiting: WaitingEntry) => string | undefined;
}

/**
 * Entries wait here until they are in the record, and go exactly once: in order, under one id however often they are
 * sent, through restarts and lost answers. What the venue refuses for good stays here, marked, until it is discarded;
 * so does what the room no longer allows by the time that it could go. That is never sealed: it would be skipped by
 * all, and yet be read by all.
 *
 * The venue's word that it has an entry lets the author go on; forgotten here it is only when it was read back.
 */
export class Outbox {
  readonly #device: Device;
  readonly #of: OutboxOf;
  // Owned here, oldest first: not acknowledged.
  #waiting: WaitingEntry[] = [];
  /** Acknowledged, and not read back. */
  readonly #taken = new Map<string, WaitingEntry>();
  /** Sent without an answer: the venue may have them. */
  readonly #underWay = new Set<string>();
  readonly #waiters = new Map<string, Waiter>();
  #isSending = false;
  #next = 0;

  constructor(device: Device, of: OutboxOf) {
    this.#device = device;
    this.#of = of;
  }

  /** Takes up what waited here when the device stopped. Before anything is put in. */
  async open(): Promise<void> {
    const kept = await this.#device.storage.list(seatKeys(this.#of.identity.channel).outbox);
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
   * refuses for good, or where the seat is closed or removed first: then the entry still waits here. `beside` is written
   * with it, together or not at all.
   */
  async put(
    payload: Uint8Array,
    attribution: SpokenAs,
    beside: StorageChanges = {},
  ): Promise<{ entry: EntryId; durable: Promise<Position> }> {
    const entry = this.#device.random(ID_BYTES) as EntryId;
    const { rule: under } = rulesInForce(this.#of.record.room);
    const waiting: WaitingEntry = { number: this.#next++, entry, payload, attribution, under, refused: undefined };
    await this.#device.storage.write({ ...beside, put: { ...beside.put, ...this.#kept(waiting) } });
    this.#waiting.push(waiting);
    const durable = new Promise<Position>((resolve, reject) => this.#waiters.set(idText(entry), { resolve, reject }));
    // Whoever does not wait for it still finds it in `waiting`.
    durable.catch(() => {});
    this.#of.onChange();
    void this.#send();
    return { entry, durable };
  }

  /** Gives up an entry that was not sent yet, or was refused. False where the venue has it, or may have it. */
  async discard(entry: EntryId): Promise<boolean> {
    const text = idText(entry);
    const found = this.#waiting.find((each) => idText(each.entry) === text);
    if (found === undefined || this.#underWay.has(text)) return false;
    this.#waiting = this.#waiting.filter((each) => each !== found);
    await this.#forget(found);
    this.#takeWaiter(found)?.reject(new ClientError('CLOSED', 'discarded'));
    return true;
  }

  /** Tries again what was refused. */
  async retry(entry: EntryId): Promise<void> {
    const at = this.#waiting.findIndex((each) => idText(each.entry) === idText(entry));
    const found = this.#waiting[at];
    if (found === undefined) return;
    const again = { ...found, under: rulesInForce(this.#of.record.room).rule, refused: undefined };
    this.#waiting[at] = again;
    await this.#device.storage.write({ put: this.#kept(again) });
    this.#of.onChange();
    void this.#send();
  }

  /** To be told of everything that is read. */
  async observe(reading: Reading): Promise<void> {
    const entry =
      reading.kind === 'applied' ? reading.entry.entry : reading.kind === 'skipped' ? reading.entry : undefined;
    if (entry === undefined) return;
    const text = idText(entry);
    const own = this.#taken.get(text) ?? this.#waiting.find((each) => idText(each.entry) === text);
    if (own === undefined) return;
    if (reading.kind === 'skipped' && reading.reason === 'STALE') {
      // Put behind its epoch's end: it goes again, as another entry. [ORDER-4]
      await this.#replace(own);
      return;
    }
    this.#taken.delete(text);
    this.#waiting = this.#waiting.filter((each) => each !== own);
    await this.#forget(own);
    if (reading.kind === 'applied' || reading.kind === 'skipped') this.#takeWaiter(own)?.resolve(reading.position);
  }

  end(error: Error): void {
    for (const { reject } of this.#waiters.values()) reject(error);
    this.#waiters.clear();
  }

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
          // Offline, or a venue that makes no sense, is no reason to give up; the end of the session is.
          if (this.#of.session.state.kind === 'ended') throw error;
          if (error instanceof ClientError) await delay(backoffMs(failures++, this.#device.random));
          else await this.#markRefused(next, UNSEALABLE, 'this device cannot seal the entry', error);
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
    const { session, sealer, beforeSealing, refusalOf } = this.#of;
    const connection = await session.connection();
    await beforeSealing();
    // Whether it may go is asked of the record as it is now: what waited here may have lapsed, or be there already.
    if (session.state.kind !== 'live') await session.synced();
    if (!this.#waiting.includes(waiting)) return 0;
    const refusal = refusalOf(waiting);
    if (refusal !== undefined) {
      await this.#markRefused(waiting, refusal, 'the room does not allow the entry any more');
      return 0;
    }
    const { item, lastHandshake } = await sealer.seal(waiting);
    // Given up meanwhile, or read back without an answer.
    if (!this.#waiting.includes(waiting)) return 0;
    const text = idText(waiting.entry);
    this.#underWay.add(text);
    const outcome = await connection.post(lastHandshake, item);
    this.#underWay.delete(text);
    if (outcome.kind === 'posted') {
      this.#acknowledge(waiting, outcome.position, item);
      return 0;
    }
    if (outcome.code === 'EPOCH_MOVED') {
      await session.synced();
      return 0;
    }
    if (isPassingRefusal(outcome.code)) return outcome.retryAfterMs ?? backoffMs(failures, this.#device.random);
    await this.#markRefused(waiting, outcome.code);
    return 0;
  }

  #acknowledge(waiting: WaitingEntry, position: Position, item: Uint8Array): void {
    if (!this.#waiting.includes(waiting)) return;
    const { session, record, onLost, onChange } = this.#of;
    const text = idText(waiting.entry);
    this.#waiting = this.#waiting.filter((each) => each !== waiting);
    this.#taken.set(text, waiting);
    this.#takeWaiter(waiting)?.resolve(position);
    onChange();
    const check = async () => {
      await session.untilRead(position + 1);
      if (!this.#taken.delete(text)) return;
      if (record.room.entries[text] !== undefined) return await this.#forget(waiting);
      onLost(position, item);
      const lost = { ...waiting, refused: LOST };
      this.#waiting.push(lost);
      await this.#device.storage.write({ put: this.#kept(lost) });
      onChange();
    };
    // Where the session ends first it is found out after the next start.
    check().catch(() => {});
  }

  /** `reason` where it was not the venue that refused. */
  async #markRefused(waiting: WaitingEntry, code: string, reason?: string, cause?: unknown): Promise<void> {
    const marked = { ...waiting, refused: code };
    this.#waiting = this.#waiting.map((each) => (each === waiting ? marked : each));
    await this.#device.storage.write({ put: this.#kept(marked) });
    const error =
      reason === undefined
        ? new ClientError('VENUE_REFUSED', `the venue refused the entry: ${code}`, { detail: { code } })
        : new ClientError('POST_REFUSED', reason, { cause, detail: { code } });
    this.#takeWaiter(waiting)?.reject(error);
    this.#of.onChange();
  }

  async #replace(stale: WaitingEntry): Promise<void> {
    const again = { ...stale, entry: this.#device.random(ID_BYTES) as EntryId, refused: undefined };
    this.#taken.delete(idText(stale.entry));
    this.#waiting = [...this.#waiting.filter((each) => each !== stale), again].sort((a, b) => a.number - b.number);
    const waiter = this.#takeWaiter(stale);
    if (waiter !== undefined) this.#waiters.set(idText(again.entry), waiter);
    // Under the same number, so that it takes the place of the other one.
    await this.#device.storage.write({ put: this.#kept(again) });
    this.#of.onChange();
    void this.#send();
  }

  #takeWaiter({ entry }: WaitingEntry): Waiter | undefined {
    const waiter = this.#waiters.get(idText(entry));
    this.#waiters.delete(idText(entry));
    return waiter;
  }

  async #forget(waiting: WaitingEntry): Promise<void> {
    await this.#device.storage.write({ remove: [this.#key(waiting)] });
    this.#of.onChange();
  }

  #kept(waiting: WaitingEntry): Record<string, Uint8Array> {
    return { [this.#key(waiting)]: encode(waitingCodec, waiting) };
  }

  #key({ number }: WaitingEntry): string {
    return `${seatKeys(this.#of.identity.channel).outbox}${String(number).padStart(12, '0')}`;
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
