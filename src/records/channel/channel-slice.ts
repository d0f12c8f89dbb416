import type { IdText } from '../timeline.ts';
import type { Track } from '../seat/room-slice.ts';

/** The secretariat's list of the process's channels, keyed by channel id. Empty in every other room. */
export interface ChannelListSlice {
  order: IdText[];
  byId: Record<IdText, ListedChannel>;
}

export interface ListedChannel {
  title: string;
  track: Track;
  purpose: string;
  closed: boolean;
  position: number;
}

export function emptyChannelList(): ChannelListSlice {
  return { order: [], byId: {} };
}
