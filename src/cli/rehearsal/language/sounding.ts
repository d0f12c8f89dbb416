import * as v from 'valibot';
import { channel, language, person, someOf, step, text, title } from './words.ts';

const options = someOf(title, 'The options, in the order in which they are read.');

/** `sounding`: a question to the room, answered by secret ballot. */
export const sounding = v.strictObject({
  by: person,
  in: channel,
  question: text,
  form: v.optional(v.picklist(['yes or no', 'scale', 'ranking', 'words']), 'yes or no'),
  options: v.optional(options),
  asks: v.optional(v.picklist(['every seat', 'seats of the parties']), 'every seat'),
  'at-least': v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.description('Ballots that must come in.'))),
  'open-for-days': v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)), 7),
  'by-side': v.optional(v.boolean(), false),
  language: v.optional(language),
});

/** `ballot`: one seat's answer, in the form that was asked for. */
export const ballot = v.strictObject({
  by: person,
  on: v.pipe(step, v.description('The sounding.')),
  answer: v.optional(v.picklist(['yes', 'no', 'abstain'])),
  grades: v.optional(
    someOf(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)), 'From 1 to 5, for each option.'),
  ),
  order: v.optional(someOf(title, 'The options, the best first.')),
  text: v.optional(text),
});

/** `close-sounding`: what came in is counted, and nobody votes any more. */
export const closeSounding = v.strictObject({
  by: v.pipe(person, v.description('Who opened it, or a steward.')),
  on: v.pipe(step, v.description('The sounding.')),
});
