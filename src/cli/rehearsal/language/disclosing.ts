import * as v from 'valibot';
import { channel, communiqueKind, language, listOf, person, persons, someOf, step, text, title } from './words.ts';

/** `public-space`: the parties sign the roster of their consent keys, and the process gets its public page. */
export const publicSpace = v.strictObject({ by: person, in: channel });

const version = v.strictObject({ language, title, text });
const claim = v.strictObject({
  of: v.pipe(step, v.description('The step whose text is opened: a statement, an idea, a meeting, an undertaking.')),
  label: title,
});
const refusal = v.strictObject({ who: person, because: v.optional(text) });

/** `disclose`: proposes an exact text, with the openings that it claims. */
export const disclose = v.strictObject({
  by: person,
  in: channel,
  kind: communiqueKind,
  texts: someOf(version, 'The same text in each language.'),
  claims: v.optional(listOf(claim, 'What is proven to have been in the record.'), []),
  'show-parties': v.optional(v.boolean(), true),
  corrects: v.optional(step),
  consents: v.optional(persons, []),
  refuses: v.optional(listOf(refusal, 'Who says no, and why.'), []),
});

/** `consent` and `refuse`: an answer that comes later. */
export const consent = v.strictObject({ by: person, to: step });
export const refuse = v.strictObject({ by: person, to: step, because: v.optional(text) });

/** `publish`: audits the openings, releases, and hands the communiqué to the venue. */
export const publish = v.strictObject({ by: person, disclosure: step });
