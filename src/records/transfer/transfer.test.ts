import { describe, expect, test } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import { decodePayload, encodePayload } from '../payload.ts';
import { assemble } from '../rehearsal-newcomer.ts';
import { rehearse, SEATS } from '../rehearsal-room.ts';
import type { Conveyance } from '../statement/conveyance.ts';
import { possibleAuthors } from './possible-authors.ts';

const said = (text: string, conveyance?: Conveyance) => ({ text, language: 'en', inReplyTo: undefined, conveyance });

describe('a transfer note', () => {
  test('says in the source what was carried and by whom', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'statement', said('Half the water.'));
    post('ada', 'transfer-note', { entry });
    expect(room.transfers.notes).toMatchObject([{ carried: idText(entry), by: '20'.repeat(16), position: 2 }]);
  });

  test('carries nothing that was said off the record, and nothing that was taken back', () => {
    const room = rehearse({ rule: 'off the record' });
    const { entry } = room.post('nils', 'statement', said('Half the water.'));
    expect(room.refusal('ada', 'transfer-note', { entry })).toBe('NOT_OFF_THE_RECORD');

    const other = rehearse();
    const taken = other.post('nils', 'statement', said('Half the water.'));
    const back = other.post('nils', 'withdrawal', { entry: taken.entry });
    expect(other.refusal('ada', 'transfer-note', { entry: taken.entry })).toBe('ALREADY_WITHDRAWN');
    expect(other.refusal('ada', 'transfer-note', { entry: back.entry })).toBe('NO_SUCH_ENTRY');
  });

  test('leaves in a caucus what its author has not freed', () => {
    const caucus = rehearse({}, ['ada', 'nils', 'nora']);
    const unmarked = caucus.post('nils', 'statement', said('Half the water.'));
    const held = caucus.post('nils', 'statement', said('A third.', 'hold'));
    const free = caucus.post('nils', 'statement', said('Two thirds.', 'may be conveyed'));
    const gift = caucus.post('nils', 'statement', said('By season.', 'may be conveyed as your own idea'));
    const note = ({ entry }: { entry: typeof held.entry }) => caucus.refusal('ada', 'transfer-note', { entry });
    expect([unmarked, held, free, gift].map(note)).toEqual(['ON_HOLD', 'ON_HOLD', undefined, undefined]);
    expect(caucus.refusal('nora', 'transfer-note', { entry: held.entry })).toBe('ON_HOLD');
    expect(caucus.refusal('nils', 'transfer-note', { entry: held.entry })).toBeUndefined();
  });

  test('[CONVEY-1] [RECORD-4] that breaks a mark is skipped by every reader, whatever wrote it', () => {
    const caucus = rehearse({}, ['ada', 'nils', 'nora']);
    for (const mark of [undefined, 'hold'] as const) {
      const { entry } = caucus.post('nils', 'statement', said('A third.', mark));
      const refused = { kind: 'refused', code: 'ON_HOLD' };
      expect(caucus.post('ada', 'transfer-note', { entry }).applied).toEqual(refused);
      expect(caucus.post('ada', 'answer-brought', { about: entry, text: 'No.', language: 'en' }).applied).toEqual({
        kind: 'refused',
        code: 'NOT_CARRIED',
      });
    }
    expect(caucus.room.transfers.notes).toEqual([]);
    for (const mark of ['may be conveyed', 'may be conveyed as your own idea'] as const) {
      const { entry } = caucus.post('nils', 'statement', said('A third.', mark));
      expect(caucus.post('ada', 'transfer-note', { entry }).applied).toEqual({ kind: 'applied' });
    }
  });
});

