import type { KindName } from '../../records/registry.ts';
import type { AboutUnreadView } from '../../records/unread/unread-slice.ts';
import { m } from '../messages/messages.ts';
import { ROOM_SENTENCES } from './room-sentences.ts';
import { ENTRY_SENTENCES } from './sentences.ts';
import { type Telling, type Told, whoOf } from './telling.ts';

/** A line of the record in one sentence, whatever it is. */
export function tell(of: Telling): Told {
  const { item, unread } = of.line;
  if (item.kind === 'entry') {
    if (unread !== undefined) return aboutUnread(of, unread);
    return ENTRY_SENTENCES[item.name as KindName](of);
  }
  return (ROOM_SENTENCES[item.kind] as (item: unknown, of: Telling) => Told)(item, of);
}

/** Something about what stands before this reader's time: what it says is shown, what it is about cannot be. */
function aboutUnread({ room, line }: Telling, { text, language, says, withdrawnAt }: AboutUnreadView): Told {
  const who = whoOf(room, line.entry?.seat);
  const name = line.item.kind === 'entry' ? line.item.name : '';
  const sentences: Readonly<Record<string, (of: { readonly who: string }) => string>> = {
    ...m.record.aboutUnread,
    'partly kept': m.record.aboutUnread.partlyKept,
  };
  const isProposal = /^(mediators-proposal|proposal-)/.test(name);
  const isPublication = /^(disclosure|roster|consent|audit)-/.test(name);
  const byKind = isProposal
    ? m.record.aboutUnread.proposal
    : isPublication
      ? m.record.aboutUnread.publication
      : sentences[name];
  const sentence = (says === null ? undefined : sentences[says]) ?? byKind ?? m.record.aboutUnread.other;
  const told = { text: sentence({ who }) };
  if (withdrawnAt !== null) return { text: `${told.text} ${m.words.withdrawn()}.` };
  return text === '' ? told : { ...told, said: { text, language } };
}
