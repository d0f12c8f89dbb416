import { describe, expect, test } from 'vitest';
import { encodePayload } from '../../records/payload.ts';
import { agendaItems, draftOf, emptyDraft, readSchedule, type ScheduleDraft } from './schedule-draft.ts';

const DRAFT: ScheduleDraft = {
  ...emptyDraft('2031-03-11', 'Europe/Oslo'),
  title: '  Fishing grounds ',
  agenda: '1. The map\n\n- Who measures\n',
};
const at = (day: string, hour: string) => ({ day, hour, which: '' }) as const;

function problems(draft: Partial<ScheduleDraft>) {
  const read = readSchedule({ ...DRAFT, ...draft });
  if (read.kind !== 'problems') throw new Error('nothing is wrong with it');
  return read.problems;
}

describe('a meeting that is planned', () => {
  test('is what a record takes', () => {
    const read = readSchedule(DRAFT);
    if (read.kind !== 'schedule') throw new Error('problems');
    expect(read.schedule).toEqual({
      title: 'Fishing grounds',
      purpose: '',
      place: '',
      start: { local: '2031-03-11T10:00', zone: 'Europe/Oslo', instant: Date.UTC(2031, 2, 11, 9) },
      end: { local: '2031-03-11T12:00', zone: 'Europe/Oslo', instant: Date.UTC(2031, 2, 11, 11) },
      agenda: ['The map', 'Who measures'],
    });
    expect(encodePayload('meeting', read.schedule).length).toBeGreaterThan(0);
  });

  test('has a title and two times, the second not before the first', () => {
    expect(problems({ title: ' ' })).toEqual({ title: 'missing' });
    expect(problems({ start: at('', '10:00') })).toEqual({ start: { kind: 'missing' } });
    expect(problems({ end: at('2031-03-11', '09:59') })).toEqual({ end: { kind: 'before-start' } });
  });

  test('keeps to what there is room for, counted in bytes', () => {
    expect(problems({ title: 'ö'.repeat(201) })).toEqual({ title: 'too-long' });
    expect(problems({ place: 'p'.repeat(1_001) })).toEqual({ place: 'too-long' });
    expect(problems({ agenda: 'x\n'.repeat(101) })).toEqual({ agenda: 'too-many' });
  });

  test('at a time that is on no clock that day says so, with the hours around it', () => {
    const { start } = problems({ start: at('2031-03-30', '02:30'), end: at('2031-03-30', '05:00') });
    expect(start).toMatchObject({ kind: 'skipped', before: { local: '2031-03-30T01:30' } });
    expect(start).toMatchObject({ after: { local: '2031-03-30T03:30' } });
  });

  test('at a time that comes twice that day waits for a choice', () => {
    const night = { start: at('2031-10-26', '02:30'), end: at('2031-10-26', '05:00') };
    expect(problems(night).start).toMatchObject({ kind: 'twice' });
    const chosen = (which: 'earlier' | 'later') => {
      const read = readSchedule({ ...DRAFT, ...night, start: { ...night.start, which } });
      return read.kind === 'schedule' ? read.schedule.start.instant : undefined;
    };
    expect(chosen('earlier')).toBe(Date.UTC(2031, 9, 26, 0, 30));
    expect(chosen('later')).toBe(Date.UTC(2031, 9, 26, 1, 30));
  });

  test('is found in its fields again when it is to be changed, the second of two hours as well', () => {
    const night = { start: at('2031-10-26', '02:30'), end: at('2031-10-26', '05:00') };
    const read = readSchedule({
      ...DRAFT,
      ...night,
      start: { ...night.start, which: 'later' },
      rule: 'off the record',
    });
    if (read.kind !== 'schedule') throw new Error('problems');
    expect(read.schedule.rule).toBe('off the record');
    const kept = {
      position: 1,
      rule: 'off the record',
      proposedBy: null,
      state: { kind: 'planned' },
      movedFrom: [],
      minutes: [],
    } as const;
    const draft = draftOf({ ...read.schedule, ...kept, movedFrom: [], minutes: [], agenda: [...read.schedule.agenda] });
    expect(readSchedule(draft)).toEqual(read);
  });
});

test('an agenda is its lines, without what counts them', () => {
  expect(agendaItems('1. Opening\n2) Fish\n• Boats\n  \n3 boats are missing\n-2 degrees')).toEqual([
    'Opening',
    'Fish',
    'Boats',
    '3 boats are missing',
    '-2 degrees',
  ]);
});
