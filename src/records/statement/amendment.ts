import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, optional, struct, text, word } from '../../protocol/codec/shapes.ts';
import { isCaucus } from '../authority.ts';
import { languageTag } from '../language-tag.ts';
import { STATEMENT_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { CONVEYANCES, isFreer } from './conveyance.ts';
import { refusalToChange } from './own-entry.ts';

const codec = struct('amendment', {
  statement: id<EntryId>('statement'),
  text: text('text', { minBytes: 1, maxBytes: STATEMENT_BYTES_MAX }),
  language: languageTag('language'),
  /** In a caucus: frees it further. Without one, its mark stays. */
  conveyance: optional(word('conveyance', CONVEYANCES)),
});

export type Amendment = Decoded<typeof codec>;

/**
 * Other words for one's own statement or question, a freer mark for it, or both. What it said before stays readable: a record is
 * not rewritten. A mark is never tightened, since somebody may have relied on it, and is settled once the words have
 * been carried: until then they can be withdrawn, and then they are not carried.
 */
export const amendment: RecordKind<'amendment', Amendment> = {
  kind: 'amendment',
  tag: 2,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal = refusalToChange(room, content.statement, by, ['statement', 'question']);
    if (refusal !== undefined) return refusal;
    const key = idText(content.statement);
    const view = room.statements.byEntry[key];
    if (view?.withdrawnAt !== null) return refuse('ALREADY_WITHDRAWN', 'what was taken back is not amended');
    if (content.conveyance === undefined) return undefined;
    if (!isCaucus(room)) return refuse('NOT_A_CAUCUS', 'only a caucus has anything to be conveyed from');
    if (room.transfers.carried[key] !== undefined)
      return refuse('ALREADY_CARRIED', 'it went under the mark that it had');
    if (isFreer(content.conveyance, view.conveyance)) return undefined;
    return refuse('NOT_FREER', 'a mark is changed towards what allows more');
  },

  apply(room, entry) {
    const key = idText(entry.content.statement);
    const statement = room.statements.byEntry[key];
    if (statement === undefined) return;
    const { text, language, conveyance } = entry.content;
    if (conveyance !== undefined) Object.assign(statement, { conveyance, freedAt: entry.position });
    if (statement.text !== text || statement.language !== language) {
      statement.earlier.push({ text: statement.text, language: statement.language, amendedAt: entry.position });
      Object.assign(statement, { text, language });
      // They were about other words.
      delete room.reactions.byAbout[key];
    }
    show(room, entry, key);
  },

  applyUncertain(room, entry) {
    const { statement, text, language } = entry.content;
    showAboutUnread(room, entry, idText(statement), { text, language });
  },
};
