import * as v from 'valibot';
import { CHANNELS_MAX, PARTIES_MAX, PEOPLE_MAX, RETENTION_DAYS_MAX } from '../limits.ts';
import { givenName, language, listOf, party, person, persons, rule, text, title, track } from './words.ts';

/** The number of parties that must consent: all of them, or so many. */
const quorum = (least: number) =>
  v.union(
    [v.literal('all'), v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(PARTIES_MAX))],
    `A quorum is “all”, or a number from ${least} to ${PARTIES_MAX}.`,
  );

export const process = v.strictObject({
  name: v.pipe(givenName, v.description('Short, for addresses and the process key: lake-talks.')),
  title,
  quorum: v.optional(
    v.pipe(quorum(1), v.description('Of the public space: how many parties publish together.')),
    'all',
  ),
  summary: v.optional(text),
});

export const source = v.strictObject({
  title,
  publisher: title,
  date: v.pipe(v.string(), v.description('The day, month or year of publication.')),
});

export const partyOf = v.strictObject({
  name: title,
  secretariat: v.optional(v.pipe(v.boolean(), v.description("The mediator's team; at most one party is.")), false),
});

export const personOf = v.strictObject({
  role: v.pipe(title, v.description('Shown as the name: a role, never a real person.')),
  party,
  affiliation: v.optional(title),
  attributes: v.optional(listOf(title, 'Vouched for by whoever admits the seat: not a serving official.'), []),
  language: v.optional(language),
});

export const channelOf = v.strictObject({
  title,
  purpose: title,
  track,
  rule,
  /** Never one: one party alone proves nothing. */
  quorum: v.optional(quorum(2), 'all'),
  'retention-days': v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(RETENTION_DAYS_MAX))),
  'ballots-min': v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(PEOPLE_MAX)), 3),
  'secretariat-holds-a-share': v.optional(v.boolean(), false),
  'opened-by': v.pipe(
    person,
    v.description(
      'Who opens it, and is its first steward. That is before the first act unless an `open` step says when.',
    ),
  ),
  seats: v.pipe(persons, v.description('Who sits in it from its opening.')),
  stewards: v.optional(v.pipe(persons, v.description('Who of them may admit and remove, besides the opener.')), []),
  'consent-holders': v.optional(v.pipe(persons, v.description("Who of them can give their party's consent.")), []),
});

export const parties = bounded(partyOf, PARTIES_MAX, 'parties');
export const people = bounded(personOf, PEOPLE_MAX, 'people');
export const channels = bounded(channelOf, CHANNELS_MAX, 'channels');

function bounded<Item extends v.GenericSchema>(item: Item, most: number, what: string) {
  return v.pipe(
    v.record(givenName, item),
    v.minEntries(1, `A rehearsal needs ${what}.`),
    v.maxEntries(most, `At most ${most} ${what}.`),
  );
}

export type ChannelScript = v.InferOutput<typeof channelOf>;
export type PersonScript = v.InferOutput<typeof personOf>;
export type PartyScript = v.InferOutput<typeof partyOf>;
