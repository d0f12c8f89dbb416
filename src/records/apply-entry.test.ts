import { describe, expect, test } from 'vitest';
import { type EntryId, idText, type PartyId, type Position, type SeatId } from '../base/ids.ts';
import { applyEntry, applyUnknownKind, signaturesIn, skipItem } from './apply-entry.ts';
import { defaultAttribution } from './may-post-entry.ts';
import { RecordsError } from './records-error.ts';
import { author, bytes, charterOf, NOBODY, opened, PARTIES, rehearse } from './rehearsal-room.ts';
import { consentKey, NILS, openRoster } from './rehearsal-roster.ts';

const idea = { title: 'Share the water', text: '', language: 'en' };

describe('who may post at all', () => {
  test('a seat of the charter, for its own party', () => {
    const { refusal } = rehearse();
    expect(refusal('nils', 'idea', idea)).toBeUndefined();
    expect(refusal('emma', 'idea', idea)).toBe('SEAT_NOT_PRESENT');
    expect(refusal(author('nils', { seat: bytes(16, 9) as SeatId }), 'idea', idea)).toBe('SEAT_NOT_PRESENT');
    expect(refusal(author('nils', { party: PARTIES.south }), 'idea', idea)).toBe('NOT_YOUR_PARTY');
    expect(refusal(author('nils', { party: bytes(16, 9) as PartyId }), 'idea', idea)).toBe('NOT_YOUR_PARTY');
  });

  test('not one that was removed', () => {
    const { handshake, refusal } = rehearse();
    handshake(charterOf(['ada', 'nora', 'sara'], {}, { generation: 1 }));
    expect(refusal('nils', 'idea', idea)).toBe('SEAT_NOT_PRESENT');
    expect(refusal('nora', 'idea', idea)).toBeUndefined();
  });
});

describe('attribution', () => {
  const onTheRecord = author('nils', { attribution: 'on the record', onRecord: true });

  test('on the record is a choice under two rules, and none off the record', () => {
    expect(rehearse({ rule: 'on the record' }).refusal(onTheRecord, 'idea', idea)).toBeUndefined();
    expect(rehearse({ rule: 'Chatham House' }).refusal(onTheRecord, 'idea', idea)).toBeUndefined();
    expect(rehearse({ rule: 'off the record' }).refusal(onTheRecord, 'idea', idea)).toBe('ATTRIBUTION_NOT_ALLOWED');
  });

  test('deniable is a choice everywhere, and what is offered first where candour is the rule', () => {
    for (const [rule, first] of [
      ['on the record', 'on the record'],
      ['Chatham House', 'deniable'],
      ['off the record', 'deniable'],
    ] as const) {
      const { room, refusal } = rehearse({ rule });
      expect(refusal('nils', 'idea', idea)).toBeUndefined();
      expect(defaultAttribution(room)).toBe(first);
    }
  });

  test('words and ideas may be unattributed where the rule lets them, and nothing else may', () => {
    const argument = { idea: bytes(16, 9) as EntryId, side: 'for', text: 'Fair.', language: 'en' } as const;
    for (const rule of ['Chatham House', 'off the record'] as const) {
      const { refusal } = rehearse({ rule });
      expect(refusal(NOBODY, 'idea', idea)).toBeUndefined();
      expect(
        refusal(NOBODY, 'statement', { text: 'Hm.', language: 'en', inReplyTo: undefined, conveyance: undefined }),
      ).toBeUndefined();
      expect(refusal(NOBODY, 'idea-argument', argument)).toBe('NO_SUCH_ENTRY');
    }
    expect(rehearse({ rule: 'on the record' }).refusal(NOBODY, 'idea', idea)).toBe('ATTRIBUTION_NOT_ALLOWED');
    const { refusal, post } = rehearse();
    const { entry } = post('nils', 'idea', idea);
    expect(refusal(NOBODY, 'withdrawal', { entry })).toBe('ATTRIBUTION_NOT_ALLOWED');
  });

  test('of NOBODY, an entry names neither seat nor party', () => {
    const { room, post } = rehearse();
    const { entry } = post(NOBODY, 'idea', idea);
    expect(room.entries[idText(entry)]).toMatchObject({
      seat: null,
      party: null,
      attribution: 'unattributed',
      onRecord: false,
    });
  });
});

