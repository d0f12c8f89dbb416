import { describe, expect, test } from 'vitest';
import { idText, type Position, type SeatId } from '../../base/ids.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import { applyChange, decodeChanges, encodeChange, type ProjectionChange } from '../projection-change.ts';
import type { ContentOf } from '../registry.ts';
import { bytes, charterOf, NOBODY, PARTIES, rehearse, SEATS, type SeatName } from '../rehearsal-room.ts';
import { asGroundRules, rulesInForce } from '../rules/rules-in-force.ts';
import { soundingOfBox } from './ballot-run.ts';
import { fitsForm } from './form.ts';

const box = bytes(16, 0xb0) as BoxId;
const seats = (...names: readonly SeatName[]) => names.map((name) => SEATS[name].seat as SeatId);
const ALL = seats('ada', 'nils', 'nora', 'sara');

const asked = (change: Partial<ContentOf<'sounding'>> = {}): ContentOf<'sounding'> => ({
  ...{ box, question: 'Shall we?', language: 'en', form: { kind: 'yes-no' }, electorate: 'every seat', seats: ALL },
  ...{ closesAt: 1_000, ballotsMin: 4, bySide: false },
  ...change,
});
const yes = { kind: 'yes-no', choice: 'yes' } as const;
const closed = (position: number, ballots: number): ProjectionChange => ({
  ...{ kind: 'box-closed', position: position as Position, box: 'b0'.repeat(16), ballots },
});

describe('a sounding', () => {
  test('[SOUND-1] lists exactly the seats that it asks', () => {
    const { refusal } = rehearse();
    expect(refusal('nils', 'sounding', asked())).toBeUndefined();
    const parties = { electorate: 'seats of the parties', ballotsMin: 4 } as const;
    for (const [change, code] of [
      [{ seats: ALL.slice(1) }, 'OTHER_ELECTORATE'],
      [{ seats: ALL.toReversed() }, 'OTHER_ELECTORATE'],
      [{ seats: [...ALL, bytes(16, 0x77) as SeatId] }, 'OTHER_ELECTORATE'],
      [{ ...parties, seats: ALL }, 'OTHER_ELECTORATE'],
      [{ ...parties, seats: seats('nils', 'nora', 'sara') }, 'TOO_FEW_SEATS'],
      [{ electorate: 'one seat a party', seats: seats('nils', 'nora') }, 'OTHER_ELECTORATE'],
      [{ electorate: 'one seat a party', seats: seats('nils') }, 'OTHER_ELECTORATE'],
      [{ electorate: 'one seat a party', seats: seats('ada', 'nils', 'sara') }, 'OTHER_ELECTORATE'],
      [{ ballotsMin: 3 }, 'TOO_FEW_SEATS'],
      [{ ballotsMin: 5 }, 'TOO_FEW_SEATS'],
      [{ form: { kind: 'ranking', options: ['Tea', 'Tea'] } }, 'NOTHING_CHANGED'],
    ] as const) {
      expect(refusal('nils', 'sounding', asked(change as never)), JSON.stringify(code)).toBe(code);
    }
    const two = rehearse({ ballotsMin: 2 });
    const oneEach = { electorate: 'one seat a party', seats: seats('nora', 'sara'), ballotsMin: 2 } as const;
    expect(two.refusal('ada', 'sounding', asked(oneEach))).toBeUndefined();
    expect(rehearse({ rule: 'on the record' }).refusal('nils', 'sounding', asked())).toBe('ATTRIBUTION_NOT_ALLOWED');
  });

  test('[SOUND-1] [RULES-5] goes by what everyone has agreed to, and by no stretch', () => {
    const { room, post, refusal, handshake } = rehearse({ rule: 'on the record', ballotsMin: 2 });
    const agree = (change: Partial<GroundRules>) => {
      const rules = { ...asGroundRules(rulesInForce(room)), ...change };
      const { entry: tightening } = post('ada', 'rules-tightening', { rules });
      for (const name of ['nils', 'nora', 'sara'] as const) post(name, 'rules-assent', { tightening });
    };
    post('ada', 'stretch', { rule: 'Chatham House', meeting: undefined });
    expect(refusal('nils', 'sounding', asked({ ballotsMin: 2 }))).toBe('ATTRIBUTION_NOT_ALLOWED');
    post('ada', 'stretch', { rule: undefined, meeting: undefined });
    handshake(charterOf(['ada', 'nils', 'nora', 'sara'], { rule: 'on the record', ballotsMin: 2 }));
    agree({ rule: 'Chatham House' });
    expect(refusal('nils', 'sounding', asked({ ballotsMin: 2 }))).toBeUndefined();
    agree({ ballotsMin: 3 });
    expect(refusal('nils', 'sounding', asked({ ballotsMin: 2 }))).toBe('TOO_FEW_SEATS');
    expect(refusal('nils', 'sounding', asked({ ballotsMin: 3 }))).toBeUndefined();
  });

  test('[SOUND-1] has a box of its own', () => {
    const { post, refusal } = rehearse();
    post('nils', 'sounding', asked());
    expect(refusal('nora', 'sounding', asked())).toBe('BOX_TAKEN');
  });

  test('[SOUND-8] asks for sides only where each has three seats', () => {
    const { refusal } = rehearse();
    expect(refusal('nils', 'sounding', asked({ bySide: true }))).toBe('TOO_FEW_SEATS');
  });

  test('is closed before its time by whoever opened it, or by a steward, once', () => {
    const { post, refusal } = rehearse();
    const { entry: sounding } = post('nils', 'sounding', asked());
    expect(refusal('sara', 'sounding-closed', { sounding })).toBe('NOT_THE_AUTHOR');
    expect(refusal('ada', 'sounding-closed', { sounding })).toBeUndefined();
    expect(post('nils', 'sounding-closed', { sounding }).applied.kind).toBe('applied');
    expect(refusal('nils', 'sounding-closed', { sounding })).toBe('WRONG_STATE');
    expect(refusal('nils', 'sounding-closed', { sounding: bytes(16, 1) as never })).toBe('NO_SUCH_ENTRY');
  });
});

