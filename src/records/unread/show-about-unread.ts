import { idText } from '../../base/ids.ts';
import type { AnyAuthor } from '../author.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import type { ChannelProjection } from '../projection.ts';
import { show } from '../show.ts';
import type { IdText } from '../timeline.ts';
import type { AboutUnreadView } from './unread-slice.ts';

export type SaidOfUnread = Partial<Pick<AboutUnreadView, 'text' | 'language' | 'says'>>;

/** Keeps what an entry says of something that is not here, and shows it as that. */
export function showAboutUnread(
  room: ChannelProjection,
  entry: OpenedEntry<unknown, string, AnyAuthor>,
  about: IdText,
  { text = '', language = null, says = null }: SaidOfUnread = {},
): void {
  const { position } = entry;
  keepAboutUnread(room, idText(entry.entry), { position, about, text, language, says, withdrawnAt: null });
  show(room, entry, about);
}

export function keepAboutUnread({ unread }: ChannelProjection, entry: IdText, view: AboutUnreadView): void {
  unread.byEntry[entry] = view;
  const others = unread.byAbout[view.about] ?? [];
  others.push(entry);
  unread.byAbout[view.about] = others;
}
