import type { Narrator } from './narrator.ts';
import { assembleCast } from './player/engine-cast.ts';
import { Performance } from './player/performance.ts';
import { type PlayedExpectation, play } from './player/play.ts';
import { ScriptClock } from './player/script-clock.ts';
import { temporaryVenue, venueAt } from './player/stage-venue.ts';
import type { Script } from './script.ts';
import { prepareResults, writeResults } from './write-results.ts';

export type RehearsalOptions = {
  /** The convener's link of a venue elsewhere; without it a venue is made for the occasion. */
  readonly venue: string | undefined;
  readonly out: string | undefined;
  readonly interrupted: AbortSignal;
};

/**
 * Plays a script with a real engine for each person, at a real venue, and takes everything down again.
 * What it leaves behind is written also when an expectation did not hold: it is wanted most then.
 */
export async function rehearse(
  script: Script,
  narrator: Narrator,
  { venue: link, out, interrupted }: RehearsalOptions,
): Promise<PlayedExpectation[]> {
  if (out !== undefined) await prepareResults(out);
  const venue = link === undefined ? await temporaryVenue() : await venueAt(link);
  const clock = new ScriptClock(Date.now);
  const actors = await assembleCast(script, clock.read, venue);
  try {
    const stage = new Performance(script, venue, clock, actors);
    const met = await play(stage, narrator, interrupted);
    if (out !== undefined) await writeResults(out, stage);
    return met;
  } finally {
    await Promise.all([...actors.values()].map(({ member }) => member.close()));
    await venue.close();
  }
}
