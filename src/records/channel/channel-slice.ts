import type { Track } from '../../protocol/charter/ground-rules.ts';
import type { IdText } from '../timeline.ts';

/** The secretariat's list of the process's channels, keyed by channel id. Empty in every other room. */
export interface ChannelListSlice {
  order: IdText[];
  byId: Record<IdText, ListedChannelView>;
}

export interface ListedChannelView {
  title: string;
  track: Track;
  purpose: string;
  closed: boolean;
  position: number;
}

export function emptyChannelList(): ChannelListSlice {
  return { order: [], byId: {} };
}
