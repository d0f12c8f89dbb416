import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text } from '../../protocol/codec/shapes.ts';
import { languageTag } from '../language-tag.ts';
import { STATEMENT_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { refusalToChange } from './own-entry.ts';

const codec = struct('amendment', {
  statement: id<EntryId>('statement'),
  text: text('text', { minBytes: 1, maxBytes: STATEMENT_BYTES_MAX }),
  language: languageTag('language'),
});

export type Amendment = Decoded<typeof codec>;

/** Other words for one's own statement. What it said before stays readable: a record is not rewritten. */
export const amendment: RecordKind<'amendment', Amendment> = {
  kind: 'amendment',
  tag: 2,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal = refusalToChange(room, content.statement, by, ['statement']);
    if (refusal !== undefined) return refusal;
    if (room.statements.byEntry[idText(content.statement)]?.withdrawnAt !== null) {
      return refuse('ALREADY_WITHDRAWN', 'what was taken back is not amended');
    }
    return undefined;
  },

  apply(room, entry) {
    const key = idText(entry.content.statement);
    const statement = room.statements.byEntry[key];
    if (statement === undefined) return;
    statement.earlier.push({ text: statement.text, language: statement.language, amendedAt: entry.position });
    statement.text = entry.content.text;
    statement.language = entry.content.language;
    show(room, entry, key);
  },

  applyUncertain(room, entry) {
    const { statement, text, language } = entry.content;
    showAboutUnread(room, entry, idText(statement), { text, language });
  },
};
