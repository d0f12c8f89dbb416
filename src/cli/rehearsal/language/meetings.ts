import * as v from 'valibot';
import { channel, day, language, listOf, moment, person, rule, step, text, title } from './words.ts';

/** `meet`: a meeting in the calendar. */
export const meet = v.strictObject({
  by: person,
  in: channel,
  title,
  starts: moment,
  ends: moment,
  place: title,
  purpose: v.optional(title),
  agenda: v.optional(listOf(title, 'One line an item.'), []),
  rule: v.optional(v.pipe(rule, v.description('A stricter one than the channel’s; a `stretch` begins it.'))),
});

/** `minutes`: what a meeting came to. */
export const minutes = v.strictObject({
  by: person,
  of: v.pipe(step, v.description('The meeting.')),
  text,
  language: v.optional(language),
});

/** `brief`: telling someone outside about the process, written in the register. */
export const brief = v.strictObject({
  by: person,
  in: channel,
  who: v.pipe(title, v.description('Who outside was told: a role or an office.')),
  what: text,
  on: v.optional(v.pipe(day, v.description('The day that they were told; without it, the day of the clocks.'))),
  facts: v.optional(listOf(step, 'Facts of the board that they were told.'), []),
});

/** `undertake`: something that the speaker's party says it will do, with a date. */
export const undertake = v.strictObject({
  by: person,
  in: channel,
  what: text,
  due: v.optional(day),
  'verified-by': v.optional(title),
});

/** `report`: how an undertaking stands. */
export const report = v.strictObject({
  by: person,
  on: v.pipe(step, v.description('The undertaking.')),
  status: v.picklist(['open', 'kept', 'partly kept', 'lapsed', 'reversed']),
  note: v.optional(text),
});

/** `outside`: something that happens outside the talks, and bears on them. */
export const outside = v.strictObject({
  by: person,
  in: channel,
  what: title,
  on: v.pipe(day, v.description('Its first day.')),
  until: v.optional(v.pipe(day, v.description('Its last day; without it, it is over on the first.'))),
  place: v.optional(title),
  source: v.optional(v.pipe(title, v.description('Where it is known from.'))),
});

const factStatus = v.picklist(['disclosed', 'withheld', 'unclear']);
export const audiences = v.strictObject({
  room: v.optional(factStatus),
  'other-rooms': v.optional(factStatus),
  principals: v.optional(factStatus),
  press: v.optional(factStatus),
  public: v.optional(factStatus),
});

/** `fact`: one line of the disclosure board, with its status for each audience. */
export const fact = v.strictObject({
  by: person,
  in: channel,
  about: v.pipe(title, v.description('The fact: that the talks exist, the place, the participants.')),
  status: v.pipe(
    audiences,
    v.description('By audience; one that is not named keeps its status, or begins as disclosed (room) or withheld.'),
  ),
  'if-asked': v.optional(v.pipe(text, v.description('What to say when somebody asks.'))),
  changes: v.optional(v.pipe(step, v.description('The earlier `fact` step that this one changes.'))),
});