describe('a ballot', () => {
  test('[SOUND-6] answers what was asked, out of its box', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'sounding', asked());
    const vote = (change: Partial<ContentOf<'ballot'>> = {}) =>
      post(NOBODY, 'ballot', { box, side: undefined, answer: yes, ...change }).applied;
    expect(vote()).toEqual({ kind: 'refused', code: 'OUTSIDE_ITS_BOX' });
    applyChange(room, closed(room.timeline.length + 2, 4));
    expect(vote()).toEqual({ kind: 'applied' });
    expect(vote({ answer: { kind: 'scale', grades: [1] } })).toEqual({ kind: 'refused', code: 'OTHER_FORM' });
    expect(vote({ side: PARTIES.north })).toEqual({ kind: 'refused', code: 'OTHER_FORM' });
    expect(vote({ box: bytes(16, 1) as BoxId })).toEqual({ kind: 'refused', code: 'OUTSIDE_ITS_BOX' });
    expect(room.soundings.byEntry[idText(entry)]?.ballots).toHaveLength(1);
    // Nor does it stand among the lines.
    expect(room.timeline.filter((item) => item.kind === 'entry' && item.name === 'ballot')).toEqual([]);
  });

  test('[SOUND-6] of a box that is closed twice, or holds too many, does not count', () => {
    for (const [first, second] of [
      [4, 4],
      [5, undefined],
    ] as const) {
      const { room, post } = rehearse();
      post('nils', 'sounding', asked());
      applyChange(room, closed(3, first));
      if (second !== undefined) {
        post(NOBODY, 'ballot', { box, side: undefined, answer: yes });
        applyChange(room, closed(5, second));
      }
      expect(post(NOBODY, 'ballot', { box, side: undefined, answer: yes }).applied.kind).toBe('refused');
      expect(soundingOfBox(room, 'b0'.repeat(16))).toMatchObject({ isVoid: true, ballots: [] });
    }
  });

  test('[SOUND-6] ranks every option once, and grades each', () => {
    const options = ['a', 'b', 'c'];
    const ranking = (order: readonly number[]) => fitsForm({ kind: 'ranking', options }, { kind: 'ranking', order });
    expect(
      [
        [0, 1, 2],
        [2, 0, 1],
        [0, 1],
        [0, 0, 1],
        [0, 1, 3],
      ].map(ranking),
    ).toEqual([true, true, false, false, false]);
    const scale = (grades: readonly number[]) => fitsForm({ kind: 'scale', options: [] }, { kind: 'scale', grades });
    expect([scale([3]), scale([3, 3])]).toEqual([true, false]);
  });

  test('a closed box is kept in the journal as it was read', () => {
    const change = closed(7, 3);
    expect([...decodeChanges(encodeChange(change))]).toEqual([change]);
  });
});
