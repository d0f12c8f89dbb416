import type { ExampleStage, PlayedChair, PlayedExample } from '../../venue/example/play-example.ts';
import { openLog } from '../log-source.ts';
import { assembleCast } from '../rehearsal/player/engine-cast.ts';
import { type Actor, Performance } from '../rehearsal/player/performance.ts';
import { play } from '../rehearsal/player/play.ts';
import { ScriptClock } from '../rehearsal/player/script-clock.ts';
import type { StageVenue } from '../rehearsal/player/stage-venue.ts';
import type { Script } from '../rehearsal/script.ts';
import { ExampleProgressNarration } from './example-progress.ts';

const LANGUAGE = 'en';

/**
 * Plays the example with a real engine for each of its people, and packs up each one's device at the end of the story, at
 * rest: everything read, everything kept in the vault, the log looked at.
 */
export async function performExample(script: Script, at: ExampleStage): Promise<PlayedExample> {
  const clock = new ScriptClock(Date.now, at.timeIs);
  const actors = await assembleCast(script, clock.read, at);
  const everyone = [...actors.values()];
  try {
    const stage = new Performance(script, await stageOf(at), clock, actors);
    await play(stage, new ExampleProgressNarration(script, at.tell), at.interrupted);
    for (const channel of script.channels.keys()) await stage.settle(channel);
    await at.beat();
    for (const channel of script.channels.keys()) {
      await Promise.all(stage.present(channel).map(({ seats }) => seats.get(channel)?.lookAtLog()));
    }
  } finally {
    await Promise.all(everyone.map(({ member }) => member.close()));
  }
  const ended = { story: clock.read(), real: Date.now() };
  const chairs = await Promise.all(everyone.map((actor) => chairOf(actor, script)));
  return { title: script.process.title, ended, chairs };
}

async function chairOf({ name, person, member, seats }: Actor, script: Script): Promise<PlayedChair> {
  const { role, party, language = LANGUAGE, attributes } = person;
  const titles = [...script.channels].filter(([channel]) => seats.has(channel)).map(([, { title }]) => title);
  const chair = { name, role, party: script.parties.get(party)?.name ?? party, language, attributes, channels: titles };
  return { chair, ...(await member.takeAway()) };
}

async function stageOf({ url, convenerToken, verifierKey, beat, release }: ExampleStage): Promise<StageVenue> {
  return {
    url,
    convenerToken,
    verifierKey,
    log: await openLog(`${url}/log`),
    beat,
    hastenBeat: beat,
    release,
    files: async () => undefined,
    close: async () => {},
  };
}
