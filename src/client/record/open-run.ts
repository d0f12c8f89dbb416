import type { ChannelId, Epoch } from '../../base/ids.ts';
import { type Opened, openEntry } from '../../protocol/seal/open-entry.ts';

/** Opened, not yet put in order, verified and judged. */
export interface OpenedItem {
  readonly item: Uint8Array;
  readonly opened: Opened;
}

/** Opens a run of entries between two handshakes side by side: each is independent of the others. */
export async function openRun(
  items: readonly Uint8Array[],
  by: { readonly channel: ChannelId; readonly recordSecret: (epoch: Epoch) => Uint8Array | undefined },
): Promise<readonly OpenedItem[]> {
  return await Promise.all(items.map(async (item) => ({ item, opened: await openEntry(item, by) })));
}
