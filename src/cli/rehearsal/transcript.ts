import type { Performance } from './player/performance.ts';
import { type SeenEntry, seenEntries } from './seen-entry.ts';

export type Transcript = {
  readonly format: 'pourparler-transcript/1';
  readonly process: string;
  readonly seats: readonly SeatTranscript[];
};

/** One person: the channels that their device knows of, each with every entry as this seat sees it. */
export type SeatTranscript = {
  readonly person: string;
  readonly role: string;
  readonly party: string;
  readonly channels: readonly {
    readonly channel: string;
    readonly title: string;
    readonly track: string;
    readonly rule: string;
    readonly violations: number;
    readonly entries: readonly (SeenEntry & { readonly step: string | null })[];
  }[];
};

/** Made from each engine's own projection, so it says what that seat sees and not what the script meant. */
export function transcriptOf(stage: Performance): Transcript {
  const seats = [...stage.actors.values()].map((actor) => ({
    person: actor.name,
    role: actor.person.role,
    party: actor.person.party,
    channels: [...actor.seats].map(([channel, { projection, violations }]) => ({
      channel,
      title: projection.room.title,
      track: projection.room.track,
      rule: projection.room.rule,
      violations: violations.length,
      entries: seenEntries(projection).map((seen) => ({ ...seen, step: stage.stepOfEntry(seen.entry) ?? null })),
    })),
  }));
  return { format: 'pourparler-transcript/1', process: stage.script.process.name, seats };
}
