import { utf8 } from '../../base/bytes.ts';
import type { Rule } from '../../protocol/charter/ground-rules.ts';
import { AGENDA_ITEMS_MAX, PLACE_BYTES_MAX, PURPOSE_BYTES_MAX, TITLE_BYTES_MAX } from '../../records/limits.ts';
import type { MeetingView } from '../../records/meeting/meeting-slice.ts';
import type { Schedule } from '../../records/meeting/schedule.ts';
import type { ZonedTime } from '../../records/when.ts';
import { readWallClock } from '../calendar/zoned-time.ts';

/** A day and an hour as the fields give them. */
export interface TimeDraft {
  readonly day: string;
  readonly hour: string;
  /** Which of the two is meant, where the clocks go back over it. */
  readonly which: 'earlier' | 'later' | '';
}

export interface ScheduleDraft {
  readonly title: string;
  readonly purpose: string;
  readonly place: string;
  readonly zone: string;
  readonly start: TimeDraft;
  readonly end: TimeDraft;
  /** An item a line. */
  readonly agenda: string;
  /** Empty for the room's. */
  readonly rule: Rule | '';
}

export type TimeProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown-zone' }
  /** On no clock that day. */
  | { readonly kind: 'skipped'; readonly before: ZonedTime; readonly after: ZonedTime }
  /** Twice on the clocks that day: one has to be chosen. */
  | { readonly kind: 'twice'; readonly earlier: ZonedTime; readonly later: ZonedTime }
  /** The meeting would end before it starts. */
  | { readonly kind: 'before-start' };

export type TextProblem = 'missing' | 'too-long' | 'too-many';

export interface ScheduleProblems {
  readonly title?: TextProblem;
  readonly purpose?: TextProblem;
  readonly place?: TextProblem;
  readonly agenda?: TextProblem;
  readonly start?: TimeProblem;
  readonly end?: TimeProblem;
}

export type ReadSchedule =
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  | { readonly kind: 'problems'; readonly problems: ScheduleProblems };

export function readSchedule(draft: ScheduleDraft): ReadSchedule {
  const { zone, rule } = draft;
  const title = draft.title.trim();
  const purpose = draft.purpose.trim();
  const place = draft.place.trim();
  const agenda = agendaItems(draft.agenda);
  const start = readTime(draft.start, zone);
  const end = readTime(draft.end, zone);
  const problems: ScheduleProblems = {
    ...(title === '' ? { title: 'missing' } : tooLong('title', title, TITLE_BYTES_MAX)),
    ...tooLong('purpose', purpose, PURPOSE_BYTES_MAX),
    ...tooLong('place', place, PLACE_BYTES_MAX),
    ...(agenda.length > AGENDA_ITEMS_MAX
      ? { agenda: 'too-many' }
      : agenda.some((item) => utf8(item).length > TITLE_BYTES_MAX)
        ? { agenda: 'too-long' }
        : {}),
    ...('time' in start ? {} : { start }),
    ...('time' in end ? {} : { end }),
  };
  if (!('time' in start) || !('time' in end)) return { kind: 'problems', problems };
  if (end.time.instant < start.time.instant) {
    return { kind: 'problems', problems: { ...problems, end: { kind: 'before-start' } } };
  }
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems };
  const planned = { title, purpose, place, agenda, start: start.time, end: end.time };
  return { kind: 'schedule', schedule: rule === '' ? planned : { ...planned, rule } };
}

/** What is known of a planned meeting, to be changed. */
export function draftOf({ title, purpose, place, start, end, agenda, rule }: MeetingView): ScheduleDraft {
  const times = { zone: start.zone, start: fields(start), end: fields(end) };
  return { title, purpose, place, ...times, agenda: agenda.join('\n'), rule: rule ?? '' };
}

/** Tomorrow at ten for two hours: nearer to what is meant than nothing. */
export function emptyDraft(tomorrow: string, zone: string): ScheduleDraft {
  return {
    title: '',
    purpose: '',
    place: '',
    zone,
    start: { day: tomorrow, hour: '10:00', which: '' },
    end: { day: tomorrow, hour: '12:00', which: '' },
    agenda: '',
    rule: '',
  };
}

export function agendaItems(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-–•*]|\d+[.)])\s+/u, '').trim())
    .filter((line) => line !== '');
}

/** The time, or what is wrong with it. */
export function readTime({ day, hour, which }: TimeDraft, zone: string): { readonly time: ZonedTime } | TimeProblem {
  if (day === '' || hour === '') return { kind: 'missing' };
  const clock = readWallClock(`${day}T${hour}`, zone);
  switch (clock.kind) {
    case 'once':
      return { time: clock.time };
    case 'twice':
      return which === '' ? clock : { time: clock[which] };
    case 'skipped':
      return clock;
    case 'unknown-zone':
      return { kind: 'unknown-zone' };
    case 'not-a-time':
      return { kind: 'missing' };
  }
}

/** A time as its fields show it. */
export function fields({ local, zone, instant }: ZonedTime): TimeDraft {
  const [day = '', hour = ''] = local.split('T');
  const clock = readWallClock(local, zone);
  if (clock.kind !== 'twice') return { day, hour, which: '' };
  return { day, hour, which: clock.earlier.instant === instant ? 'earlier' : 'later' };
}

function tooLong<Name extends keyof ScheduleProblems>(
  name: Name,
  text: string,
  max: number,
): { [K in Name]?: TextProblem } {
  return utf8(text).length > max ? ({ [name]: 'too-long' } as { [K in Name]?: TextProblem }) : {};
}
