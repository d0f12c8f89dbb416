import * as v from 'valibot';
import { channel, language, person, step, text, title } from './words.ts';

/** `propose-mediated`: a mediator puts a text to every party that sits in the channel. */
export const proposeMediated = v.strictObject({
  by: v.pipe(person, v.description('Of the secretariat.')),
  in: channel,
  title: v.optional(title),
  text,
  language: v.optional(language),
});

/** `answer`: a party's yes or no to it, once. */
export const answer = v.strictObject({
  by: v.pipe(person, v.description('Whose device answers for its party: its consent holder.')),
  to: v.pipe(step, v.description('The mediator’s proposal.')),
  says: v.picklist(['yes', 'no']),
});

/** `end-mediated`: nobody answers it any more, and no answer is opened. */
export const endMediated = v.strictObject({
  by: v.pipe(person, v.description('Who put it, or a steward.')),
  of: v.pipe(step, v.description('The mediator’s proposal.')),
});
