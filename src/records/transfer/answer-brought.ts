import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text } from '../../protocol/codec/shapes.ts';
import { languageTag } from '../language-tag.ts';
import { STATEMENT_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { isPartial, mayBeUnread } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';

const codec = struct('answer brought', {
  about: id<EntryId>('about'),
  text: text('text', { minBytes: 1, maxBytes: STATEMENT_BYTES_MAX }),
  language: languageTag('language'),
});

export type AnswerBrought = Decoded<typeof codec>;

/**
 * In the source: what was answered to words that were carried from here, brought by whoever sits in both rooms. Like a
 * text put forward it names no room, author or date: its schema has no place for them.
 */
export const answerBrought: RecordKind<'answer-brought', AnswerBrought> = {
  kind: 'answer-brought',
  tag: 50,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, _by, room) {
    const key = idText(content.about);
    if (room.entries[key] === undefined) {
      return refuse('NO_SUCH_ENTRY', 'an answer is to words of this record', mayBeUnread(room, key));
    }
    if (room.transfers.carried[key] !== undefined) return undefined;
    return refuse('NOT_CARRIED', 'only what was carried from here is answered elsewhere', isPartial(room));
  },

  apply(room, entry) {
    const [key, about] = [idText(entry.entry), idText(entry.content.about)];
    const { text, language } = entry.content;
    const by = idText(entry.author.seat);
    room.transfers.answers[key] = { position: entry.position, about, text, language, by, withdrawnAt: null };
    const others = room.transfers.answersTo[about] ?? [];
    others.push(key);
    room.transfers.answersTo[about] = others;
    show(room, entry, about);
  },

  applyUncertain(room, entry) {
    const { about, text, language } = entry.content;
    showAboutUnread(room, entry, idText(about), { text, language });
  },
};
