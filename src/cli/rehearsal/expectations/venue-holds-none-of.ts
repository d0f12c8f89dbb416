import { utf8 } from '../../../base/bytes.ts';
import { holdsBytes } from '../holds-bytes.ts';
import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { whatWasSaid } from '../what-was-said.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Searches every file of the venue, the database's journal among them, for the strings as they are written. */
export async function venueHoldsNoneOf(of: ExpectationBy<'venue-holds-none-of'>, stage: Performance): Promise<Outcome> {
  const asked = of['venue-holds-none-of'];
  const strings = asked === 'what was said' ? whatWasSaid(stage) : asked;
  const files = await stage.venue.files();
  if (files === undefined) {
    const sentence = `the venue holds none of ${strings.length} strings`;
    return { kind: 'not checked', sentence, why: 'The venue’s files are elsewhere.' };
  }
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const sentence = `none of ${strings.length} strings is in the venue’s ${files.length} files (${Math.ceil(size / 1024)} KiB)`;
  const against = strings.flatMap((text) =>
    files.filter(({ bytes }) => holdsBytes(bytes, utf8(text))).map(({ name }) => `${name} holds “${text}”`),
  );
  return outcomeOf(sentence, against);
}
