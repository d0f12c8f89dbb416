import { describe, expect, test } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import { author, bytes, rehearse } from '../rehearsal-room.ts';

const said = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });
const nobodys = bytes(16, 0xff) as EntryId;

describe('a statement', () => {
  test('stands in the record in its order, with what it answers', () => {
    const { room, post } = rehearse();
    const first = post('nils', 'statement', said('The dam comes first.'));
    const second = post('sara', 'statement', { ...said('The dam comes last.'), inReplyTo: first.entry });
    expect(room.statements.order).toEqual([idText(first.entry), idText(second.entry)]);
    expect(room.statements.byEntry[idText(second.entry)]).toMatchObject({
      text: 'The dam comes last.',
      inReplyTo: idText(first.entry),
    });
    expect(room.entries[idText(first.entry)]).toMatchObject({ name: 'statement', attribution: 'deniable' });
  });

  test('answers only what is there', () => {
    const { refusal } = rehearse();
    expect(refusal('nils', 'statement', { ...said('Yes.'), inReplyTo: nobodys })).toBe('NO_SUCH_ENTRY');
  });

  test('says what may be conveyed in a caucus only', () => {
    const marked = { ...said('We could live with half.'), conveyance: 'may be conveyed' as const };
    expect(rehearse().refusal('nils', 'statement', marked)).toBe('NOT_A_CAUCUS');
    expect(rehearse({}, ['ada', 'nils']).refusal('nils', 'statement', marked)).toBeUndefined();
    expect(rehearse({}, ['nils', 'nora']).refusal('nils', 'statement', marked)).toBeUndefined();
    expect(rehearse({}, ['ada']).refusal('ada', 'statement', marked)).toBe('NOT_A_CAUCUS');
  });
});

describe('an amendment', () => {
  test('shows the new words and keeps the old ones', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'statement', said('The dam comes first.'));
    post('nils', 'amendment', {
      statement: entry,
      text: 'The dam comes early.',
      language: 'en',
      conveyance: undefined,
    });
    const view = room.statements.byEntry[idText(entry)];
    expect(view?.text).toBe('The dam comes early.');
    expect(view?.earlier).toEqual([{ text: 'The dam comes first.', language: 'en', amendedAt: 2 }]);
  });

  test('is of what one said oneself, not even of a colleague', () => {
    const { post, refusal } = rehearse();
    const { entry } = post('nils', 'statement', said('The dam comes first.'));
    const other = { statement: entry, text: 'Never.', language: 'en', conveyance: undefined };
    expect(refusal('sara', 'amendment', other)).toBe('NOT_THE_AUTHOR');
    expect(refusal('nora', 'amendment', other)).toBe('NOT_THE_AUTHOR');
    expect(refusal('ada', 'amendment', other)).toBe('NOT_THE_AUTHOR');
  });

  test('has the attribution of what it amends', () => {
    const { post, refusal } = rehearse();
    const onTheRecord = author('nils', { attribution: 'on the record' });
    const { entry } = post(onTheRecord, 'statement', said('The dam comes first.'));
    const other = { statement: entry, text: 'The dam comes early.', language: 'en', conveyance: undefined };
    expect(refusal('nils', 'amendment', other)).toBe('OTHER_ATTRIBUTION');
    expect(refusal(onTheRecord, 'amendment', other)).toBeUndefined();
  });

  test('is of a statement, and of one that still stands', () => {
    const { post, refusal } = rehearse();
    const idea = post('nils', 'idea', { title: 'Share the water', text: '', language: 'en' });
    expect(
      refusal('nils', 'amendment', { statement: idea.entry, text: 'x', language: 'en', conveyance: undefined }),
    ).toBe('WRONG_KIND');
    const { entry } = post('nils', 'statement', said('The dam comes first.'));
    post('nils', 'withdrawal', { entry });
    expect(refusal('nils', 'amendment', { statement: entry, text: 'x', language: 'en', conveyance: undefined })).toBe(
      'ALREADY_WITHDRAWN',
    );
  });
});

describe('a withdrawal', () => {
  test('takes the words out of the projection, earlier ones too', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'statement', said('We are desperate.'));
    post('nils', 'amendment', { statement: entry, text: 'We are in despair.', language: 'en', conveyance: undefined });
    const { applied } = post('nils', 'withdrawal', { entry });
    expect(applied).toEqual({ kind: 'applied' });
    expect(room.statements.byEntry[idText(entry)]).toMatchObject({ text: '', earlier: [], withdrawnAt: 3 });
    expect(JSON.stringify(room)).not.toContain('desp');
  });

  test('takes back ideas, arguments and texts put forward', () => {
    const { room, post } = rehearse();
    const idea = post('nils', 'idea', { title: 'Secret idea', text: 'Secret text', language: 'en' });
    const against = { idea: idea.entry, side: 'against' as const, text: 'Secret doubt', language: 'en' };
    const argument = post('sara', 'idea-argument', against);
    const text = post('ada', 'put-forward', { title: 'Secret title', text: 'Secret clause', language: 'en' });
    for (const [by, { entry }] of [
      ['sara', argument],
      ['nils', idea],
      ['ada', text],
    ] as const) {
      expect(post(by, 'withdrawal', { entry }).applied).toEqual({ kind: 'applied' });
    }
    expect(JSON.stringify(room)).not.toContain('Secret');
  });

  test('is by its author, once, and of words', () => {
    const { post, refusal } = rehearse();
    const { entry } = post('nils', 'statement', said('We are desperate.'));
    expect(refusal('sara', 'withdrawal', { entry })).toBe('NOT_THE_AUTHOR');
    expect(refusal('nils', 'withdrawal', { entry: nobodys })).toBe('NO_SUCH_ENTRY');
    const taken = post('nils', 'withdrawal', { entry });
    expect(refusal('nils', 'withdrawal', { entry })).toBe('ALREADY_WITHDRAWN');
    expect(refusal('nils', 'withdrawal', { entry: taken.entry })).toBe('WRONG_KIND');
  });
});
