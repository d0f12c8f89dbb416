import type { Device } from '../device.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import type { ChannelRecord } from './channel-record.ts';
import { keepRecord } from './keep-record.ts';
import type { Reading } from './reading.ts';
import { recordKeys } from './record-keys.ts';
import { writeSnapshot } from './snapshot.ts';

/** How many items may be read again after a crash. */
const KEEP_AFTER_ITEMS = 1_024;

/**
 * Puts a seat's record down so that the device can go on from there: at every epoch, and now and then between.
 *
 * What is written is what came since the last time: the checkpoint, and the journal's new pages, in one write. Only when
 * words were shredded the journal begins anew, upon a snapshot of what is left.
 */
export class RecordKeeper {
  readonly #device: Device;
  readonly #identity: SeatIdentity;
  readonly #record: ChannelRecord;
  #keptAt: number;
  /** Of no more use, and not to stay, once the next checkpoint is written. */
  #outlived: readonly string[] = [];

  constructor(device: Device, of: { identity: SeatIdentity; record: ChannelRecord }) {
    this.#device = device;
    this.#identity = of.identity;
    this.#record = of.record;
    this.#keptAt = of.record.cursor;
  }

  /** The record must stand still meanwhile. */
  async afterReading(readings: readonly Reading[]): Promise<void> {
    const isDue = this.#record.cursor - this.#keptAt >= KEEP_AFTER_ITEMS;
    // A group's old state must not come back: it would use keys twice that were to be used once.
    if (isDue || readings.some(({ kind }) => kind === 'epoch-began' || kind === 'removed')) await this.keep();
  }

  /** Before joining it stays as it was begun: what was learnt from outside is read again. */
  async keep(): Promise<void> {
    const { parts } = this.#record;
    if (parts.phase === 'before-joining') return;
    const { channel } = this.#identity;
    const { page } = recordKeys(channel);
    if (parts.journal.isShredded) await this.#beginAnew();
    const { generation } = parts.journal.kept;
    const pages = parts.journal.pagesToWrite.map(([number, bytes]) => [page(generation, number), bytes] as const);
    const checkpoint = keepRecord(this.#device.mls, parts);
    const put = { ...Object.fromEntries(pages), [seatKeys(channel).checkpoint]: checkpoint };
    await this.#device.storage.write({ put, remove: this.#outlived });
    this.#outlived = [];
    parts.journal.wrotePages();
    this.#keptAt = this.#record.cursor;
  }

  async #beginAnew(): Promise<void> {
    const { journal, room, epoch, entriesOfEpoch } = this.#record.parts;
    const { generation, chunks, pages } = journal.kept;
    const { chunk, page } = recordKeys(this.#identity.channel);
    const next = { room, epoch, used: [...entriesOfEpoch], generation: generation + 1 };
    journal.beginAnew(await writeSnapshot(this.#device.storage, this.#identity, next));
    this.#outlived = [
      ...this.#outlived,
      ...Array.from({ length: chunks }, (_, number) => chunk(generation, number)),
      ...Array.from({ length: pages }, (_, number) => page(generation, number)),
    ];
  }
}
