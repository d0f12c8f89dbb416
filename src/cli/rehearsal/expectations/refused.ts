import type { Action } from '../language/actions.ts';
import type { Performance } from '../player/performance.ts';
import { playAction } from '../player/play-action.ts';
import { refusalCode } from '../player/rehearsal-error.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Tries the step. It must fail with this code, and no seat may see an entry more than before. */
export async function refused(action: Action, code: string, stage: Performance): Promise<Outcome> {
  const sentence = `\`${action.verb}\` is refused: ${code}`;
  const before = entriesSeen(stage);
  try {
    await playAction(action, stage);
  } catch (error) {
    const found = refusalCode(error);
    if (found === undefined) throw error;
    if (found !== code) return outcomeOf(sentence, [`it was refused with ${found}`]);
    await Promise.all([...stage.script.channels.keys()].map((channel) => stage.settle(channel)));
    return outcomeOf(sentence, entriesSeen(stage) === before ? [] : ['something of it was posted all the same']);
  }
  return outcomeOf(sentence, ['it was not refused']);
}

function entriesSeen(stage: Performance): number {
  const seats = [...stage.actors.values()].flatMap((actor) => [...actor.seats.values()]);
  return seats.reduce((sum, { projection }) => sum + Object.keys(projection.entries).length, 0);
}
