import type { EntryId, Epoch, Position } from '../../base/ids.ts';
import { keyPair } from '../../protocol/crypto/ed25519.ts';
import { authKeyId } from '../../protocol/seal/announcement.ts';
import { keyIdText } from '../../protocol/seal/attribution.ts';
import { type EpochKey, type SpokenAs, sealEntry } from '../../protocol/seal/seal-entry.ts';
import type { SeatKeys } from '../../protocol/seal/seat-keys.ts';
import { ClientError } from '../client-error.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import { underRulesInForce } from './under-rules-in-force.ts';

export interface ToSeal {
  readonly entry: EntryId;
  readonly payload: Uint8Array;
  readonly attribution: SpokenAs;
}

export interface SealedForPosting {
  readonly item: Uint8Array;
  readonly lastHandshake: Position;
}

/** Seals entries of one seat under the present epoch, and owns this device's authentication key of that epoch. */
export class Sealer {
  readonly #device: Device;
  readonly #identity: SeatIdentity;
  readonly #keys: SeatKeys;
  readonly #record: ChannelRecord;
  #epochKey: Promise<{ readonly epoch: Epoch; readonly key: EpochKey }> | undefined;
  #epochOfKey: Epoch | undefined;

  constructor(device: Device, of: { identity: SeatIdentity; keys: SeatKeys; record: ChannelRecord }) {
    this.#device = device;
    this.#identity = of.identity;
    this.#keys = of.keys;
    this.#record = of.record;
  }

  async seal({ entry, payload, attribution }: ToSeal): Promise<SealedForPosting> {
    // Taken together, before anything is awaited: they are of one moment.
    const { state, lastHandshake } = this.#record.parts;
    const seen = this.#record.head;
    if (state === undefined) throw new ClientError('NOT_SEATED', 'this seat is not in the channel');
    const { random, clock } = this.#device;
    const { key } = await this.#keyOf(state.epoch);
    // By the record itself: what stands there under an id of ours may be what an earlier run sealed, with its own key.
    const isAnnounced = this.#record.parts.knownKeys.has(keyIdText(authKeyId(key.publicKey)));
    const { item } = await sealEntry({
      channel: this.#identity.channel,
      epoch: state.epoch,
      entry,
      payload,
      time: clock(),
      seen,
      recordSecret: state.recordSecret,
      charter: underRulesInForce(state.charter, this.#record.room),
      seat: { id: this.#identity.seat, keys: this.#keys },
      epochKey: { ...key, announcement: isAnnounced ? undefined : key.announcement },
      attribution,
      random,
    });
    return { item, lastHandshake };
  }

  /** To be told of everything that is read. */
  observe(reading: Reading): void {
    // Readings are told of when a whole run of items has been read: the new epoch's key may be made already.
    if (reading.kind === 'epoch-began' && this.#epochOfKey !== this.#record.parts.epoch) this.#forget();
  }

  #keyOf(epoch: Epoch): Promise<{ readonly epoch: Epoch; readonly key: EpochKey }> {
    if (this.#epochKey === undefined || this.#epochOfKey !== epoch) {
      this.#forget();
      this.#epochOfKey = epoch;
      this.#epochKey = this.#makeKey(epoch);
    }
    return this.#epochKey;
  }

  async #makeKey(epoch: Epoch): Promise<{ readonly epoch: Epoch; readonly key: EpochKey }> {
    const { state } = this.#record.parts;
    if (state?.epoch !== epoch) throw new ClientError('SUPERSEDED', 'the epoch turned');
    const { random } = this.#device;
    const key = await keyPair(random(32));
    const { charter } = state;
    const announcement = await this.#record.auth.announce({ epoch, charter, authKey: key.publicKey, random });
    return { epoch, key: { ...key, announcement } };
  }

  /** Thrown away with its epoch: nothing of an epoch can be signed after it. */
  #forget(): void {
    void this.#epochKey?.then(({ key }) => key.seed.fill(0)).catch(() => {});
    this.#epochKey = undefined;
    this.#epochOfKey = undefined;
  }
}
