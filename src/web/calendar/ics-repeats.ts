import ICAL from 'ical.js';
import type { Day } from './days.ts';
import { ICS_INTERVAL_MAX, ICS_REPEATS_MAX, ICS_STEPS_MAX } from './limits.ts';

/** The days on which an event begins, and whether it may have more of them. */
export interface Repeats {
  readonly days: readonly Day[];
  readonly hasMore: boolean;
}

/** From the one day to the other, both included. */
export interface Span {
  readonly from: Day;
  readonly until: Day;
}

/** What is asked of every event of a file. */
export interface Asked {
  readonly span: Span;
  /** How often all of them together may still come again. Owned by whoever reads the file; every step takes one. */
  readonly steps: { left: number };
}

type Rule = ReturnType<typeof ICAL.Recur.fromData>;

/**
 * On which days of a span an event comes again, as far as can be looked through.
 *
 * Only rules as people make them are followed: every so many days, weeks, months or years, on these days of the week, on
 * the second Tuesday, on the 17th of May. Of any other, the first day alone is taken: there are rules that have no second
 * day, and take for ever to say so.
 */
export function repeatsOf(first: Day, rule: Rule, asked: Asked): Repeats {
  const { span, steps } = asked;
  const isAsked = (day: Day) => day >= span.from && day <= span.until;
  if (!isPlain(rule)) return { days: [first].filter(isAsked), hasMore: true };
  const from = ICAL.Time.fromDateString(first);
  // Hours play no part here: a rule that ends within its last day has that day.
  if (rule.until !== null && rule.until !== undefined) {
    const { year, month, day } = rule.until;
    rule.until = ICAL.Time.fromData({ year, month, day, isDate: true });
  }
  const iterator = rule.iterator(from);
  // Whatever its rule says of the first day, the event was put there.
  const days = new Set([first].filter(isAsked));
  for (let step = 0; step < ICS_STEPS_MAX && steps.left > 0; step++) {
    steps.left -= 1;
    const day = iterator.next()?.toString().slice(0, 10);
    if (day === undefined || day > span.until) return { days: [...days], hasMore: false };
    if (!isAsked(day)) continue;
    if (days.size === ICS_REPEATS_MAX && !days.has(day)) return { days: [...days], hasMore: true };
    days.add(day);
  }
  return { days: [...days], hasMore: true };
}

const WEEKDAYS = /^(?:MO|TU|WE|TH|FR|SA|SU)$/;
const NTH_WEEKDAY = /^(?:[1-4]|-1)(?:MO|TU|WE|TH|FR|SA|SU)$/;

function isPlain({ freq, interval, parts }: Rule): boolean {
  if (!Number.isSafeInteger(interval) || interval < 1 || interval > ICS_INTERVAL_MAX) return false;
  const by = Object.fromEntries(Object.entries(parts).map(([name, values]) => [name, [values].flat() as unknown[]]));
  const names = Object.keys(by).sort().join();
  const all = (name: string, is: (value: unknown) => boolean) => by[name]?.length !== 0 && by[name]?.every(is) === true;
  const one = (name: string, is: (value: unknown) => boolean) => by[name]?.length === 1 && by[name].every(is);
  const isDayOfMonth = (value: unknown) => typeof value === 'number' && value >= 1 && value <= 28;
  switch (freq) {
    case 'DAILY':
      return names === '';
    case 'WEEKLY':
      return names === '' || (names === 'BYDAY' && all('BYDAY', (day) => WEEKDAYS.test(String(day))));
    case 'MONTHLY':
      if (names === 'BYDAY') return one('BYDAY', (day) => NTH_WEEKDAY.test(String(day)));
      return names === '' || (names === 'BYMONTHDAY' && one('BYMONTHDAY', isDayOfMonth));
    case 'YEARLY':
      if (names === 'BYMONTH') return one('BYMONTH', isMonth);
      return (
        names === '' || (names === 'BYMONTH,BYMONTHDAY' && one('BYMONTH', isMonth) && one('BYMONTHDAY', isDayOfMonth))
      );
    default:
      return false;
  }
}

function isMonth(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= 12;
}
