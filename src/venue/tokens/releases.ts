import type { ChannelId } from '../../base/ids.ts';
import { type Repeated, repeatedly } from '../repeatedly.ts';
import type { HoldingStore } from '../store/store.ts';
import { RELEASE_CHANNELS_MAX } from './limits.ts';

/** Puts what is held into the records, at a beat that nobody's post decides. `[UNATTR-6]` */
export function startReleases(
  store: HoldingStore,
  release: (channel: ChannelId) => Promise<void>,
  intervalMs: number,
  onFailure: (error: unknown) => void,
): Repeated {
  const releaseAll = async () => {
    for (const channel of await store.channelsHolding(RELEASE_CHANNELS_MAX)) await release(channel);
  };
  return repeatedly(releaseAll, intervalMs, onFailure);
}
