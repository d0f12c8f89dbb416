import type { Track } from '../../protocol/charter/ground-rules.ts';
import { addDays, type Day, dayNumber, weekOf } from '../calendar/days.ts';
import { PULSE_LEVELS_FROM, PULSE_WEEKS_MAX, SILENCE_WEEKS_MIN } from './limits.ts';

/** From none to much. */
export type PulseLevel = 0 | 1 | 2 | 3 | 4;

export interface PulseWeek {
  /** Its Monday. */
  readonly week: Day;
  readonly contacts: number;
  readonly level: PulseLevel;
}

export interface TrackPulse {
  readonly track: Track;
  /** Every week from the first contact to this week, without a gap. Empty before there was any. */
  readonly weeks: readonly PulseWeek[];
}

/** What a silence is, to be said in words. */
export type Stagnation =
  | { readonly kind: 'no contact yet'; readonly track: Track }
  /** Full weeks since the last day of contact. */
  | { readonly kind: 'silent'; readonly track: Track; readonly weeksWithoutContact: number; readonly since: Day }
  /** A silence that ended: contact on the days `since` and `until`, and none between. */
  | {
      readonly kind: 'was silent';
      readonly track: Track;
      readonly weeksWithoutContact: number;
      readonly since: Day;
      readonly until: Day;
    };

/** Counts of one track by day: of all its channels. Days that are still to come do not count, nor those of another age. */
export function contactOn(
  channels: readonly { readonly contactsByDay: Readonly<Record<Day, number>> }[],
  today: Day,
): ReadonlyMap<Day, number> {
  const days = new Map<Day, number>();
  const first = addDays(today, -7 * PULSE_WEEKS_MAX);
  for (const { contactsByDay } of channels) {
    for (const [day, count] of Object.entries(contactsByDay)) {
      if (day >= first && day <= today && count > 0) days.set(day, (days.get(day) ?? 0) + count);
    }
  }
  return days;
}

export function pulseOf(track: Track, contacts: ReadonlyMap<Day, number>, today: Day): TrackPulse {
  const byWeek = new Map<Day, number>();
  for (const [day, count] of contacts) {
    const week = weekOf(day);
    byWeek.set(week, (byWeek.get(week) ?? 0) + count);
  }
  const first = [...byWeek.keys()].sort()[0];
  const weeks: PulseWeek[] = [];
  if (first === undefined) return { track, weeks };
  for (let week = first; week <= today; week = addDays(week, 7)) {
    const count = byWeek.get(week) ?? 0;
    weeks.push({ week, contacts: count, level: levelOf(count) });
  }
  return { track, weeks };
}

/** The silence of now first, then those before, the latest first. */
export function stagnationOf(track: Track, contacts: ReadonlyMap<Day, number>, today: Day): Stagnation[] {
  const days = [...contacts.keys()].sort();
  const last = days.at(-1);
  if (last === undefined) return [{ kind: 'no contact yet', track }];
  const silences: Stagnation[] = [];
  const weeksWithoutContact = weeksBetween(last, today);
  if (weeksWithoutContact >= SILENCE_WEEKS_MIN) {
    silences.push({ kind: 'silent', track, weeksWithoutContact, since: last });
  }
  for (let index = days.length - 1; index > 0; index--) {
    const [since, until] = [days[index - 1] as Day, days[index] as Day];
    const weeks = weeksBetween(since, until);
    if (weeks >= SILENCE_WEEKS_MIN) {
      silences.push({ kind: 'was silent', track, weeksWithoutContact: weeks, since, until });
    }
  }
  return silences;
}

function weeksBetween(one: Day, other: Day): number {
  return Math.floor((dayNumber(other) - dayNumber(one)) / 7);
}

function levelOf(contacts: number): PulseLevel {
  return PULSE_LEVELS_FROM.filter((from) => contacts >= from).length as PulseLevel;
}
