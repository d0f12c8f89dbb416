import * as v from 'valibot';
import { convey } from './carrying.ts';
import { attribution, channel, language, person, step, text, title } from './words.ts';

/** `say`: a statement. */
export const say = v.strictObject({
  by: person,
  in: channel,
  text,
  as: v.optional(attribution),
  language: v.optional(language),
  answers: v.optional(v.pipe(step, v.description('The words that this one answers.'))),
  convey: v.optional(v.pipe(convey, v.description('In a caucus: whether the secretariat may carry it further.'))),
});

/** `idea`: a thought that binds nobody. */
export const idea = v.strictObject({
  by: person,
  in: channel,
  title: v.optional(v.pipe(title, v.description('Without it, its first words.'))),
  text,
  as: v.optional(attribution),
  language: v.optional(language),
});

/** `argue`: a reason for an idea, or against it. */
export const argue = v.strictObject({
  by: person,
  on: v.pipe(step, v.description('The idea.')),
  side: v.picklist(['for', 'against']),
  text,
  as: v.optional(attribution),
});
