import * as v from 'valibot';
import { REACTION_WORDS } from '../../../records/reaction/reaction-slice.ts';
import { convey } from './carrying.ts';
import { attribution, channel, language, party, person, step, text, title } from './words.ts';

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

/** `ask`: a question, which is open until somebody who is named answers it. */
export const ask = v.strictObject({
  by: person,
  in: channel,
  text,
  to: v.optional(v.pipe(party, v.description('Whom it asks. Without it, the room.'))),
  as: v.optional(attribution),
  language: v.optional(language),
});

/** `react`: one word on what was said. */
export const react = v.strictObject({
  by: person,
  on: v.pipe(step, v.description('A statement, a question, an idea or a text put forward.')),
  with: v.pipe(
    v.picklist([...REACTION_WORDS, 'none']),
    v.description('none: takes back what the same seat said before.'),
  ),
  as: v.optional(attribution),
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
