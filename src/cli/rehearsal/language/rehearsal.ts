import * as v from 'valibot';
import { STEPS_MAX } from '../limits.ts';
import { actionEntries } from './actions.ts';
import { EXPECTATIONS } from './expecting.ts';
import { channels, parties, people, process, source } from './head.ts';
import { givenName, listOf, moment, text, title } from './words.ts';

/** One step of the acts: at most one of what is done, what is expected, and the name of an act. */
export const stepOf = v.strictObject({
  at: v.optional(v.pipe(moment, v.description('The clocks stand at this time from here on.'))),
  id: v.optional(v.pipe(givenName, v.description('A name for later steps to refer to.'))),
  act: v.optional(v.pipe(title, v.description('Begins an act: a heading in what is printed.'))),
  ...actionEntries,
  expect: v.optional(v.union(Object.values(EXPECTATIONS))),
});

/** A whole rehearsal, as it is written. */
export const rehearsal = v.strictObject({
  rehearsal: v.pipe(v.literal(1), v.description('The version of this language.')),
  process,
  note: v.optional(v.pipe(text, v.description('Printed before the first act.'))),
  sources: v.optional(listOf(source, 'Where the public facts are from.'), []),
  parties,
  people,
  channels,
  acts: v.pipe(v.array(stepOf), v.minLength(1), v.maxLength(STEPS_MAX)),
});
