import type { ChannelId } from '../../base/ids.ts';
import type { Clock } from '../../base/ports.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import { type Repeated, repeatedly } from '../repeatedly.ts';
import type { BallotStore } from '../store/store.ts';
import { BOXES_DUE_MAX } from './limits.ts';

/** Closes ballot boxes whose time is over. `[SOUND-4]` */
export function startClosings(
  { store, clock }: { readonly store: BallotStore; readonly clock: Clock },
  close: (channel: ChannelId, box: BoxId) => Promise<void>,
  intervalMs: number,
  onFailure: (error: unknown) => void,
): Repeated {
  const closeDue = async () => {
    for (const { channel, box } of await store.boxesDue(clock(), BOXES_DUE_MAX)) await close(channel, box);
  };
  return repeatedly(closeDue, intervalMs, onFailure);
}
