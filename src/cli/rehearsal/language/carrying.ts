import * as v from 'valibot';
import { AUTHORS_MIN } from '../../../records/transfer/possible-authors.ts';
import { channel, language, person, step, text, title } from './words.ts';

export const convey = v.picklist(['may be conveyed', 'may be conveyed as your own idea', 'hold']);

const authorsMin = v.pipe(
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), AUTHORS_MIN),
  v.description('Fewer seats beside the carrier that could have said it, and it is not carried.'),
);

/** `mark`: an author frees what they said in a caucus. */
export const mark = v.strictObject({
  by: person,
  on: v.pipe(step, v.description('The statement.')),
  convey: v.pipe(convey, v.description('More than before: a mark is never tightened.')),
});

/** `transfer`: carries a text into another channel, stripped of its author. */
export const transfer = v.strictObject({
  by: v.pipe(person, v.description('Who carries it: a seat in both channels.')),
  of: v.pipe(step, v.description('The idea, non-paper or statement that is carried.')),
  to: channel,
  title: v.optional(title),
  text: v.optional(v.pipe(text, v.description('What is put forward, where it is not word for word what was said.'))),
  language: v.optional(language),
  'authors-min': authorsMin,
});

/** `bring`: carries an answer back, under the words that it answers, stripped of its author. */
export const bring = v.strictObject({
  by: v.pipe(person, v.description('Who brings it: a seat in both channels.')),
  of: v.pipe(step, v.description('What was answered, there.')),
  answers: v.pipe(step, v.description('What was carried from here.')),
  text: v.optional(v.pipe(text, v.description('How it is put, where it is not word for word what was said.'))),
  language: v.optional(language),
  'authors-min': authorsMin,
});
