import type { Device } from '../device.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import type { ChannelRecord } from './channel-record.ts';
import { keepRecord } from './keep-record.ts';
import type { Reading } from './reading.ts';

/** How many items may be read again after a crash, at least; a long record is kept less often than a short one. */
const KEEP_AFTER_ITEMS_MIN = 256;
const KEEP_AFTER_SHARE = 0.25;

/** Puts a seat's record down so that the device can go on from there: at every epoch, and now and then between. */
export class RecordKeeper {
  readonly #device: Device;
  readonly #identity: SeatIdentity;
  readonly #record: ChannelRecord;
  #keptAt: number;

  constructor(device: Device, of: { identity: SeatIdentity; record: ChannelRecord }) {
    this.#device = device;
    this.#identity = of.identity;
    this.#record = of.record;
    this.#keptAt = of.record.cursor;
  }

  /** The record must stand still meanwhile. */
  async afterReading(readings: readonly Reading[]): Promise<void> {
    const { cursor } = this.#record;
    const isDue = cursor - this.#keptAt >= Math.max(KEEP_AFTER_ITEMS_MIN, this.#keptAt * KEEP_AFTER_SHARE);
    // A group's old state must not come back: it would use keys twice that were to be used once.
    if (isDue || readings.some(({ kind }) => kind === 'epoch-began' || kind === 'removed')) await this.keep();
  }

  /** Before joining it stays as it was begun: what was learnt from outside is read again. */
  async keep(): Promise<void> {
    if (this.#record.parts.phase === 'before-joining') return;
    const bytes = keepRecord(this.#device.mls, this.#record.parts);
    await this.#device.storage.write({ put: { [seatKeys(this.#identity.channel).checkpoint]: bytes } });
    this.#keptAt = this.#record.cursor;
  }
}
