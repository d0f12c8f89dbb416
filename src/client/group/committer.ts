import { type EntryId, type Epoch, idText, type Position } from '../../base/ids.ts';
import { encode, decode, type Decoded } from '../../protocol/codec/codec.ts';
import { bytes, fixed, id, optional, struct, uint } from '../../protocol/codec/shapes.ts';
import { HANDSHAKE_BYTES_MAX } from '../../protocol/handshake/limits.ts';
import { ClientError } from '../client-error.ts';
import type { PostOutcome } from '../connection/channel-connection.ts';
import { backoffMs } from '../connection/backoff.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import { seatKeys, type SeatIdentity } from '../seat-identity.ts';
import { SerialQueue } from '../serial-queue.ts';
import type { SeatSession } from '../session/seat-session.ts';
import type { EpochState } from './epoch-state.ts';
import { type IntendedChanges, type MadeHandshake, makeHandshake } from './make-handshake.ts';

/** Others may be quicker; in a room that commits once a second somebody gets through. */
const TRIES_MAX = 12;

const pendingCodec = struct('pending handshake', {
  id: id<EntryId>('id'),
  epoch: uint<Epoch>('epoch'),
  item: bytes('item', { max: HANDSHAKE_BYTES_MAX }),
  group: bytes('group', { max: 64 * 1024 * 1024 }),
  recordSecret: fixed('record secret', 32),
  postingKey: fixed('posting key', 32),
  channelKey: fixed('channel key', 32),
  generation: uint('generation'),
  /** What whoever asked for the commit needs to finish its work after a restart. */
  purpose: optional(bytes('purpose', { max: 8 * 1024 * 1024 })),
});

export type PendingHandshake = Decoded<typeof pendingCodec>;

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
    purpose?: (made: MadeHandshake) => Uint8Array,
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
    purpose: ((made: MadeHandshake) => Uint8Array) | undefined,
  ): Promise<Committed | undefined | 'superseded'> {
    await this.#session.synced();
    const { state, channelKeys, lastHandshake } = this.#record.parts;
    const secret = channelKeys.newest();
    if (state === undefined || secret === undefined) throw new ClientError('NOT_SEATED', 'this seat is not in the channel');
    const changes = intend(state);
    if (changes === undefined) return undefined;
    const made = await makeHandshake(this.#device, { state, secret }, changes);
    await this.#remember(made, state.epoch, purpose?.(made));
    this.#record.expect({ handshake: made.id, next: made.next, secret: made.secret });
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

  async #remember(made: MadeHandshake, epoch: Epoch, purpose: Uint8Array | undefined): Promise<void> {
    const { next, secret } = made;
    const pending = encode(pendingCodec, {
      id: made.id,
      epoch,
      item: made.item,
      group: this.#device.mls.serialise(next.group),
      recordSecret: next.recordSecret,
      postingKey: next.postingKey,
      channelKey: secret.channelKey,
      generation: secret.generation,
      purpose,
    });
    await this.#device.storage.write({ put: { [seatKeys(this.#identity.channel).pending]: pending } });
  }

  /** Once what the commit was for is done as well. */
  async forget(): Promise<void> {
    await this.#device.storage.write({ remove: [seatKeys(this.#identity.channel).pending] });
  }

  /** What a device that was stopped in the middle of a commit left behind. */
  static async pending(device: Device, identity: SeatIdentity): Promise<PendingHandshake | undefined> {
    const value = await device.storage.get(seatKeys(identity.channel).pending);
    return value && decode(pendingCodec, value, Number.MAX_SAFE_INTEGER);
  }

  /** Whether a handshake of this id began an epoch since this device started. */
  adoptedAt(handshake: EntryId): Position | undefined {
    return this.#adopted.get(idText(handshake));
  }
}
