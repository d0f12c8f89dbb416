import { equal } from '../../base/bytes.ts';
import type { Position } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { CLOSE_CODES } from '../../protocol/wire/close.ts';
import type { InvitationId } from '../../protocol/wire/mailbox-ids.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import { ChannelConnection, type Login, refused, unreachable } from '../connection/channel-connection.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import { SerialQueue } from '../serial-queue.ts';
import { IDLE_MS_MAX, PULSE_ANSWER_MS_MAX, REFUSED_RETRY_MS } from './limits.ts';
import { Pulse } from './pulse.ts';

/**
 * offline → connecting → catching-up → live, and back to offline whenever the connection is lost; until it is ended.
 *
 * `refused`: the venue lets in neither the device nor its seat, and so nothing says why. What was read stays; it is
 * tried again, rarely.
 */
export type SessionState =
  | { readonly kind: 'offline'; readonly why: string }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'catching-up'; readonly read: number; readonly of: number }
  | { readonly kind: 'live' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'ended'; readonly why: 'removed' | 'closed' };

export interface SessionOptions {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly random: Randomness;
  /** Asked at every connect: who this device is by then; or, where that is refused, its seat. */
  readonly login: (instead?: 'seat') => Login;
  /** What the record has read, where it stands there: each item once, before what follows from it. */
  readonly onItems: (from: Position, items: readonly Uint8Array[]) => void;
  /** Called in the record's order, one call after the other; the record stands still meanwhile. */
  readonly onReadings: (readings: readonly Reading[]) => Promise<void>;
  readonly onState: (state: SessionState) => void;
  readonly onKnocked: (invitation: InvitationId) => void;
  /** For a test, which does not wait as long as a person would. */
  readonly pulse?: { readonly idleMs: number; readonly answerMs: number };
}

/**
 * Keeps one channel's connection, and reads into the record whatever comes over it.
 *
 * Owns the order of reading: whoever needs the record to stand still uses `undisturbed`.
 */
