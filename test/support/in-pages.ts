import type { ChannelRecord } from '../../src/client/record/channel-record.ts';
import type { Reading } from '../../src/client/record/reading.ts';

/** Reads a whole record from where this reader stands, as a venue would serve it: so many items at a time. */
export async function readInPages(
  record: ChannelRecord,
  items: readonly Uint8Array[],
  pageItems: number,
): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (let from: number = record.cursor; from < items.length; from += pageItems) {
    readings.push(...(await record.read(from, items.slice(from, from + pageItems))));
  }
  return readings;
}
