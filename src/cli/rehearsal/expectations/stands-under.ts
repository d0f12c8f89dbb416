import { idText } from '../../../base/ids.ts';
import { rulesAt } from '../../../records/rules/rules-in-force.ts';
import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { entryOf } from '../player/speaking.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Under which rule an entry was said, as each seat of its channel that has it sees it. `[RULES-5]` */
export async function standsUnder(of: ExpectationBy<'stands-under'>, stage: Performance): Promise<Outcome> {
  const { channel, entry } = stage.played(of.of);
  await stage.settle(channel);
  const key = idText(entryOf(entry));
  const against = stage.present(channel).flatMap(({ name, seats }) => {
    const room = seats.get(channel)?.projection;
    const view = room?.entries[key];
    if (room === undefined || view === undefined) return [];
    const { rule } = rulesAt(room, view.position);
    return rule === of['stands-under'] ? [] : [`${name} sees it as said ${rule}`];
  });
  return outcomeOf(`“${of.of}” stands under: ${of['stands-under']}`, against);
}
