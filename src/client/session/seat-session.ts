import type { Position } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { CLOSE_CODES } from '../../protocol/wire/close.ts';
import type { InvitationId } from '../../protocol/wire/mailbox-ids.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import { ChannelConnection, type Login, unreachable } from '../connection/channel-connection.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import { SerialQueue } from '../serial-queue.ts';

/**
 * offline → connecting → catching-up → live, and back to offline whenever the connection is lost; until it is ended.
 */
export type SessionState =
  | { readonly kind: 'offline'; readonly why: string }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'catching-up'; readonly read: number; readonly of: number }
  | { readonly kind: 'live' }
  | { readonly kind: 'ended'; readonly why: 'removed' | 'closed' };

export interface SessionOptions {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly random: Randomness;
  /** Asked at every connect: who this device is by then. */
  readonly login: () => Login;
  /** Called in the record's order, one call after the other; the record stands still meanwhile. */
  readonly onReadings: (readings: readonly Reading[]) => Promise<void>;
  readonly onState: (state: SessionState) => void;
  readonly onKnocked: (invitation: InvitationId) => void;
}

/**
 * Keeps one channel's connection, and reads into the record whatever comes over it.
 *
 * Owns the order of reading: whoever needs the record to stand still uses `undisturbed`.
 */
export class SeatSession {
  readonly #options: SessionOptions;
  readonly #reading = new SerialQueue();
  #connection: ChannelConnection | undefined;
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
  }

  get state(): SessionState {
    return this.#state;
  }

  start(): void {
    if (this.#state.kind === 'offline') this.#connect();
  }

  /** The live connection; waits for one while offline. Rejects once the session has ended. */
  connection(): Promise<ChannelConnection> {
    if (this.#state.kind === 'ended') return Promise.reject(ended(this.#state.why));
    if (this.#connection !== undefined) return Promise.resolve(this.#connection);
    return new Promise((resolve, reject) => this.#awaitingConnection.push({ resolve, reject }));
  }

  /** Resolves when the record has been read up to `size` and what follows from that is done. */
  untilRead(size: number): Promise<void> {
    if (this.#options.record.cursor >= size) return this.#reading.idle();
    if (this.#state.kind === 'ended') return Promise.reject(ended(this.#state.why));
    return new Promise((resolve, reject) => this.#awaitingSize.push({ size, resolve, reject }));
  }

  /** Resolves when everything is read that the venue has now. While offline it waits. */
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
    clearTimeout(this.#retry);
    const connection = this.#connection;
    this.#connection = undefined;
    this.#setState({ kind: 'ended', why });
    connection?.close();
    const error = ended(why);
    for (const { reject } of this.#awaitingConnection.splice(0)) reject(error);
    for (const { reject } of this.#awaitingSize.splice(0)) reject(error);
  }

  #connect(): void {
    const { identity, record, login } = this.#options;
    this.#setState({ kind: 'connecting' });
    const asked = login();
    let mine: ChannelConnection | undefined;
    ChannelConnection.open({
      venue: identity.venue,
      origin: identity.origin,
      channel: identity.channel,
      login: asked,
      from: record.cursor,
      items: (from, items, size) => this.#receive(from, items, size),
      knocked: (invitation) => this.#options.onKnocked(invitation),
      closed: (code, reason) => {
        if (this.#connection === mine) this.#closed(code, reason);
      },
    }).then(
      (connection) => {
        if (this.#state.kind !== 'connecting') return connection.close();
        mine = connection;
        this.#failures = 0;
        this.#connection = connection;
        this.#sizeThere = connection.head.size;
        this.#checkRollback(connection.head.size);
        this.#showProgress();
        for (const { resolve } of this.#awaitingConnection.splice(0)) resolve(connection);
        return undefined;
      },
      (error: ClientError) => this.#notConnected(String(error.detail['code'] ?? error.code), asked.as),
    );
  }

  #notConnected(code: string, as: Login['as']): void {
    // The venue knows no more of this record than that it is shorter than what was read of it.
    if (code === 'BEYOND_THE_RECORD') this.#report('rollback');
    // The access key stays the same while the seat sits in the channel.
    if (code === 'LOGIN_REFUSED' && as === 'seat') void this.end('removed');
    else this.#lost(code);
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
    const connection = this.#connection;
    this.#connection = undefined;
    // Whoever waits for an answer may ask again over the next one.
    connection?.close(unreachable(why));
    this.#setState({ kind: 'offline', why });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), backoffMs(this.#failures++, this.#options.random));
  }

  #receive(from: number, items: readonly Uint8Array[], size: number): void {
    this.#sizeThere = Math.max(this.#sizeThere, size);
    void this.#reading
      .run(async () => {
        if (this.#state.kind === 'ended') return;
        const readings = await this.#options.record.read(from, items);
        await this.#options.onReadings(readings);
        // What was left out is asked for again: an honest venue has it.
        if (from > this.#options.record.cursor) return this.#lost('the venue left something out');
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
    if (read >= this.#sizeThere) this.#setState({ kind: 'live' });
    else this.#setState({ kind: 'catching-up', read, of: this.#sizeThere });
  }

  #setState(state: SessionState): void {
    const same = state.kind === this.#state.kind && state.kind !== 'catching-up';
    this.#state = state;
    if (!same) this.#options.onState(state);
  }
}

function ended(why: 'removed' | 'closed'): ClientError {
  return why === 'removed'
    ? new ClientError('NOT_SEATED', 'this seat has left the channel')
    : new ClientError('CLOSED', 'this seat was closed on this device');
}
