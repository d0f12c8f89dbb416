import { describe, expect, test } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import { NOBODY, PARTIES, rehearse } from '../rehearsal-room.ts';

const shared = { title: 'Share the water', text: 'By the season.', language: 'en' };

describe('an idea', () => {
  test('gathers what speaks for it and against it, in order', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'idea', shared);
    post('sara', 'idea-argument', { idea: entry, side: 'against', text: 'Too dry.', language: 'en' });
    post('nora', 'idea-argument', { idea: entry, side: 'for', text: 'Fair.', language: 'en' });
    const view = room.ideas.byEntry[idText(entry)];
    expect(view?.arguments.map(({ side, text }) => [side, text])).toEqual([
      ['against', 'Too dry.'],
      ['for', 'Fair.'],
    ]);
  });

  test('is argued while it stands, and itself only', () => {
    const { post, refusal } = rehearse();
    const { entry } = post('nils', 'idea', shared);
    const argument = { idea: entry, side: 'for' as const, text: 'Fair.', language: 'en' };
    const posted = post('sara', 'idea-argument', argument);
    expect(refusal('nora', 'idea-argument', { ...argument, idea: posted.entry })).toBe('NO_SUCH_ENTRY');
    post('nils', 'withdrawal', { entry });
    expect(refusal('nora', 'idea-argument', argument)).toBe('ALREADY_WITHDRAWN');
  });
});

describe('a version of an idea', () => {
  test('stands beside those before it, whoever wrote it, and is taken back alone', () => {
    const { room, post, refusal } = rehearse();
    const { entry } = post('nils', 'idea', shared);
    const idea = room.ideas.byEntry[idText(entry)];
    const other = { idea: entry, title: 'Share the river', text: 'By the month.', language: 'en' };
    const { entry: first } = post('sara', 'idea-version', other);
    const { entry: second } = post(NOBODY, 'idea-version', { ...other, text: 'By the week.' });
    expect(idea).toMatchObject({ title: 'Share the water', versions: [idText(first), idText(second)] });
    expect(refusal('nils', 'withdrawal', { entry: first })).toBe('NOT_THE_AUTHOR');
    post('sara', 'withdrawal', { entry: first });
    expect(room.ideas.versions[idText(first)]).toMatchObject({ title: '', text: '', withdrawnAt: 4 });
    expect(refusal('sara', 'idea-version', { ...other, idea: first })).toBe('NO_SUCH_ENTRY');
  });
});

describe('merging', () => {
  const merged = { title: 'Share and dredge', text: 'Both.', language: 'en' };

  test('makes one idea of several, which keep what was argued and are gone on with as that', () => {
    const { room, post, refusal } = rehearse();
    const { entry: one } = post('nils', 'idea', shared);
    const { entry: two } = post('sara', 'idea', { ...shared, title: 'Dredge it' });
    const argument = { idea: one, side: 'for' as const, text: 'Fair.', language: 'en' };
    post('nora', 'idea-argument', argument);
    const { entry } = post('nora', 'idea-merge', { ideas: [one, two], ...merged });
    const [first, both] = [room.ideas.byEntry[idText(one)], room.ideas.byEntry[idText(entry)]];
    expect(both).toMatchObject({ ...merged, mergedFrom: [idText(one), idText(two)], arguments: [] });
    expect(first).toMatchObject({ mergedInto: idText(entry), arguments: [{ text: 'Fair.' }] });
    expect(refusal('nora', 'idea-argument', argument)).toBe('ALREADY_MERGED');
    expect(refusal('nora', 'idea-merge', { ideas: [two, entry], ...merged })).toBe('ALREADY_MERGED');
    expect(refusal('nora', 'idea-argument', { ...argument, idea: entry })).toBeUndefined();
    // Taken back, its parts are free again.
    post('nora', 'withdrawal', { entry });
    expect([first?.mergedInto, both?.title]).toEqual([null, '']);
    expect(refusal('nora', 'idea-argument', argument)).toBeUndefined();
  });

  test('is of several that stand here', () => {
    const { post, refusal } = rehearse();
    const { entry: one } = post('nils', 'idea', shared);
    const { entry: two } = post('nils', 'idea', shared);
    expect(refusal('nils', 'idea-merge', { ideas: [one, one], ...merged })).toBe('NOTHING_CHANGED');
    post('nils', 'withdrawal', { entry: two });
    expect(refusal('nils', 'idea-merge', { ideas: [one, two], ...merged })).toBe('ALREADY_WITHDRAWN');
  });
});

describe('a non-paper', () => {
  const paper = { text: 'The water is shared by the season.', language: 'en' };

  test('is made of an idea, and has no place for a heading, a date or an author', () => {
    const { room, post } = rehearse();
    const { entry: idea } = post('nils', 'idea', shared);
    const { entry } = post(NOBODY, 'non-paper', { idea, ...paper });
    expect(room.ideas.nonPapers[idText(entry)]).toEqual({
      ...paper,
      idea: idText(idea),
      position: 2,
      withdrawnAt: null,
    });
    expect(room.ideas.byEntry[idText(idea)]?.nonPapers).toEqual([idText(entry)]);
  });

  test('[CONVEY-1] is not made of what may not leave the room', () => {
    const dark = rehearse({ rule: 'off the record' });
    const { entry: idea } = dark.post('nils', 'idea', shared);
    expect(dark.refusal('nils', 'non-paper', { idea, ...paper })).toBe('NOT_OFF_THE_RECORD');
    const caucus = rehearse({}, ['ada', 'nils', 'nora']);
    const { entry: held } = caucus.post('nils', 'idea', shared);
    expect(caucus.refusal('ada', 'non-paper', { idea: held, ...paper })).toBe('ON_HOLD');
    expect(caucus.post(NOBODY, 'non-paper', { idea: held, ...paper }).applied).toMatchObject({ code: 'ON_HOLD' });
    expect(caucus.refusal('nils', 'non-paper', { idea: held, ...paper })).toBeUndefined();
  });
});

describe('a proposal', () => {
  const tabled = { party: PARTIES.north, title: 'On water', text: 'Half.', language: 'en', cites: undefined };

  test('[CONVEY-4] is tabled by a party, on the official track alone, and rests on a text that is there', () => {
    const unofficial = rehearse();
    expect(unofficial.refusal('nils', 'proposal', tabled)).toBe('NOT_ON_THE_OFFICIAL_TRACK');
    const { room, post, refusal } = rehearse({ track: 'official', rule: 'on the record' });
    expect(refusal('sara', 'proposal', tabled)).toBe('NOT_YOUR_PARTY');
    expect(refusal(NOBODY, 'proposal', tabled)).toBe('ATTRIBUTION_NOT_ALLOWED');
    const { entry: put } = post('ada', 'put-forward', { title: '', text: 'Half of it.', language: 'en' });
    const { entry } = post('nora', 'proposal', { ...tabled, cites: put });
    expect(room.tabled.byEntry[idText(entry)]).toMatchObject({ party: idText(PARTIES.north), cites: idText(put) });
    expect(refusal('nils', 'proposal', { ...tabled, cites: entry })).toBe('WRONG_KIND');
    expect(refusal('nils', 'proposal', { ...tabled, cites: new Uint8Array(16) as EntryId })).toBe('NO_SUCH_ENTRY');
  });
});
