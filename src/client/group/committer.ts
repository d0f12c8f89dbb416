import { equal } from '../../base/bytes.ts';
import { type EntryId, idText, type Position } from '../../base/ids.ts';
import type { SeatKeys } from '../../protocol/seal/seat-keys.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import type { PostOutcome } from '../connection/channel-connection.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import { SerialQueue } from '../serial-queue.ts';
import type { SeatSession } from '../session/seat-session.ts';
import type { ChannelSecret } from './channel-secrets.ts';
import type { EpochState } from './epoch-state.ts';
import { type IntendedChanges, type MadeHandshake, makeHandshake } from './make-handshake.ts';
import { forgetPending, type Purpose, recallPending, rememberPending } from './pending-handshake.ts';

/** Others may be quicker; in a room that commits once a second somebody gets through. */
const TRIES_MAX = 12;

/** A commit of this seat that began an epoch, wherever the channel has gone since. */
export interface Committed {
  readonly position: Position;
  /** The epoch as it began. */
  readonly next: EpochState;
  readonly secret: ChannelSecret;
}

export interface CommitterOf {
  readonly identity: SeatIdentity;
  readonly keys: SeatKeys;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  /**
   * Does what a commit was for once the room has it; at the latest when the device is started again. May be called
   * twice for one commit, when the device was stopped in between.
   */
  readonly finish: (purpose: Purpose, committed: Committed) => Promise<void>;
}

/**
 * Makes this seat's commits, one at a time, and brings each to its end: ordered, adopted and what it was for done, or
 * given up because another was first and nothing is left to do.
 *
 * Owns the one pending handshake that a device remembers: no commit begins before the one before has ended.
 */
export class Committer {
  readonly #device: Device;
  readonly #of: CommitterOf;
  readonly #queue = new SerialQueue();
  readonly #adopted = new Map<string, Position>();

  constructor(device: Device, of: CommitterOf) {
    this.#device = device;
    this.#of = of;
  }

  /**
   * `intend` is asked anew for each try, of the epoch that there is by then; without an answer nothing is left to do,
   * and the result is `undefined`. `purpose` is kept beside the commit until it is settled.
   */
  commit(
    intend: (state: EpochState) => IntendedChanges | undefined,
    purpose?: (made: MadeHandshake) => Purpose,
  ): Promise<Committed | undefined> {
    return this.#queue.run(async () => {
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        const outcome = await this.#try(intend, purpose);
        if (outcome !== 'superseded') return outcome;
        await new Promise((resolve) => setTimeout(resolve, backoffMs(0, this.#device.random) / 8));
      }
      throw new ClientError('SUPERSEDED', `others changed the channel ${TRIES_MAX} times meanwhile`);
    });
  }

  /** A commit that this device was stopped in the middle of: adopted meanwhile, or given up. Before any other. */
  resume(): Promise<void> {
    const { identity, record, session } = this.#of;
    return this.#queue.run(async () => {
      const pending = await recallPending(this.#device, identity);
      if (pending === undefined) return;
      await session.synced();
      const { next, secret } = pending.expected;
      const { keyring, epochStarts } = record.parts;
      const start = epochStarts.get(next.epoch);
      const recordSecret = keyring.of(next.epoch);
      // By its secret: this device may have gone on from it already, and stopped before what it was for was done.
      const isOurs = start !== undefined && recordSecret !== undefined && equal(recordSecret, next.recordSecret);
      if (isOurs && pending.purpose !== undefined) {
        await this.#finish(pending.purpose, { position: start.position, next, secret });
      }
      await forgetPending(this.#device, identity);
    });
  }

  /** For what commits in a way of its own: no other commit is under way meanwhile. */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.run(task);
  }

  /** To be told of everything that is read. */
  observe(reading: Reading): void {
    if (reading.kind === 'epoch-began' && reading.handshake !== undefined) {
      this.#adopted.set(idText(reading.handshake), reading.position);
    }
  }

  async #try(
    intend: (state: EpochState) => IntendedChanges | undefined,
    purposeOf: ((made: MadeHandshake) => Purpose) | undefined,
  ): Promise<Committed | undefined | 'superseded'> {
    const { identity, session } = this.#of;
    await session.synced();
    // The record stands still: a state that is left meanwhile is erased under whoever commits from it.
    const prepared = await session.undisturbed(() => this.#prepare(intend, purposeOf));
    if (prepared === undefined) return undefined;
    const { made, purpose, lastHandshake } = prepared;
    const outcome = await this.#send(lastHandshake, made.item);
    if (outcome.kind === 'posted') await session.untilRead(outcome.position + 1);
    // A venue that says so may have ordered it all the same: what it was for is then still to be done.
    else if (outcome.code === 'EPOCH_MOVED') await session.synced();
    const position = this.#adopted.get(idText(made.id));
    this.#adopted.clear();
    if (position === undefined) {
      await forgetPending(this.#device, identity);
      if (outcome.kind === 'posted' || outcome.code === 'EPOCH_MOVED') return 'superseded';
      const { code } = outcome;
      throw new ClientError('VENUE_REFUSED', `the venue refused the commit: ${code}`, { detail: { code } });
    }
    const committed = { position, next: made.next, secret: made.secret };
    if (purpose !== undefined) await this.#finish(purpose, committed);
    await forgetPending(this.#device, identity);
    return committed;
  }

  /** What fails for good is not tried again at the next start; what was cut short is. */
  async #finish(purpose: Purpose, committed: Committed): Promise<void> {
    try {
      await this.#of.finish(purpose, committed);
    } catch (error) {
      if (this.#of.session.state.kind !== 'ended') await forgetPending(this.#device, this.#of.identity);
      throw error;
    }
  }

  async #prepare(
    intend: (state: EpochState) => IntendedChanges | undefined,
    purposeOf: ((made: MadeHandshake) => Purpose) | undefined,
  ): Promise<{ made: MadeHandshake; purpose: Purpose | undefined; lastHandshake: Position } | undefined> {
    const { record, identity } = this.#of;
    const { state, channelKeys, lastHandshake } = record.parts;
    const secret = channelKeys.newest();
    if (state === undefined || secret === undefined) {
      throw new ClientError('NOT_SEATED', 'this seat is not in the channel');
    }
    const changes = intend(state);
    if (changes === undefined) return undefined;
    const made = await makeHandshake(this.#device, { signSeed: this.#of.keys.sign.seed, state, secret }, changes);
    const expected = { where: { id: made.id as EntryId }, next: made.next, secret: made.secret };
    const purpose = purposeOf?.(made);
    await rememberPending(this.#device, identity, expected, purpose);
    record.expect(expected);
    return { made, purpose, lastHandshake };
  }

  /** A lost answer leaves open whether the commit was taken: the same bytes are sent again, and count once. */
  async #send(lastHandshake: Position, item: Uint8Array): Promise<PostOutcome> {
    for (let failures = 0; ; failures++) {
      const connection = await this.#of.session.connection();
      try {
        const outcome = await connection.commit(lastHandshake, item);
        if (outcome.kind === 'posted' || outcome.retryAfterMs === undefined) return outcome;
        await new Promise((resolve) => setTimeout(resolve, outcome.retryAfterMs));
      } catch (error) {
        if (!(error instanceof ClientError) || this.#of.session.state.kind === 'ended') throw error;
        await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, this.#device.random)));
      }
    }
  }
}
