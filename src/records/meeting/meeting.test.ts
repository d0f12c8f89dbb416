import { encode as cborEncode } from 'cborg';
import { describe, expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { decodePayload, encodePayload } from '../payload.ts';
import { GROUND_RULES, rehearse } from '../rehearsal-room.ts';
import { rulesInForce } from '../rules/rules-in-force.ts';

const HOUR = 3_600_000;
const at = (hour: number) => ({
  local: `2026-11-24T${String(hour).padStart(2, '0')}:00`,
  zone: 'Europe/Oslo',
  instant: 1_795_500_000_000 + hour * HOUR,
});
const plan = {
  title: 'Third round',
  purpose: 'To read the draft together.',
  start: at(9),
  end: at(12),
  place: 'Oslo',
  agenda: ['Water', 'Roads'],
};

describe('a meeting', () => {
  test('may be planned by any seat', () => {
    const { room, post } = rehearse();
    const { entry } = post('nora', 'meeting', plan);
    expect(room.meetings.byEntry[idText(entry)]).toMatchObject({ ...plan, state: { kind: 'planned' }, movedFrom: [] });
  });

  test('does not end before it starts, when planned or when moved', () => {
    const { post, refusal } = rehearse();
    const backwards = { ...plan, start: at(12), end: at(9) };
    expect(refusal('nora', 'meeting', backwards)).toBe('ENDS_BEFORE_IT_STARTS');
    const { entry } = post('nora', 'meeting', plan);
    expect(refusal('nora', 'meeting-revision', { meeting: entry, schedule: backwards })).toBe('ENDS_BEFORE_IT_STARTS');
  });

  test('is moved by who planned it or by a steward, and remembers when it was to be', () => {
    const { room, post, refusal } = rehearse();
    const { entry } = post('nora', 'meeting', plan);
    const later = { meeting: entry, schedule: { ...plan, start: at(14), end: at(16) } };
    expect(refusal('sara', 'meeting-revision', later)).toBe('NOT_THE_STEWARD');
    expect(refusal('nora', 'meeting-revision', later)).toBeUndefined();
    post('ada', 'meeting-revision', later);
    post('ada', 'meeting-revision', { meeting: entry, schedule: { ...later.schedule, place: 'Bergen' } });
    const view = room.meetings.byEntry[idText(entry)];
    expect(view).toMatchObject({ start: at(14), end: at(16), place: 'Bergen' });
    expect(view?.movedFrom).toEqual([{ start: at(9), end: at(12), movedAt: 2 }]);
  });

  test('[RULES-8] may be planned under a stricter rule than the room, and not under a looser one', () => {
    const { room, post, refusal } = rehearse();
    expect(refusal('nora', 'meeting', { ...plan, rule: 'on the record' })).toBe('NOT_STRICTER');
    expect(refusal('nora', 'meeting', { ...plan, rule: 'Chatham House' })).toBeUndefined();
    const { entry } = post('nora', 'meeting', { ...plan, rule: 'off the record' });
    const view = room.meetings.byEntry[idText(entry)];
    expect(view?.rule).toBe('off the record');
    // A plan changes nothing: what is said until it begins is under the room's rule.
    expect(rulesInForce(room).rule).toBe('Chatham House');
    expect(refusal('nora', 'meeting-revision', { meeting: entry, schedule: { ...plan, rule: 'on the record' } })).toBe(
      'NOT_STRICTER',
    );
    post('nora', 'meeting-revision', { meeting: entry, schedule: plan });
    expect(view?.rule).toBeNull();
  });

  test('[RULES-8] is measured by what everybody has agreed to, and not by a stretch that is on', () => {
    const { room, post, refusal } = rehearse({ rule: 'on the record' });
    post('ada', 'stretch', { rule: 'off the record', meeting: undefined });
    expect(refusal('nora', 'meeting', { ...plan, rule: 'Chatham House' })).toBeUndefined();
    const { entry } = post('nora', 'meeting', { ...plan, rule: 'Chatham House' });
    const rules = { ...GROUND_RULES, rule: 'off the record' } as const;
    const { entry: tightening } = post('ada', 'rules-tightening', { rules });
    for (const by of ['nils', 'nora', 'sara'] as const) post(by, 'rules-assent', { tightening });
    // What was planned before stays as it was planned.
    expect(room.meetings.byEntry[idText(entry)]?.rule).toBe('Chatham House');
    expect(refusal('nora', 'meeting', { ...plan, rule: 'Chatham House' })).toBe('NOT_STRICTER');
  });

  test('[RULES-8] under the room’s rule is written as it was before meetings could have one of their own', () => {
    const start = ['2026-11-24T09:00', 'Europe/Oslo', plan.start.instant];
    const end = ['2026-11-24T12:00', 'Europe/Oslo', plan.end.instant];
    const fields = [plan.title, plan.purpose, start, end, plan.place, plan.agenda];
    const before = new Uint8Array(cborEncode([8, 1, fields]));
    expect(decodePayload(before)).toEqual({ kind: 'meeting', content: plan });
    expect(encodePayload('meeting', plan)).toEqual(before);
    const content = { ...plan, rule: 'off the record' } as const;
    const after = new Uint8Array(cborEncode([8, 1, [...fields, 2]]));
    expect(encodePayload('meeting', content)).toEqual(after);
    expect(decodePayload(after)).toEqual({ kind: 'meeting', content });
    for (const last of [null, 3]) {
      expect(() => decodePayload(new Uint8Array(cborEncode([8, 1, [...fields, last]])))).toThrow(CodecError);
    }
  });

  test('is held or cancelled once', () => {
    const { room, post, refusal } = rehearse();
    const { entry } = post('nora', 'meeting', plan);
    post('nora', 'meeting-outcome', { meeting: entry, outcome: 'cancelled', note: 'Storm.' });
    const state = room.meetings.byEntry[idText(entry)]?.state;
    expect(state).toEqual({ kind: 'cancelled', note: 'Storm.', position: 2 });
    const held = { meeting: entry, outcome: 'held' as const, note: '' };
    expect(refusal('ada', 'meeting-outcome', held)).toBe('WRONG_STATE');
    expect(refusal('ada', 'meeting-revision', { meeting: entry, schedule: plan })).toBe('WRONG_STATE');
  });

  test('has minutes once it was held, kept by a steward, every version of them', () => {
    const { room, post, refusal } = rehearse();
    const { entry } = post('nora', 'meeting', plan);
    const minutes = { meeting: entry, text: 'All came.', language: 'en' };
    expect(refusal('ada', 'minutes', minutes)).toBe('WRONG_STATE');
    post('nora', 'meeting-outcome', { meeting: entry, outcome: 'held', note: '' });
    expect(refusal('nora', 'minutes', minutes)).toBe('NOT_THE_STEWARD');
    post('ada', 'minutes', minutes);
    post('ada', 'minutes', { ...minutes, text: 'Nearly all came.' });
    const texts = room.meetings.byEntry[idText(entry)]?.minutes.map(({ text }) => text);
    expect(texts).toEqual(['All came.', 'Nearly all came.']);
  });
});
