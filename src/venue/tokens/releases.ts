import type { ChannelId } from '../../base/ids.ts';
import type { HoldingStore } from '../store/store.ts';
import { RELEASE_CHANNELS_MAX } from './limits.ts';

/** Puts what is held into the records, at a beat that nobody's post decides. `[UNATTR-6]` */
export interface Releases {
  now(): Promise<void>;
  stop(): Promise<void>;
}

export function startReleases(
  store: HoldingStore,
  release: (channel: ChannelId) => Promise<void>,
  intervalMs: number,
  onFailure: (error: unknown) => void,
): Releases {
  // Owned here: the last one that was begun.
  let last: Promise<void> = Promise.resolve();
  const now = () => {
    const next = last.then(async () => {
      for (const channel of await store.channelsHolding(RELEASE_CHANNELS_MAX)) await release(channel);
    });
    // What one leaves is the next one's matter.
    last = next.catch(() => undefined);
    return next;
  };
  const timer = setInterval(() => void now().catch(onFailure), intervalMs);
  timer.unref();
  return {
    now,
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}
