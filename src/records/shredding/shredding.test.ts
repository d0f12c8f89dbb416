import { describe, expect, test } from 'vitest';
import { idText, type Position } from '../../base/ids.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import { restoreProjection, snapshotProjection } from '../projection.ts';
import { bytes, PARTIES, rehearse, SEATS } from '../rehearsal-room.ts';
import { asGroundRules, rulesAgreed } from '../rules/rules-in-force.ts';

const said = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });
const at = (position: number) => ({ before: position as Position });
const ALL = (['ada', 'nils', 'nora', 'sara'] as const).map((name) => SEATS[name].seat);
const offTheRecord = () => rehearse({ rule: 'off the record', retentionDays: 30 });

describe('shredding', () => {
  test('forgets every word before the position, and none after it', () => {
    const { room, post } = offTheRecord();
    post('nils', 'statement', said('SECRET one')); // 1
    const idea = post('sara', 'idea', { title: 'SECRET two', text: 'SECRET three', language: 'en' }); // 2
    const kept = post('nils', 'statement', said('said later')); // 3
    post('nils', 'idea-argument', { idea: idea.entry, side: 'for', text: 'SECRET four', language: 'en' }); // 4
    expect(post('sara', 'shredding', at(3)).applied).toEqual({ kind: 'applied' });
    const snapshot = new TextDecoder('latin1').decode(snapshotProjection(room));
    expect(snapshot).not.toContain('SECRET');
    expect(snapshot).toContain('said later');
    expect(room.statements.order).toEqual([idText(kept.entry)]);
    expect(Object.keys(room.entries)).not.toContain(idText(idea.entry));
    expect(room.room.shreddedBefore).toBe(3);
    expect(Object.values(room.room.seats).length).toBe(4);
  });

  test('[RECORD-6] forgets versions, soundings, what was tabled, and rules that wait, with the words of their time', () => {
    const { room, post } = rehearse({ track: 'official', rule: 'off the record', retentionDays: 30 });
    const words = { title: 'SECRET title', text: 'SECRET text', language: 'en' };
    const { entry: idea } = post('nils', 'idea', words); // 1
    post('sara', 'idea-version', { idea, ...words }); // 2
    post('nils', 'proposal', { party: PARTIES.north, ...words, cites: undefined }); // 3
    const { entry: sounding } = post('nils', 'sounding', {
      ...{ box: bytes(16, 0xb0) as BoxId, question: 'SECRET question?', language: 'en', form: { kind: 'yes-no' } },
      ...{ electorate: 'every seat', seats: ALL, closesAt: 1_000, ballotsMin: 4, bySide: false },
    }); // 4
    post('nils', 'rules-tightening', { rules: { ...asGroundRules(rulesAgreed(room)), ballotsMin: 5 } }); // 5
    post('nils', 'statement', said('said later')); // 6
    expect(room.soundings.order).toEqual([idText(sounding)]);
    expect(room.room.rules.tightenings).toHaveLength(1);
    expect(post('sara', 'shredding', at(6)).applied).toEqual({ kind: 'applied' });
    expect(new TextDecoder('latin1').decode(snapshotProjection(room))).not.toContain('SECRET');
    expect(room.soundings).toMatchObject({ order: [], byEntry: {}, byBox: {} });
    expect(room.room.rules.tightenings).toEqual([]);
  });

  test('leaves what follows applicable: an answer to what is gone is refused by all', () => {
    const { post, refusal } = offTheRecord();
    const gone = post('nils', 'statement', said('gone'));
    post('nils', 'statement', said('stays'));
    post('sara', 'shredding', at(2));
    expect(refusal('sara', 'statement', { ...said('what?'), inReplyTo: gone.entry })).toBe('NO_SUCH_ENTRY');
    expect(refusal('sara', 'statement', said('well'))).toBeUndefined();
  });

  test('is only for rooms off the record with a retention, goes forward only, and not beyond what was said', () => {
    expect(rehearse({ rule: 'Chatham House', retentionDays: 30 }).refusal('nils', 'shredding', at(1))).toBe(
      'NOT_SHREDDED_HERE',
    );
    expect(rehearse({ rule: 'off the record' }).refusal('nils', 'shredding', at(1))).toBe('NOT_SHREDDED_HERE');
    const { post, refusal } = offTheRecord();
    post('nils', 'statement', said('one'));
    expect(refusal('nils', 'shredding', at(9))).toBe('WRONG_STATE');
    post('nils', 'shredding', at(1));
    expect(refusal('nils', 'shredding', at(1))).toBe('NOTHING_CHANGED');
  });

  test('gives the same projection with a snapshot in between', () => {
    const play = (pause: boolean) => {
      const { room, post } = offTheRecord();
      for (let i = 0; i < 5; i++) post('nils', 'statement', said(`words ${i}`));
      const continued = pause ? restoreProjection(snapshotProjection(room)) : room;
      expect(continued).toBeDefined();
      post('sara', 'shredding', at(4));
      return snapshotProjection(room);
    };
    expect(play(true)).toEqual(play(false));
  });
});
