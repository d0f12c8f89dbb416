import * as v from 'valibot';
import { PROPOSAL_STANDINGS } from '../../../records/mediators-proposal/proposal-standing.ts';
import { TEXT_CHARS_MAX } from '../limits.ts';
import { actionEntries } from './actions.ts';
import { attribution, channel, person, rule, someOf, step, who } from './words.ts';

const channels = v.union(
  [channel, someOf(channel, 'Names from `channels`.')],
  'One name from `channels`, or a list of them.',
);
const steps = v.union([step, someOf(step, 'Earlier steps.')], 'The `id` of an earlier step, or a list of them.');
const strings = someOf(
  v.pipe(v.string(), v.minLength(4, 'Shorter strings are found by chance.'), v.maxLength(TEXT_CHARS_MAX)),
  'Strings that nothing on the venue may hold.',
);

/**
 * What must be so at this point of the rehearsal, by the key that says what is expected.
 * All are asked of the engines and the venue as they really are, none of the script.
 */
export const EXPECTATIONS = {
  'knows-of': v.strictObject({ who, 'knows-of': channels }),
  'does-not-know-of': v.strictObject({ who, 'does-not-know-of': channels }),
  sees: v.strictObject({
    who,
    sees: step,
    by: v.optional(v.pipe(person, v.description('Who is shown as its author, or as its carrier.'))),
    as: v.optional(attribution),
    without: v.optional(v.pipe(v.literal('author'), v.description('Nothing in it tells whose text it first was.'))),
  }),
  'does-not-see': v.strictObject({ who, 'does-not-see': steps }),
  'reads-nothing-after': v.strictObject({
    who,
    'reads-nothing-after': v.pipe(step, v.description('The last step of that channel which this seat has.')),
  }),
  'everyone-agrees-in': v.strictObject({
    'everyone-agrees-in': v.pipe(channels, v.description('Same record at every seat, and no violation found.')),
  }),
  disclosure: v.strictObject({
    disclosure: step,
    is: v.picklist(['proposed', 'consented', 'auditing', 'released', 'refused', 'published', 'voided', 'lapsed']),
  }),
  'stands-under': v.strictObject({
    'stands-under': v.pipe(rule, v.description('The rule under which it was said.')),
    of: step,
  }),
  proposal: v.strictObject({ proposal: step, is: v.picklist(PROPOSAL_STANDINGS) }),
  sounding: v.strictObject({
    sounding: v.pipe(step, v.description('Counted from the record by everybody who can read it.')),
    comes: v.picklist(['to a result', 'to too few ballots', 'to nothing yet']),
    ballots: v.optional(v.pipe(v.number(), v.integer(), v.description('How many came in.'))),
    yes: v.optional(v.pipe(v.number(), v.integer())),
    first: v.optional(
      v.pipe(v.string(), v.description('The option that a ranking puts first, or that most could live with.')),
    ),
  }),
  verifies: v.strictObject({
    verifies: v.pipe(step, v.description('A published disclosure: an outsider checks the file against the log.')),
  }),
  'venue-holds-none-of': v.strictObject({
    'venue-holds-none-of': v.union(
      [v.literal('what was said'), strings],
      'Strings, or: what was said (every text, title, name and role of the script that was not published).',
    ),
  }),
  refused: v.strictObject({
    refused: v.pipe(v.strictObject(actionEntries), v.description('A step that must not succeed.')),
    because: v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]+$/u, 'A code is in capitals, such as QUORUM_NOT_REACHED.')),
  }),
} as const;

export type ExpectationKind = keyof typeof EXPECTATIONS;
type ExpectationOf<K extends ExpectationKind> = {
  readonly kind: K;
  readonly of: v.InferOutput<(typeof EXPECTATIONS)[K]>;
};
export type Expectation = { [K in ExpectationKind]: ExpectationOf<K> }[ExpectationKind];
export type ExpectationBy<K extends ExpectationKind> = Extract<Expectation, { kind: K }>['of'];
