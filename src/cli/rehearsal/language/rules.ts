import * as v from 'valibot';
import { PARTIES_MAX, PEOPLE_MAX, RETENTION_DAYS_MAX } from '../limits.ts';
import { channel, person, rule, step } from './words.ts';

const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** `tighten`: proposes stricter ground rules. What is not named stays as it is. */
export const tighten = v.strictObject({
  by: person,
  in: channel,
  rule: v.optional(rule),
  quorum: v.optional(v.union([v.literal('all'), count(2, PARTIES_MAX)])),
  'retention-days': v.optional(count(1, RETENTION_DAYS_MAX)),
  'ballots-min': v.optional(count(0, PEOPLE_MAX)),
});

/** `assent`: agrees to stricter ground rules; they hold once everybody has. */
export const assent = v.strictObject({
  by: person,
  to: v.pipe(step, v.description('The `tighten` step.')),
});

/** `stretch`: begins a part of the record that is under a stricter rule. */
export const stretch = v.strictObject({
  by: person,
  in: channel,
  rule,
  for: v.optional(v.pipe(step, v.description('The meeting whose duration it is for.'))),
});

/** `end-stretch`: what comes after it is under the channel's own rules again. */
export const endStretch = v.strictObject({ by: person, in: channel });
