import type { ChannelId } from '../../base/ids.ts';
import type { Clock } from '../../base/ports.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import type { BallotStore } from '../store/store.ts';
import { BOXES_DUE_MAX } from './limits.ts';

/** Closes ballot boxes whose time is over. `[SOUND-4]` */
export interface Closings {
  now(): Promise<void>;
  stop(): Promise<void>;
}

export function startClosings(
  { store, clock }: { readonly store: BallotStore; readonly clock: Clock },
  close: (channel: ChannelId, box: BoxId) => Promise<void>,
  intervalMs: number,
  onFailure: (error: unknown) => void,
): Closings {
  // Owned here: the last one that was begun.
  let last: Promise<void> = Promise.resolve();
  const now = () => {
    const next = last.then(async () => {
      for (const { channel, box } of await store.boxesDue(clock(), BOXES_DUE_MAX)) await close(channel, box);
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