describe('a mark', () => {
  const amended = { text: 'A third.', language: 'en' };

  test('[CONVEY-2] is freed further by its author, and never tightened', () => {
    const { room, post, refusal } = rehearse({}, ['ada', 'nils', 'nora']);
    const { entry } = post('nils', 'statement', said('A third.'));
    const free = (conveyance: Conveyance) => ({ statement: entry, ...amended, conveyance });
    expect(refusal('nora', 'amendment', free('may be conveyed'))).toBe('NOT_THE_AUTHOR');
    expect(refusal('ada', 'amendment', free('may be conveyed'))).toBe('NOT_THE_AUTHOR');
    expect(refusal('nils', 'amendment', free('hold'))).toBe('NOT_FREER');
    post('nils', 'amendment', free('may be conveyed as your own idea'));
    const view = room.statements.byEntry[idText(entry)];
    // The words are the same: there is no earlier wording.
    expect(view).toMatchObject({ conveyance: 'may be conveyed as your own idea', freedAt: 2, earlier: [] });
    expect(refusal('nils', 'amendment', free('hold'))).toBe('NOT_FREER');
    expect(refusal('nils', 'amendment', free('may be conveyed as your own idea'))).toBe('NOT_FREER');
    // Other words alone leave it as it is.
    post('nils', 'amendment', { statement: entry, text: 'A fourth.', language: 'en', conveyance: undefined });
    expect(view).toMatchObject({ conveyance: 'may be conveyed as your own idea', text: 'A fourth.' });
    expect(post('nils', 'amendment', free('may be conveyed')).applied).toEqual({ kind: 'applied' });
  });

  test('[CONVEY-2] is settled once the words were carried, and says nothing outside a caucus', () => {
    const { post, refusal } = rehearse({}, ['ada', 'nils']);
    const { entry } = post('nils', 'statement', said('A third.', 'may be conveyed as your own idea'));
    post('ada', 'transfer-note', { entry });
    const free = { ...amended, conveyance: 'may be conveyed' as const };
    expect(refusal('nils', 'amendment', { ...free, statement: entry })).toBe('ALREADY_CARRIED');
    const table = rehearse();
    const { entry: there } = table.post('nils', 'statement', said('A third.'));
    expect(table.refusal('nils', 'amendment', { ...free, statement: there })).toBe('NOT_A_CAUCUS');
  });
});

describe('an answer that was brought', () => {
  const brought = { text: 'They could, from spring on.', language: 'en' };

  test('[CONVEY-3] stands under what was carried, in its order, and names nobody but who brought it', () => {
    const { room, post, refusal } = rehearse();
    const { entry: about } = post('nils', 'idea', { title: 'Share it', text: '', language: 'en' });
    expect(refusal('ada', 'answer-brought', { about, ...brought })).toBe('NOT_CARRIED');
    post('ada', 'transfer-note', { entry: about });
    const { entry } = post('ada', 'answer-brought', { about, ...brought });
    expect(room.transfers.answersTo[idText(about)]).toEqual([idText(entry)]);
    expect(room.transfers.answers[idText(entry)]).toEqual({
      ...brought,
      about: idText(about),
      position: 3,
      by: idText(SEATS.ada.seat),
      withdrawnAt: null,
    });
    post('ada', 'withdrawal', { entry });
    expect(JSON.stringify(room)).not.toContain('from spring on');
  });

  test('is to words of this record', () => {
    const { post, refusal } = rehearse();
    const about = new Uint8Array(16) as EntryId;
    expect(refusal('ada', 'answer-brought', { about, ...brought })).toBe('NO_SUCH_ENTRY');
    expect(post('ada', 'answer-brought', { about, ...brought }).applied.kind).toBe('refused');
  });

  test('[RECORD-7] is shown to who came after what it answers', () => {
    const all = assemble(['ada', 'nils', 'sara']);
    const { entry: about } = all.whole.post('nils', 'idea', { title: 'Tea', text: '', language: 'en' });
    all.whole.post('ada', 'transfer-note', { entry: about });
    const [newcomer] = all.admit();
    all.post('ada', { kind: 'answer-brought', content: { about, ...brought } });
    expect(Object.values(newcomer?.room.unread.byEntry ?? {})).toMatchObject([{ text: brought.text }]);
  });
});

test('those who could have said it are who sit there beside the carrier', () => {
  const { room } = rehearse({}, ['ada', 'nils', 'nora']);
  expect(possibleAuthors(room, idText(SEATS.ada.seat))).toBe(2);
  Object.assign(room.room.seats[idText(SEATS.nora.seat)] ?? {}, { leftAt: 9 });
  expect(possibleAuthors(room, idText(SEATS.ada.seat))).toBe(1);
});

describe('a text put forward', () => {
  test('[CONVEY-3] is said to be by its carrier, and holds nothing but the text', () => {
    const { room, post } = rehearse();
    const content = { title: 'On water', text: 'Half of it.', language: 'en' };
    const { entry } = post('ada', 'put-forward', content);
    expect(room.transfers.putForward[idText(entry)]).toEqual({
      ...content,
      position: 1,
      by: '20'.repeat(16),
      withdrawnAt: null,
    });
    expect(decodePayload(encodePayload('put-forward', content))).toEqual({ kind: 'put-forward', content });
  });
});
