import type { Epoch, Position } from '../../base/ids.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from './channel-record.ts';
import type { Reading } from './reading.ts';
import type { EpochStart } from './record-parts.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface ShredderOf {
  readonly record: ChannelRecord;
  readonly post: (before: Position) => Promise<unknown>;
}

/**
 * Keeps the word that what is said off the record is shredded after its time.
 *
 * Whole epochs are shredded, once the next one is older than the retention by this device's clock: the first device to
 * notice says so in the record, and all devices forget the words and the record secrets together. `[RECORD-6]`
 */
export class Shredder {
  readonly #device: Device;
  readonly #of: ShredderOf;

  constructor(device: Device, of: ShredderOf) {
    this.#device = device;
    this.#of = of;
  }

  /** To be told of everything that is read. True if secrets were forgotten, and the record is to be kept anew. */
  observe(reading: Reading): boolean {
    if (reading.kind !== 'applied' || reading.entry.kind !== 'shredding') return false;
    const { epochStarts, keyring } = this.#of.record.parts;
    const { before } = reading.entry.content as { readonly before: Position };
    const first = lastBegun(epochStarts, ({ position }) => position <= before);
    if (first === undefined) return false;
    keyring.shredBefore(first);
    return true;
  }

  /** Asked for now and then; harmless when nothing is due. */
  async tend(): Promise<void> {
    const { parts, room } = this.#of.record;
    const { rule, retentionDays, shreddedBefore } = room.room;
    if (parts.phase !== 'seated' || rule !== 'off the record' || retentionDays === null) return;
    const now = this.#device.clock();
    const first = lastBegun(parts.epochStarts, (start) => isDue(start, parts.epochStarts, room, now));
    const before = first === undefined ? undefined : parts.epochStarts.get(first)?.position;
    if (before !== undefined && before > shreddedBefore) await this.#of.post(before);
  }
}

/** Whether all that stands before an epoch is past the retention that it was said under. `[RULES-5]` */
function isDue(
  start: EpochStart,
  starts: ReadonlyMap<Epoch, EpochStart>,
  { room }: ChannelProjection,
  now: number,
): boolean {
  const { spans } = room.rules;
  return spans.every(({ from, rules }, at) => {
    if (from >= start.position) return true;
    const end = Math.min(start.position, spans[at + 1]?.from ?? start.position);
    const youngest = Math.min(
      ...[...starts.values()].filter(({ position }) => position >= end).map(({ since }) => since),
    );
    return rules.retentionDays !== null && youngest <= now - rules.retentionDays * DAY_MS;
  });
}

/** The latest epoch whose beginning is so: those before it have ended. */
function lastBegun(starts: ReadonlyMap<Epoch, EpochStart>, is: (start: EpochStart) => boolean): Epoch | undefined {
  let last: Epoch | undefined;
  for (const [epoch, start] of starts) if (is(start) && epoch > (last ?? -1)) last = epoch;
  return last;
}