export class SeatSession {
  readonly #options: SessionOptions;
  readonly #reading = new SerialQueue();
  readonly #pulse: Pulse;
  #connection: ChannelConnection | undefined;
  /**
   * The device's key, where the venue did not know it and the connection is the seat's: to read what has become of the
   * device, and for nothing else.
   */
  #refusedKey: Uint8Array | undefined;
  #state: SessionState = { kind: 'offline', why: 'not started' };
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #rollbackAt: Position | undefined;
  /** How long the venue's record was when it last said so. */
  #sizeThere = 0;
  // Those who wait for a connection, and for a size of the record.
  #awaitingConnection: { resolve(connection: ChannelConnection): void; reject(error: Error): void }[] = [];
  #awaitingSize: { size: number; resolve(): void; reject(error: Error): void }[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#pulse = new Pulse({
      idleMs: options.pulse?.idleMs ?? IDLE_MS_MAX,
      answerMs: options.pulse?.answerMs ?? PULSE_ANSWER_MS_MAX,
      random: options.random,
      // Any answer will do; where there is none, `silent` says so.
      ask: () => void this.#connection?.fetch(options.record.cursor, 1).catch(() => {}),
      silent: () => this.#lost('the line is silent'),
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  start(): void {
    if (this.#state.kind === 'offline') this.#connect();
  }

  /** The live connection; waits for one while offline. Rejects once the session has ended, and while it is refused. */
  connection(): Promise<ChannelConnection> {
    const over = whyOver(this.#state);
    if (over !== undefined) return Promise.reject(over);
    if (this.#connection !== undefined && this.#refusedKey === undefined) return Promise.resolve(this.#connection);
    return new Promise((resolve, reject) => this.#awaitingConnection.push({ resolve, reject }));
  }

  /** Resolves when the record has been read up to `size` and what follows from that is done. */
  untilRead(size: number): Promise<void> {
    if (this.#options.record.cursor >= size) return this.#reading.idle();
    const over = whyOver(this.#state);
    if (over !== undefined) return Promise.reject(over);
    return new Promise((resolve, reject) => this.#awaitingSize.push({ size, resolve, reject }));
  }

  /** Resolves when everything is read that the venue has now. While offline it waits; refused, it rejects. */
  async synced(): Promise<void> {
    const size = await this.#sizeNow();
    await this.untilRead(size);
  }

  async #sizeNow(): Promise<number> {
    for (;;) {
      const connection = await this.connection();
      try {
        return (await connection.fetch(this.#options.record.cursor, 1)).size;
      } catch (error) {
        if (!(error instanceof ClientError) || error.code !== 'VENUE_UNREACHABLE') throw error;
        // The connection that failed says so at once: the next one is another.
        if (connection === this.#connection) throw error;
      }
    }
  }

  undisturbed<T>(task: () => Promise<T>): Promise<T> {
    return this.#reading.run(task);
  }

  /** To log in anew: as another key, say. */
  reconnect(): void {
    this.#lost('reconnecting');
    if (this.#state.kind === 'offline') {
      clearTimeout(this.#retry);
      this.#connect();
    }
  }

  async end(why: 'removed' | 'closed' = 'closed'): Promise<void> {
    if (this.#state.kind === 'ended') return;
    this.#letGo({ kind: 'ended', why }, ended(why));
  }

  /** Whoever waits for something is told that it does not come. */
  #letGo(state: SessionState, error: ClientError): void {
    clearTimeout(this.#retry);
    this.#hangUp(error);
    this.#setState(state);
    for (const { reject } of this.#awaitingConnection.splice(0)) reject(error);
    for (const { reject } of this.#awaitingSize.splice(0)) reject(error);
  }

  #hangUp(error: ClientError): void {
    this.#pulse.stop();
    const connection = this.#connection;
    this.#connection = undefined;
    this.#refusedKey = undefined;
    connection?.close(error);
  }

  #connect(refusedKey?: Uint8Array): void {
    const { identity, record, login } = this.#options;
    this.#setState({ kind: 'connecting' });
    const asked = refusedKey === undefined ? login() : login('seat');
    let mine: ChannelConnection | undefined;
    ChannelConnection.open({
      venue: identity.venue,
      origin: identity.origin,
      channel: identity.channel,
      login: asked,
      from: record.cursor,
      items: (from, items, size) => this.#receive(from, items, size),
      knocked: (invitation) => this.#options.onKnocked(invitation),
      heard: () => {
        if (mine !== undefined && this.#connection === mine) this.#pulse.heard();
      },
      closed: (code, reason) => {
        if (this.#connection === mine) this.#closed(code, reason);
      },
    }).then(
      (connection) => {
        if (this.#state.kind !== 'connecting') return connection.close();
        mine = connection;
        this.#failures = 0;
        this.#connection = connection;
        this.#refusedKey = refusedKey;
        this.#pulse.heard();
        this.#sizeThere = connection.head.size;
        this.#checkRollback(connection.head.size);
        this.#showProgress();
        this.#wakeWaiters();
        return undefined;
      },
      (error: ClientError) => this.#notConnected(String(error.detail['code'] ?? error.code), asked, refusedKey),
    );
  }

  #wakeWaiters(): void {
    const connection = this.#connection;
    if (connection === undefined || this.#refusedKey !== undefined) return;
    for (const { resolve } of this.#awaitingConnection.splice(0)) resolve(connection);
  }

  #notConnected(code: string, asked: Login, refusedKey: Uint8Array | undefined): void {
    if (this.#state.kind !== 'connecting') return;
    // The venue knows no more of this record than that it is shorter than what was read of it.
    if (code === 'BEYOND_THE_RECORD') this.#report('rollback');
    if (code !== 'LOGIN_REFUSED') this.#lost(code);
    // While the seat sits in the channel it may read there what has become of this device.
    else if (asked.as === 'device') this.#connect(asked.key);
    else if (refusedKey !== undefined) this.#refuse(code);
    // The access key stays the same while the seat sits in the channel.
    else void this.end('removed');
  }

  /** No word of the record says why: a venue that was set back may yet let this device in again. */
  #refuse(code: string): void {
    this.#letGo({ kind: 'refused', code }, refused('login', code));
    this.#retry = setTimeout(() => this.#connect(), REFUSED_RETRY_MS);
  }

  #closed(code: number, reason: string): void {
    if (code === CLOSE_CODES.removed) {
      // What was read of it is worked off first: the record itself may say who removed this device.
      this.#lost('REMOVED');
      void this.#reading.idle().then(() => this.end('removed'));
      return;
    }
    this.#lost(reason || `closed with ${code}`);
  }

  #lost(why: string): void {
    if (this.#state.kind === 'ended') return;
    // Whoever waits for an answer may ask again over the next one.
    this.#hangUp(unreachable(why));
    this.#setState({ kind: 'offline', why });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), backoffMs(this.#failures++, this.#options.random));
  }

  #receive(from: number, items: readonly Uint8Array[], size: number): void {
    this.#sizeThere = Math.max(this.#sizeThere, size);
    void this.#reading
      .run(async () => {
        if (this.#state.kind === 'ended') return;
        const { record, onItems, onReadings } = this.#options;
        const { cursor } = record;
        const readings = await record.read(from, items);
        if (record.cursor > cursor) onItems(cursor, items.slice(cursor - from, record.cursor - from));
        await onReadings(readings);
        // What was left out is asked for again: an honest venue has it.
        if (from > record.cursor) return this.#lost('the venue left something out');
        this.#showProgress();
        this.#wakeReaders();
      })
      .catch((error: unknown) =>
        this.#lost(error instanceof Error ? `could not read: ${error.message}` : 'could not read'),
      );
  }

  #wakeReaders(): void {
    const { cursor } = this.#options.record;
    const waiting = this.#awaitingSize;
    this.#awaitingSize = waiting.filter(({ size }) => size > cursor);
    for (const { size, resolve } of waiting) if (size <= cursor) resolve();
  }

  #checkRollback(size: number): void {
    if (size < this.#options.record.cursor) this.#report('rollback');
  }

  /** Once: it is evidence, and does not grow by being seen again at every connect. */
  #report(kind: 'rollback'): void {
    const position = this.#options.record.cursor;
    if (this.#rollbackAt === position) return;
    this.#rollbackAt = position;
    const evidence = new Uint8Array(0);
    void this.#reading
      .run(() => this.#options.onReadings([{ kind: 'violation', violation: { kind, position, evidence } }]))
      .catch(() => {});
  }

  #showProgress(): void {
    if (this.#connection === undefined || this.#state.kind === 'ended') return;
    const read = this.#options.record.cursor;
    if (read < this.#sizeThere) this.#setState({ kind: 'catching-up', read, of: this.#sizeThere });
    else if (this.#refusedKey === undefined) this.#setState({ kind: 'live' });
    else this.#readAsSeat(this.#refusedKey);
  }

  /** All is read, and it did not end the session: either it says who this device is by now, or nothing does. */
  #readAsSeat(refusedKey: Uint8Array): void {
    const { as, key } = this.#options.login();
    if (as === 'seat') {
      this.#refusedKey = undefined;
      this.#setState({ kind: 'live' });
      this.#wakeWaiters();
    } else if (equal(key, refusedKey)) this.#refuse('LOGIN_REFUSED');
    else this.reconnect();
  }

  #setState(state: SessionState): void {
    const same = state.kind === this.#state.kind && state.kind !== 'catching-up';
    this.#state = state;
    if (!same) this.#options.onState(state);
  }
}

function whyOver(state: SessionState): ClientError | undefined {
  if (state.kind === 'ended') return ended(state.why);
  return state.kind === 'refused' ? refused('login', state.code) : undefined;
}

function ended(why: 'removed' | 'closed'): ClientError {
  return why === 'removed'
    ? new ClientError('NOT_SEATED', 'this seat has left the channel')
    : new ClientError('CLOSED', 'this seat was closed on this device');
}
