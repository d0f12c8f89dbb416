import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { entryOf } from '../player/speaking.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

export async function disclosureIs(of: ExpectationBy<'disclosure'>, stage: Performance): Promise<Outcome> {
  const { channel, disclosure } = stage.played(of.disclosure);
  await stage.settle(channel);
  const against = stage.present(channel).flatMap(({ name, seats }) => {
    const state = seats.get(channel)?.disclosureState(entryOf(disclosure));
    return state === of.is ? [] : [`${name} sees it as ${state ?? 'nothing that there is'}`];
  });
  return outcomeOf(`“${of.disclosure}” is ${of.is}`, against);
}
