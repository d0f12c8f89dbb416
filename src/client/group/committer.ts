import { type EntryId, idText, type Position } from '../../base/ids.ts';
import { ClientError } from '../client-error.ts';
import type { PostOutcome } from '../connection/channel-connection.ts';
import { backoffMs } from '../connection/backoff.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord, Expected } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import { SerialQueue } from '../serial-queue.ts';
import type { SeatSession } from '../session/seat-session.ts';
import type { EpochState } from './epoch-state.ts';
import { type IntendedChanges, type MadeHandshake, makeHandshake } from './make-handshake.ts';
import { forgetPending, type Purpose, rememberPending } from './pending-handshake.ts';

/** Others may be quicker; in a room that commits once a second somebody gets through. */
const TRIES_MAX = 12;

export interface Committed {
  readonly handshake: EntryId;
  readonly position: Position;
  readonly made: MadeHandshake;
}

/**
 * Makes this seat's commits, one at a time, and brings each to its end: ordered and adopted, or given up because
 * another was first and nothing is left to do.
 */
export class Committer {
  readonly #device: Device;
  readonly #identity: SeatIdentity;
  readonly #record: ChannelRecord;
  readonly #session: SeatSession;
  readonly #queue = new SerialQueue();
  readonly #adopted = new Map<string, Position>();

  constructor(device: Device, of: { identity: SeatIdentity; record: ChannelRecord; session: SeatSession }) {
    this.#device = device;
    this.#identity = of.identity;
    this.#record = of.record;
    this.#session = of.session;
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

  /** To be told of everything that is read. */
  observe(reading: Reading): void {
    if (reading.kind === 'epoch-began' && reading.handshake !== undefined) {
      this.#adopted.set(idText(reading.handshake), reading.position);
    }
  }

  async #try(
    intend: (state: EpochState) => IntendedChanges | undefined,
    purpose: ((made: MadeHandshake) => Purpose) | undefined,
  ): Promise<Committed | undefined | 'superseded'> {
    await this.#session.synced();
    const { state, channelKeys, lastHandshake } = this.#record.parts;
    const secret = channelKeys.newest();
    if (state === undefined || secret === undefined) throw new ClientError('NOT_SEATED', 'this seat is not in the channel');
    const changes = intend(state);
    if (changes === undefined) return undefined;
    const made = await makeHandshake(this.#device, { state, secret }, changes);
    const expected = { where: { id: made.id }, next: made.next, secret: made.secret };
    await rememberPending(this.#device, this.#identity, expected, purpose?.(made));
    this.#record.expect(expected);
    const outcome = await this.#send(lastHandshake, made.item);
    if (outcome.kind === 'posted') await this.#session.untilRead(outcome.position + 1);
    const position = this.#adopted.get(idText(made.id));
    if (position !== undefined) return { handshake: made.id, position, made };
    this.#record.expect(undefined);
    await this.forget();
    if (outcome.kind === 'refused' && outcome.code !== 'EPOCH_MOVED') {
      const { code } = outcome;
      throw new ClientError('VENUE_REFUSED', `the venue refused the commit: ${code}`, { detail: { code } });
    }
    return 'superseded';
  }

  /** A lost answer leaves open whether the commit was taken: the same bytes are sent again, and count once. */
  async #send(lastHandshake: Position, item: Uint8Array): Promise<PostOutcome> {
    for (let failures = 0; ; failures++) {
      const connection = await this.#session.connection();
      try {
        const outcome = await connection.commit(lastHandshake, item);
        if (outcome.kind === 'posted' || outcome.retryAfterMs === undefined) return outcome;
        await new Promise((resolve) => setTimeout(resolve, outcome.retryAfterMs));
      } catch (error) {
        if (!(error instanceof ClientError) || error.code !== 'VENUE_UNREACHABLE') throw error;
        await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, this.#device.random)));
      }
    }
  }

  /** Once what the commit was for is done as well. */
  async forget(): Promise<void> {
    await forgetPending(this.#device, this.#identity);
  }

  /** Whether the handshake began an epoch since this device started. */
  hasAdopted(where: Expected['where']): boolean {
    if ('id' in where) return this.#adopted.has(idText(where.id));
    return [...this.#adopted.values()].includes(where.position);
  }
}
