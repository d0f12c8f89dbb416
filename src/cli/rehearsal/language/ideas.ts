import * as v from 'valibot';
import { attribution, channel, language, person, someOf, step, text, title } from './words.ts';

/** `version`: another wording of an idea. */
export const version = v.strictObject({
  by: person,
  on: v.pipe(step, v.description('The idea.')),
  title: v.optional(v.pipe(title, v.description('Without it, its first words.'))),
  text,
  as: v.optional(attribution),
  language: v.optional(language),
});

/** `merge`: one idea out of several. */
export const merge = v.strictObject({
  by: person,
  ideas: someOf(step, 'The ideas that become one, in the same channel.'),
  title: v.optional(v.pipe(title, v.description('Without it, its first words.'))),
  text,
  as: v.optional(attribution),
  language: v.optional(language),
});

/** `non-paper`: a text made from an idea, to be handed on. */
export const nonPaper = v.strictObject({
  by: person,
  of: v.pipe(step, v.description('The idea.')),
  text,
  as: v.optional(attribution),
  language: v.optional(language),
});

/** `table`: a party's proposal, on the official track. */
export const table = v.strictObject({
  by: person,
  in: channel,
  title: v.optional(v.pipe(title, v.description('Without it, its first words.'))),
  text,
  'rests-on': v.optional(v.pipe(step, v.description('A text put forward, or a non-paper, in the same channel.'))),
  as: v.optional(attribution),
  language: v.optional(language),
});
