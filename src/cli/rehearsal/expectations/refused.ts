import type { Action } from '../language/actions.ts';
import { handInTooEarly } from '../player/hand-in-too-early.ts';
import type { Performance } from '../player/performance.ts';
import { playAction } from '../player/play-action.ts';
import { refusalCode } from '../player/rehearsal-error.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** The venue's word for a communiqué that its roster's quorum has not consented to. */
const VENUE_REFUSAL = 'CONSENT_REFUSED';

/**
 * Tries the step. It must fail with this code, and no seat may see an entry more than before. A communiqué is also
 * handed to the venue past the engine's own rules: the venue must refuse it too. `[CONSENT-1]`
 */
export async function refused(action: Action, code: string, stage: Performance): Promise<Outcome> {
  const sentence = `\`${action.verb}\` is refused: ${code}`;
  const before = entriesSeen(stage);
  try {
    await playAction(action, stage);
  } catch (error) {
    const found = refusalCode(error);
    if (found === undefined) throw error;
    if (found !== code) return outcomeOf(sentence, [`it was refused with ${found}`]);
    const atTheVenue = action.verb === 'publish' ? await handInTooEarly(action.of, stage) : undefined;
    if (atTheVenue !== undefined && atTheVenue !== VENUE_REFUSAL) {
      return outcomeOf(sentence, [`handed in all the same, the venue says: ${atTheVenue}`]);
    }
    await Promise.all([...stage.script.channels.keys()].map((channel) => stage.settle(channel)));
    const byBoth =
      atTheVenue === undefined ? sentence : `${sentence}; and by the venue, handed in all the same: ${atTheVenue}`;
    return outcomeOf(byBoth, entriesSeen(stage) === before ? [] : ['something of it was posted all the same']);
  }
  return outcomeOf(sentence, ['it was not refused']);
}

function entriesSeen(stage: Performance): number {
  const seats = [...stage.actors.values()].flatMap((actor) => [...actor.seats.values()]);
  return seats.reduce((sum, { projection }) => sum + Object.keys(projection.entries).length, 0);
}
