import { describe, expect, test } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { decodePayload, encodePayload } from '../payload.ts';
import { author, bytes, NOBODY, rehearse, SEATS } from '../rehearsal-room.ts';
import { shredBefore } from '../shredding/shred-before.ts';
import type { Reaction } from './reaction.ts';

const language = 'en';
const said = (text: string) => ({ text, language, inReplyTo: undefined, conveyance: undefined });
const nils = idText(SEATS.nils.seat);
const sara = idText(SEATS.sara.seat);

/** A room in which Nils said something, and how everybody takes it. */
function about() {
  const all = rehearse();
  const { entry } = all.post('nils', 'statement', said('We could share the locks.'));
  return {
    ...all,
    entry,
    react: (by: Parameters<typeof all.post>[0], what: Reaction['what']) =>
      all.post(by, 'reaction', { about: entry, what }),
    view: () => all.room.reactions.byAbout[idText(entry)],
  };
}

describe('a reaction', () => {
  test('[REACT-1] is about a statement, a question, an idea or a text put forward, while it stands', () => {
    const { post, refusal } = rehearse();
    const idea = post('nils', 'idea', { title: 'One office', text: '', language }).entry;
    const merged = post('nils', 'idea', { title: 'Two flags', text: '', language }).entry;
    const reactable = [
      post('nils', 'statement', said('Yes.')).entry,
      post('nils', 'question', { text: 'When?', language, to: undefined }).entry,
      post('nils', 'put-forward', { title: '', text: 'Half.', language }).entry,
      idea,
    ];
    for (const entry of reactable) expect(refusal('sara', 'reaction', { about: entry, what: 'agree' })).toBeUndefined();
    const argument = post('sara', 'idea-argument', { idea, side: 'for', text: 'Cheap.', language }).entry;
    expect(refusal('sara', 'reaction', { about: argument, what: 'agree' })).toBe('WRONG_KIND');
    const nowhere = bytes(16, 0xff) as EntryId;
    expect(refusal('sara', 'reaction', { about: nowhere, what: 'agree' })).toBe('NO_SUCH_ENTRY');
    post('nils', 'idea-merge', { ideas: [idea, merged], title: 'Both', text: '', language });
    expect(refusal('sara', 'reaction', { about: merged, what: 'agree' })).toBe('ALREADY_MERGED');
    for (const entry of reactable.slice(0, 3)) {
      post('nils', 'withdrawal', { entry });
      expect(refusal('sara', 'reaction', { about: entry, what: 'agree' })).toBe('ALREADY_WITHDRAWN');
    }
  });

  test('[REACT-2] of a seat that is named is one: the last stands, and `none` takes it back', () => {
    const { react, view } = about();
    react('sara', 'agree');
    react('nora', 'needs thought');
    const last = react(author('sara', { attribution: 'on the record', onRecord: true }), 'cannot live with it');
    expect(view()?.bySeat[sara]).toEqual({ entry: idText(last.entry), what: 'cannot live with it' });
    react('sara', 'none');
    react('nils', 'none');
    expect(Object.keys(view()?.bySeat ?? {})).toEqual([idText(SEATS.nora.seat)]);
    expect(view()?.bySeat[nils]).toBeUndefined();
  });

  test('[REACT-3] that is unattributed is counted, word by word, and never taken back', () => {
    const { react, refusal, view, entry } = about();
    for (const what of ['agree', 'needs thought', 'agree'] as const) react(NOBODY, what);
    react('sara', 'agree');
    expect(view()?.unattributed).toEqual({
      agree: 2,
      'could live with it': 0,
      'needs thought': 1,
      'cannot live with it': 0,
    });
    expect(refusal(NOBODY, 'reaction', { about: entry, what: 'none' })).toBe('ATTRIBUTION_NOT_ALLOWED');
  });

  test('[REACT-3] adds no line, and leaves the same counts in whatever order it came', () => {
    const [one, other] = [about(), about()];
    const words = ['agree', 'needs thought', 'could live with it'] as const;
    for (const what of words) one.react(NOBODY, what);
    for (const what of words.toReversed()) other.react(NOBODY, what);
    expect(one.view()).toEqual(other.view());
    expect(one.room.timeline).toEqual(about().room.timeline);
  });

  test('[REACT-4] ends with the words that it was about: amended, taken back or shredded', () => {
    const amended = about();
    amended.react('sara', 'agree');
    amended.react(NOBODY, 'agree');
    const change = { statement: amended.entry, text: 'We could share one lock.', language, conveyance: undefined };
    amended.post('nils', 'amendment', change);
    expect(amended.view()).toBeUndefined();
    amended.react('sara', 'needs thought');
    amended.post('nils', 'withdrawal', { entry: amended.entry });
    expect(amended.view()).toBeUndefined();

    const shredded = about();
    const later = shredded.post('nils', 'statement', said('Said later.')).entry;
    shredded.react('sara', 'agree');
    shredded.post('sara', 'reaction', { about: later, what: 'agree' });
    shredBefore(shredded.room, 2);
    expect(Object.keys(shredded.room.reactions.byAbout)).toEqual([idText(later)]);
  });

  test('[REACT-1] is words: not unattributed on the record, nor on the record off it', () => {
    const on = rehearse({ rule: 'on the record' });
    const first = on.post('nils', 'statement', said('Yes.')).entry;
    expect(on.refusal(NOBODY, 'reaction', { about: first, what: 'agree' })).toBe('ATTRIBUTION_NOT_ALLOWED');
    const off = rehearse({ rule: 'off the record' });
    const { entry } = off.post('nils', 'statement', said('Yes.'));
    const onTheRecord = author('sara', { attribution: 'on the record' });
    expect(off.refusal(onTheRecord, 'reaction', { about: entry, what: 'agree' })).toBe('ATTRIBUTION_NOT_ALLOWED');
    expect(off.refusal(NOBODY, 'reaction', { about: entry, what: 'agree' })).toBeUndefined();
  });

  test('has one of its words, and bytes that have not are refused', () => {
    const content = { about: bytes(16, 1) as EntryId, what: 'agree' as const };
    const payload = encodePayload('reaction', content);
    expect(decodePayload(payload)).toEqual({ kind: 'reaction', content });
    const other = Uint8Array.from(payload);
    other[other.length - 1] = 5;
    expect(() => decodePayload(other)).toThrow(CodecError);
    for (let at = 0; at < payload.length; at++)
      expect(() => decodePayload(payload.subarray(0, at)), `${at} bytes`).toThrow(CodecError);
  });
});
