import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { untilDevicesRest } from '../player/proposing.ts';
import { entryOf } from '../player/speaking.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

export async function proposalIs(of: ExpectationBy<'proposal'>, stage: Performance): Promise<Outcome> {
  const { channel, entry } = stage.played(of.proposal);
  await untilDevicesRest(channel, stage);
  const against = stage.present(channel).flatMap(({ name, seats }) => {
    const standing = seats.get(channel)?.proposals.standing(entryOf(entry));
    return standing === of.is ? [] : [`${name} sees it as ${standing ?? 'nothing that there is'}`];
  });
  return outcomeOf(`“${of.proposal}” is ${of.is}`, against);
}
