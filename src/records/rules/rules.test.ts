import { describe, expect, test } from 'vitest';
import { type EntryId, type Epoch, idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import { rulesDigest } from '../../protocol/charter/rules-digest.ts';
import { restoreProjection, snapshotProjection } from '../projection.ts';
import { assemble } from '../rehearsal-newcomer.ts';
import {
  author,
  bytes,
  charterOf,
  GROUND_RULES,
  NOBODY,
  PARTIES,
  type Rehearsal,
  rehearse,
  SEATS,
  type SeatName,
} from '../rehearsal-room.ts';
import { acceptance, rulesToTell } from './rules-accepted.ts';
import { hasAccepted, rulesAt, rulesInForce } from './rules-in-force.ts';

const language = 'en';
const said = (text: string, inReplyTo?: EntryId) => ({ text, language, inReplyTo, conveyance: undefined });
const EVERYONE = ['ada', 'nils', 'nora', 'sara'] as const;
const offTheRecord: GroundRules = { ...GROUND_RULES, rule: 'off the record' };

function accepts({ room, post }: Pick<Rehearsal, 'room' | 'post'>, by: SeatName) {
  const content = acceptance(room);
  if (content === undefined) throw new Error('no rules');
  return post(by, 'rules-accepted', content).applied;
}

/** Everybody assents to stricter rules. Gives back the position where they took force. */
function tighten(
  { room, post }: Pick<Rehearsal, 'room' | 'post'>,
  rules: GroundRules,
  by: readonly SeatName[] = EVERYONE,
) {
  const [first = 'ada', ...others] = by;
  const { entry: tightening } = post(first, 'rules-tightening', { rules });
  for (const name of others) post(name, 'rules-assent', { tightening });
  return room.room.rules.spans.at(-1)?.from;
}

describe('accepting', () => {
  test('[RULES-1] names the rules by their digest, is deniable, and is done once', () => {
    const { room, post, refusal } = rehearse();
    const digest = rulesDigest(GROUND_RULES);
    expect(toHex(digest)).toBe(room.room.rules.digest);
    expect(
      refusal(author('nils', { attribution: 'on the record', onRecord: true }), 'rules-accepted', {
        digest,
        told: undefined,
      }),
    ).toBe('ATTRIBUTION_NOT_ALLOWED');
    expect(refusal(NOBODY, 'rules-accepted', { digest, told: undefined })).toBe('ATTRIBUTION_NOT_ALLOWED');
    expect(refusal('nils', 'rules-accepted', { digest: bytes(32, 1), told: undefined })).toBe('OTHER_RULES');
    expect(accepts({ room, post }, 'nils')).toEqual({ kind: 'applied' });
    expect(hasAccepted(room.room, idText(SEATS.nils.seat))).toBe(true);
    expect(refusal('nils', 'rules-accepted', { digest, told: undefined })).toBe('NOTHING_CHANGED');
  });

  test('[RULES-2] from the first acceptance on, who has not accepted may read and not speak', () => {
    const { room, post, refusal } = rehearse();
    const { entry: idea } = post('sara', 'idea', { title: 'Locks', text: '', language });
    const { entry: statement } = post('sara', 'statement', said('Before anybody accepted.'));
    accepts({ room, post }, 'nils');
    expect(refusal('nils', 'statement', said('I did.'))).toBeUndefined();
    const words = [
      ['statement', said('I did not.')],
      ['amendment', { statement, text: 'Nor now.', language, conveyance: undefined }],
      ['question', { text: 'Why?', language, to: undefined }],
      ['reaction', { about: statement, what: 'agree' }],
      ['idea', { title: 'T', text: '', language }],
      ['idea-argument', { idea, side: 'for', text: 'As', language }],
      ['put-forward', { title: '', text: 'As', language }],
      ['idea-version', { idea, title: 'T', text: '', language }],
      ['idea-merge', { ideas: [idea, idea], title: 'T', text: '', language }],
      ['non-paper', { idea, text: 'As', language }],
      ['answer-brought', { about: statement, text: 'As', language }],
      ['proposal', { party: PARTIES.south, title: 'T', text: 'As', language, cites: undefined }],
    ] as const;
    for (const [kind, content] of words) expect(refusal('sara', kind, content)).toBe('NOT_ACCEPTED');
    // What keeps a room going is no word of it; and words can be taken back.
    expect(refusal('sara', 'withdrawal', { entry: statement })).toBeUndefined();
    expect(post('sara', 'statement', said('I did not.')).applied).toEqual({ kind: 'refused', code: 'NOT_ACCEPTED' });
    accepts({ room, post }, 'sara');
    expect(refusal('sara', 'statement', said('Now I did.'))).toBeUndefined();
  });

  test('[RULES-2] nobody can ask an unattributed entry whether its author has', () => {
    const { room, post, refusal } = rehearse();
    accepts({ room, post }, 'nils');
    expect(refusal(NOBODY, 'statement', said('Somebody did, or did not.'))).toBeUndefined();
  });
});

describe('tightening', () => {
  test('[RULES-3] is to what is stricter in something and looser in nothing, whoever asks', () => {
    const { refusal } = rehearse({ rule: 'Chatham House' });
    const ask = (change: Partial<GroundRules>) =>
      refusal('ada', 'rules-tightening', { rules: { ...GROUND_RULES, ...change } });
    expect(ask({})).toBe('NOTHING_CHANGED');
    expect(ask({ rule: 'on the record' })).toBe('NOT_STRICTER');
    expect(ask({ rule: 'off the record', ballotsMin: 3 })).toBe('NOT_STRICTER');
    expect(ask({ track: 'official' })).toBe('NOT_STRICTER');
    expect(ask({ rule: 'off the record' })).toBeUndefined();
  });

  test('[RULES-4] holds from the last assent on, and not one entry sooner', () => {
    const { room, post } = rehearse();
    const { entry: tightening } = post('nora', 'rules-tightening', { rules: offTheRecord });
    for (const name of ['ada', 'nils'] as const) {
      post(name, 'rules-assent', { tightening });
      expect(rulesInForce(room).rule).toBe('Chatham House');
    }
    const { entry: before } = post('nils', 'statement', said('Still Chatham House.'));
    post('sara', 'rules-assent', { tightening });
    expect(rulesInForce(room)).toEqual({ ...offTheRecord, retentionDays: null });
    expect(room.timeline.at(-1)?.kind).toBe('rules-tightened');
    expect(rulesAt(room, room.entries[idText(before)]?.position ?? -1).rule).toBe('Chatham House');
    // Who assents has accepted, and all have assented.
    for (const name of EVERYONE) expect(hasAccepted(room.room, idText(SEATS[name].seat))).toBe(true);
    expect(restoreProjection(snapshotProjection(room))).toEqual(room);
  });

  test('[RULES-4] an assent is given once, to what waits', () => {
    const { post, refusal } = rehearse();
    const { entry: statement } = post('nils', 'statement', said('Words.'));
    const { entry: tightening } = post('nora', 'rules-tightening', { rules: offTheRecord });
    expect(refusal('nora', 'rules-assent', { tightening })).toBe('NOTHING_CHANGED');
    expect(refusal('nils', 'rules-assent', { tightening: statement })).toBe('WRONG_KIND');
    expect(refusal('nils', 'rules-assent', { tightening: bytes(16, 9) as EntryId })).toBe('NO_SUCH_ENTRY');
    post('nora', 'rules-tightening', { rules: { ...offTheRecord, quorum: 0, ballotsMin: 5 } });
    expect(refusal('nils', 'rules-assent', { tightening })).toBe('WRONG_STATE');
  });

  test('[RULES-4] a seat that leaves is not waited for any more', () => {
    const { room, post, handshake } = rehearse();
    const { entry: tightening } = post('ada', 'rules-tightening', { rules: offTheRecord });
    for (const name of ['nils', 'nora'] as const) post(name, 'rules-assent', { tightening });
    handshake(charterOf(['ada', 'nils', 'nora'], {}, { generation: 1, channelKeyGeneration: 1 }));
    expect(rulesInForce(room).rule).toBe('off the record');
  });

  test('[RULES-4] of what waited for the same seat, the strictest holds when it leaves, and nothing waits on for nobody', () => {
    const { room, post, handshake } = rehearse();
    const stricter = { ...offTheRecord, ballotsMin: 6 };
    for (const [by, rules] of [
      ['ada', { ...GROUND_RULES, ballotsMin: 5 }],
      ['nils', stricter],
      ['nora', offTheRecord],
    ] as const) {
      const { entry: tightening } = post(by, 'rules-tightening', { rules });
      for (const name of ['ada', 'nils', 'nora'] as const) if (name !== by) post(name, 'rules-assent', { tightening });
    }
    handshake(charterOf(['ada', 'nils', 'nora'], {}, { generation: 1, channelKeyGeneration: 1 }));
    expect(rulesInForce(room)).toEqual({ ...stricter, retentionDays: null });
    expect(room.room.rules.tightenings).toEqual([]);
    expect(room.timeline.filter(({ kind }) => kind === 'rules-tightened')).toHaveLength(1);
  });

  test('[RULES-4] what waits when somebody is admitted is proposed again', () => {
    const { room, post, handshake, refusal } = rehearse({}, ['ada', 'nils']);
    const { entry: tightening } = post('ada', 'rules-tightening', { rules: offTheRecord });
    handshake(charterOf(['ada', 'nils', 'sara'], {}, { generation: 1 }));
    expect(refusal('nils', 'rules-assent', { tightening })).toBe('WRONG_STATE');
    expect(rulesInForce(room).rule).toBe('Chatham House');
  });

  test('[RULES-4] who comes later accepts the rules in force, not those of the founding', () => {
    const { room, post, handshake, refusal } = rehearse({}, ['ada', 'nils']);
    tighten({ room, post }, offTheRecord, ['ada', 'nils']);
    handshake(charterOf(['ada', 'nils', 'sara'], {}, { generation: 1 }));
    expect(refusal('sara', 'statement', said('May I?'))).toBe('NOT_ACCEPTED');
    expect(refusal('sara', 'rules-accepted', { digest: rulesDigest(GROUND_RULES), told: undefined })).toBe(
      'OTHER_RULES',
    );
    expect(accepts({ room, post }, 'sara')).toEqual({ kind: 'applied' });
    expect(refusal('sara', 'statement', said('I may.'))).toBeUndefined();
  });

  test('[RULES-5] every choice goes by the rule in force, and what was said before stands', () => {
    const { room, post, refusal } = rehearse();
    const { entry: before } = post('nils', 'statement', said('Chatham House.'));
    tighten({ room, post }, offTheRecord);
    const { entry: after } = post('nils', 'statement', said('Off the record.'));
    expect(
      refusal(author('nils', { attribution: 'on the record', onRecord: true }), 'statement', said('Signed.')),
    ).toBe('ATTRIBUTION_NOT_ALLOWED');
    expect(refusal('sara', 'transfer-note', { entry: before })).toBeUndefined();
    expect(refusal('sara', 'transfer-note', { entry: after })).toBe('NOT_OFF_THE_RECORD');
  });
});

describe('a stretch', () => {
  const begin = { rule: 'off the record', meeting: undefined } as const;
  const end = { rule: undefined, meeting: undefined };

  test('[RULES-6] is begun and ended by a steward, under a stricter rule, one at a time', () => {
    const { post, refusal } = rehearse();
    expect(refusal('nils', 'stretch', begin)).toBe('NOT_THE_STEWARD');
    expect(refusal('ada', 'stretch', { ...begin, rule: 'Chatham House' })).toBe('NOT_STRICTER');
    expect(refusal('ada', 'stretch', { ...begin, rule: 'on the record' })).toBe('NOT_STRICTER');
    expect(refusal('ada', 'stretch', end)).toBe('WRONG_STATE');
    expect(refusal('ada', 'stretch', { ...begin, meeting: bytes(16, 7) as EntryId })).toBe('NO_SUCH_ENTRY');
    post('ada', 'stretch', begin);
    expect(refusal('ada', 'stretch', begin)).toBe('WRONG_STATE');
    expect(refusal('nils', 'stretch', end)).toBe('NOT_THE_STEWARD');
    post('ada', 'stretch', end);
    expect(refusal('ada', 'stretch', end)).toBe('NOTHING_CHANGED');
  });

  test('[RULES-6] ends with the handshake after its end: what comes a moment late still stands in it', () => {
    const { room, post, refusal, handshake } = rehearse();
    post('ada', 'stretch', begin);
    const { entry: within } = post('nils', 'statement', said('Within.'));
    post('ada', 'stretch', end);
    const { entry: late } = post(NOBODY, 'statement', said('Held by the venue, and released before the keys turned.'));
    expect(rulesInForce(room).rule).toBe('off the record');
    handshake(charterOf(EVERYONE));
    expect(room.timeline.at(-1)?.kind).toBe('stretch-ended');
    const { entry: after } = post('nils', 'statement', said('After.'));
    const ruleOf = (entry: EntryId) => rulesAt(room, room.entries[idText(entry)]?.position ?? -1).rule;
    expect([within, late, after].map(ruleOf)).toEqual(['off the record', 'off the record', 'Chatham House']);
    for (const entry of [within, late]) expect(refusal('sara', 'transfer-note', { entry })).toBe('NOT_OFF_THE_RECORD');
    expect(refusal('sara', 'transfer-note', { entry: after })).toBeUndefined();
  });

  test('[RULES-6] rules that are tightened meanwhile hold after it', () => {
    const { room, post, handshake } = rehearse({ rule: 'on the record' });
    const rules = { ...GROUND_RULES, rule: 'on the record' } as const;
    post('ada', 'stretch', { ...begin, rule: 'off the record' });
    tighten({ room, post }, { ...rules, rule: 'Chatham House' });
    expect(rulesInForce(room).rule).toBe('off the record');
    post('ada', 'stretch', end);
    handshake(charterOf(EVERYONE, { rule: 'on the record' }));
    expect(rulesInForce(room).rule).toBe('Chatham House');
  });
});

describe('who comes later', () => {
  const told = { digest: rulesDigest(offTheRecord), told: { rules: offTheRecord, stretch: undefined } };

  test('[RULES-7] is told what was agreed before, by a steward, and takes it only if it is stricter', () => {
    const assembly = assemble(EVERYONE);
    const { whole } = assembly;
    tighten(whole, offTheRecord);
    const [newcomer] = assembly.admit();
    if (newcomer === undefined) throw new Error('nobody came');
    expect(rulesInForce(newcomer.room).rule).toBe('Chatham House');
    assembly.post('nils', { kind: 'rules-accepted', content: told });
    expect(rulesInForce(newcomer.room).rule).toBe('Chatham House');
    assembly.post('ada', { kind: 'rules-accepted', content: told });
    expect(rulesInForce(newcomer.room)).toEqual(rulesInForce(whole.room));
    expect(newcomer.room.room.rules.digest).toBe(whole.room.room.rules.digest);
    // What is told is what is accepted, and the stretch that is on is told as it is.
    const other = { ...told, told: { rules: GROUND_RULES, stretch: undefined } };
    expect(whole.refusal('ada', 'rules-accepted', other)).toBe('OTHER_RULES');
    const withAStretch = { ...told, told: { ...told.told, stretch: 'off the record' } } as const;
    expect(whole.refusal('ada', 'rules-accepted', withAStretch)).toBe('OTHER_RULES');
    // Nobody can talk it out of them again.
    const looser = { digest: rulesDigest(GROUND_RULES), told: { rules: GROUND_RULES, stretch: undefined } };
    const { applied, newcomers } = assembly.post('ada', { kind: 'rules-accepted', content: looser });
    expect(applied).toEqual({ kind: 'refused', code: 'OTHER_RULES' });
    expect(newcomers).toEqual([{ kind: 'applied' }]);
    expect(rulesInForce(newcomer.room).rule).toBe('off the record');
  });

  test('[RULES-7] hears of a stretch that is on', () => {
    const assembly = assemble(EVERYONE);
    assembly.post('ada', { kind: 'stretch', content: { rule: 'off the record', meeting: undefined } });
    const [newcomer] = assembly.admit();
    if (newcomer === undefined) throw new Error('nobody came');
    const content = {
      digest: rulesDigest(GROUND_RULES),
      told: { rules: GROUND_RULES, stretch: 'off the record' },
    } as const;
    const { applied, newcomers } = assembly.post('ada', { kind: 'rules-accepted', content });
    expect([applied, newcomers]).toEqual([{ kind: 'applied' }, [{ kind: 'applied' }]]);
    expect(rulesInForce(newcomer.room).rule).toBe('off the record');
    assembly.post('ada', { kind: 'stretch', content: { rule: undefined, meeting: undefined } });
    assembly.admit();
    expect(newcomer.room.room.rules.stretch?.endsAfter).not.toBeNull();
  });

  test('[RULES-7] the seat that admitted somebody tells it, where there is something to tell, and once', () => {
    const { room, post, handshake } = rehearse({}, ['ada', 'nils']);
    const toTell = (name: SeatName) => rulesToTell(room, idText(SEATS[name].seat));
    const charter = charterOf(['ada', 'nils', 'sara'], {}, { generation: 1 });
    const seats = charter.seats.map((seat) => (seat.name === 'sara' ? { ...seat, readsFrom: 1 as Epoch } : seat));
    tighten({ room, post }, offTheRecord, ['ada', 'nils']);
    expect(toTell('ada')).toBeUndefined();
    handshake({ ...charter, seats });
    expect(toTell('nils')).toBeUndefined();
    expect(toTell('ada')).toEqual(told);
    post('ada', 'rules-accepted', told);
    expect(toTell('ada')).toBeUndefined();
  });

  test('[RULES-7] nothing is told of a stretch that is over, or that the newcomer was there for', () => {
    const { room, post, handshake } = rehearse({}, ['ada', 'nils']);
    const charter = charterOf(['ada', 'nils', 'sara'], {}, { generation: 1 });
    const seats = charter.seats.map((seat) => (seat.name === 'sara' ? { ...seat, readsFrom: 1 as Epoch } : seat));
    handshake({ ...charter, seats });
    post('ada', 'stretch', { rule: 'off the record', meeting: undefined });
    expect(rulesToTell(room, idText(SEATS.ada.seat))).toBeUndefined();
    post('ada', 'stretch', { rule: undefined, meeting: undefined });
    handshake({ ...charter, seats });
    expect(rulesToTell(room, idText(SEATS.ada.seat))).toBeUndefined();
  });
});
