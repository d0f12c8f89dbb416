import * as v from 'valibot';
import { channel, listOf, person, step, text, title } from './words.ts';

/** `open`: founds a channel and seats those whom it names. */
export const open = channel;

/** `invite`: makes a link that whoever holds it can knock with. */
export const invite = v.strictObject({ by: person, in: channel });

/** `knock`: asks for a seat with a link. */
export const knock = v.strictObject({
  by: person,
  with: v.pipe(step, v.description('The invitation.')),
});

/** `compare`: steward and newcomer compare the safety words by another way. */
export const compare = v.strictObject({
  by: person,
  with: v.pipe(step, v.description('The knock.')),
});

const reads = v.union([
  v.literal('from now on'),
  v.literal('from the beginning'),
  v.strictObject({ from: v.pipe(step, v.description('The first step that the newcomer may read.')) }),
]);

/** `admit`: gives a seat. Without an earlier knock it does all that comes before as well. */
export const admit = v.strictObject({
  by: person,
  in: channel,
  who: person,
  knock: v.optional(step),
  reads: v.optional(reads, 'from now on'),
  role: v.optional(v.picklist(['member', 'steward']), 'member'),
  'consent-holder': v.optional(v.boolean(), false),
  attributes: v.optional(listOf(title, 'Instead of those that the person has.')),
  'in-place-of': v.optional(v.pipe(person, v.description('Whose place passes on: that seat is out at once.'))),
});

/** `remove`: takes a seat away. */
export const remove = v.strictObject({ by: person, in: channel, who: person, because: v.optional(text) });

/** `turn`: begins a new epoch, as happens at every meeting and daily. */
export const turn = v.strictObject({ by: person, in: channel });
