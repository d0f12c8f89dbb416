import * as v from 'valibot';
import { attribution, channel, language, person, step, text, title } from './words.ts';

/** `say`: a statement. */
export const say = v.strictObject({
  by: person,
  in: channel,
  text,
  as: v.optional(attribution),
  language: v.optional(language),
  answers: v.optional(v.pipe(step, v.description('The statement that this one answers.'))),
  convey: v.optional(
    v.pipe(
      v.picklist(['may be conveyed', 'may be conveyed as your own idea', 'hold']),
      v.description('In a caucus: whether the secretariat may carry it further.'),
    ),
  ),
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

/** `transfer`: carries a text into another channel, stripped of its author. */
export const transfer = v.strictObject({
  by: v.pipe(person, v.description('Who carries it: a seat in both channels.')),
  of: v.pipe(step, v.description('The idea or statement that is carried.')),
  to: channel,
  title: v.optional(title),
  text: v.optional(v.pipe(text, v.description('What is put forward, where it is not word for word what was said.'))),
  language: v.optional(language),
});
