import { describe, expect, test } from 'vitest';
import { type EntryId, idText, type PartyId } from '../../base/ids.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { decodePayload, encodePayload } from '../payload.ts';
import { bytes, NOBODY, PARTIES, rehearse } from '../rehearsal-room.ts';
import { isOpen } from './is-open.ts';

const language = 'en';
const asked = (text: string, to?: PartyId) => ({ text, language, to });
const said = (text: string, inReplyTo?: EntryId) => ({ text, language, inReplyTo, conveyance: undefined });

describe('a question', () => {
  test('[ASK-1] stands among the statements, and asks the room or one party of it', () => {
    const { room, post, refusal } = rehearse();
    const all = post('nils', 'question', asked('When do the locks open?'));
    const one = post(NOBODY, 'question', asked('What do you need?', PARTIES.south));
    expect(room.statements.order).toEqual([idText(all.entry), idText(one.entry)]);
    expect(room.statements.byEntry[idText(all.entry)]?.asks).toEqual({ to: null, answers: [] });
    expect(room.statements.byEntry[idText(one.entry)]?.asks).toEqual({ to: idText(PARTIES.south), answers: [] });
    expect(room.timeline.at(-1)).toMatchObject({ kind: 'entry', name: 'question', entry: idText(one.entry) });
    expect(refusal('nils', 'question', asked('Who?', bytes(16, 9) as PartyId))).toBe('NO_SUCH_PARTY');
    expect(refusal('nils', 'question', asked('Who?', PARTIES.east))).toBe('NO_SUCH_PARTY');
  });

  test('[ASK-2] is open until a statement answers it whose author is named, and again when that is taken back', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'question', asked('When do the locks open?'));
    const isOpenNow = () => isOpen(room, idText(entry));
    post('sara', 'statement', said('Not to that.'));
    post(NOBODY, 'statement', said('In spring, I should think.', entry));
    expect(isOpenNow()).toBe(true);
    const answer = post('sara', 'statement', said('In April.', entry));
    expect(isOpenNow()).toBe(false);
    expect(room.statements.byEntry[idText(entry)]?.asks?.answers).toHaveLength(2);
    post('sara', 'withdrawal', { entry: answer.entry });
    expect(isOpenNow()).toBe(true);
    post('nils', 'withdrawal', { entry });
    expect(isOpenNow()).toBe(false);
  });

  test('[ASK-1] is amended and taken back as a statement is, and by nobody where nobody asked it', () => {
    const { room, post, refusal } = rehearse();
    const { entry } = post('nils', 'question', asked('SECRET first'));
    const amended = { statement: entry, text: 'SECRET second', language, conveyance: undefined };
    expect(refusal('sara', 'amendment', amended)).toBe('NOT_THE_AUTHOR');
    post('nils', 'amendment', amended);
    expect(room.statements.byEntry[idText(entry)]).toMatchObject({
      text: 'SECRET second',
      earlier: [{ text: 'SECRET first' }],
    });
    post('nils', 'withdrawal', { entry });
    expect(JSON.stringify(room)).not.toContain('SECRET');
    const nobodys = post(NOBODY, 'question', asked('Why?')).entry;
    expect(refusal('nils', 'withdrawal', { entry: nobodys })).toBe('NOT_THE_AUTHOR');
    expect(refusal('nils', 'amendment', { ...amended, statement: nobodys })).toBe('NOT_THE_AUTHOR');
  });

  test('[ASK-1] is words: not unattributed on the record, and carried from a caucus when its author frees it', () => {
    expect(rehearse({ rule: 'on the record' }).refusal(NOBODY, 'question', asked('Why?'))).toBe(
      'ATTRIBUTION_NOT_ALLOWED',
    );
    const caucus = rehearse({}, ['ada', 'nils']);
    const { entry } = caucus.post('nils', 'question', asked('Could they live with half?'));
    expect(caucus.refusal('ada', 'transfer-note', { entry })).toBe('ON_HOLD');
    const conveyance = 'may be conveyed' as const;
    caucus.post('nils', 'amendment', { statement: entry, text: 'Could they live with half?', language, conveyance });
    expect(caucus.refusal('ada', 'transfer-note', { entry })).toBeUndefined();
  });

  test('is bounded, and bytes that are no question are refused', () => {
    const content = asked('Why?', PARTIES.south);
    const payload = encodePayload('question', content);
    expect(decodePayload(payload)).toEqual({ kind: 'question', content });
    expect(() => encodePayload('question', asked('x'.repeat(65_537)))).toThrow(CodecError);
    expect(() => encodePayload('question', asked(''))).toThrow(CodecError);
    for (let at = 0; at < payload.length; at++)
      expect(() => decodePayload(payload.subarray(0, at)), `${at} bytes`).toThrow(CodecError);
  });
});
