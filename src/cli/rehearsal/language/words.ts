import * as v from 'valibot';
import { LIST_MAX, NAME_CHARS_MAX, TEXT_CHARS_MAX, TITLE_CHARS_MAX } from '../limits.ts';

/** How a script calls a person, party, channel or step: `head-of-arvelia`. */
export const NAME_PATTERN = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;

const nameMessage = 'A name is lower-case letters, digits and single hyphens, and begins with a letter.';

/** A name that something is given here. */
export const givenName = v.pipe(v.string(), v.maxLength(NAME_CHARS_MAX), v.regex(NAME_PATTERN, nameMessage));

/** A name that points at something; what it may point at is checked when the whole script is known. */
const pointer = (description: string) => v.pipe(givenName, v.description(description));
export const person = pointer('A name from `people`.');
export const party = pointer('A name from `parties`.');
export const channel = pointer('A name from `channels`.');
export const step = pointer('The `id` of an earlier step.');

export const persons = listOf(person, 'Names from `people`.');
/** One person, or a list of them. */
export const who = v.union([person, persons], 'One name from `people`, or a list of them.');

export const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TITLE_CHARS_MAX));
export const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TEXT_CHARS_MAX));
export const moment = v.pipe(
  v.string(),
  v.description('A local time and its zone: 2031-03-04T10:00 Europe/Zurich, or 2031-03-04T10:00 UTC.'),
);
export const day = v.pipe(v.string(), v.description('A day: 2031-03-04.'));
export const language = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u, 'A language is a BCP 47 tag such as en, fr or uk.'),
);

export const track = v.picklist(['official', 'track 1.5', 'unofficial']);
export const rule = v.picklist(['on the record', 'Chatham House', 'off the record']);
export const attribution = v.picklist(['on the record', 'deniable', 'unattributed']);
export const communiqueKind = v.picklist(['update', 'joint statement', 'background', 'correction', 'no comment']);

export function listOf<Item extends v.GenericSchema>(item: Item, description: string) {
  return v.pipe(v.array(item), v.maxLength(LIST_MAX), v.description(description));
}

export function someOf<Item extends v.GenericSchema>(item: Item, description: string) {
  return v.pipe(v.array(item), v.minLength(1), v.maxLength(LIST_MAX), v.description(description));
}