describe('applying', () => {
  test('a time that no calendar has is none: the entry stands, and no screen is stopped by it', () => {
    const { room } = rehearse();
    const times = [253_402_300_799_999, 253_402_300_800_000, 8_640_000_000_000_001, Number.MAX_SAFE_INTEGER];
    for (const [at, time] of times.entries()) {
      const entry = { ...opened((at + 1) as Position, 'nils', { kind: 'idea', content: idea }), time };
      expect(applyEntry(room, entry)).toEqual({ kind: 'applied' });
    }
    expect(Object.values(room.entries).map(({ time }) => time)).toEqual([253_402_300_799_999, null, null, null]);
  });

  test('[RECORD-4] what breaks a rule is skipped, shown as what it is, and stops nothing', () => {
    const { room, post } = rehearse();
    const { applied } = post('emma', 'idea', idea);
    expect(applied).toEqual({ kind: 'refused', code: 'SEAT_NOT_PRESENT' });
    expect(room.refused).toEqual([{ position: 1, reason: 'SEAT_NOT_PRESENT' }]);
    expect(room.timeline.at(-1)).toEqual({ kind: 'refused', position: 1, reason: 'SEAT_NOT_PRESENT' });
    expect(room.entries).toEqual({});
    expect(post('nils', 'idea', idea).applied).toEqual({ kind: 'applied' });
  });

  test('[RECORD-3] nobody takes over an entry by taking its id', () => {
    const { room } = rehearse();
    const entry = opened(1 as Position, 'nils', { kind: 'idea', content: idea });
    applyEntry(room, entry);
    const other = opened(2 as Position, 'sara', { kind: 'idea', content: { ...idea, title: 'Keep the water' } });
    const code = applyEntry(room, { ...other, entry: entry.entry });
    expect(code).toEqual({ kind: 'refused', code: 'REPLAYED' });
    expect(Object.values(room.ideas.byEntry)).toMatchObject([{ title: 'Share the water' }]);
    expect(Object.values(room.entries)).toMatchObject([{ seat: '21'.repeat(16) }]);
  });

  test('[AUTHN-2] a forged entry is never applied', () => {
    const { room, post } = rehearse();
    const { applied } = post(author('nils', { authenticity: 'forged' }), 'idea', idea);
    expect(applied).toEqual({ kind: 'refused', code: 'FORGED' });
    expect(room.ideas.order).toEqual([]);
  });

  test('[AUTHN-4] an entry that this seat cannot verify is applied and says so', () => {
    const { room, post } = rehearse();
    post(author('nils', { authenticity: 'not-verifiable' }), 'idea', idea);
    expect(Object.values(room.entries)).toMatchObject([{ authenticity: 'not-verifiable', attribution: 'deniable' }]);
  });

  test('[RECORD-4] an entry of a newer version and an unreadable item have their lines', () => {
    const { room } = rehearse();
    applyUnknownKind(room, { position: 1 as Position, entry: bytes(16, 1) as EntryId, tag: 999, version: 1 });
    skipItem(room, 2 as Position, 'STALE');
    expect(room.timeline.slice(1)).toEqual([
      { kind: 'from-a-newer-version', position: 1, entry: '01'.repeat(16), tag: 999, version: 1 },
      { kind: 'refused', position: 2, reason: 'STALE' },
    ]);
    expect(room.refused).toEqual([{ position: 2, reason: 'STALE' }]);
  });

  test('an entry whose signatures nobody checked is not applied by oversight', () => {
    const rehearsal = rehearse();
    const roster = openRoster(rehearsal, [NILS], 1);
    const content = {
      slug: 'water',
      signedRoster: { roster, signatures: [bytes(64, 1)], endorsements: [] },
      parties: [PARTIES.north],
    };
    const fresh = rehearse();
    const entry = opened(5 as Position, 'ada', { kind: 'roster-opened', content });
    expect(signaturesIn(fresh.room, entry)).toMatchObject([{ publicKey: consentKey(NILS) }]);
    expect(() => applyEntry(fresh.room, entry)).toThrow(RecordsError);
    expect(fresh.room.rosters.opened).toEqual([]);
    expect(applyEntry(fresh.room, entry, 'sound')).toEqual({ kind: 'applied' });
  });

  test('an entry that is refused has no signatures to check', () => {
    const { room } = rehearse();
    const content = { disclosure: bytes(32, 1), index: 0, blind: bytes(32, 1), signature: bytes(64, 1) };
    const entry = opened(5 as Position, 'nils', { kind: 'consent-reveal', content });
    expect(signaturesIn(room, entry)).toEqual([]);
    expect(applyEntry(room, entry)).toEqual({ kind: 'refused', code: 'NO_SUCH_ENTRY' });
  });
});
