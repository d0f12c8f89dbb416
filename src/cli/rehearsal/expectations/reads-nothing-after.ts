import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { entryOf } from '../player/speaking.ts';
import { seenEntries } from '../seen-entry.ts';
import { listOf, type Outcome, outcomeOf, spoken } from './outcome.ts';

/** Of that channel, nothing later than the step opened on the person's device; and something later there is. */
export async function readsNothingAfter(
  of: ExpectationBy<'reads-nothing-after'>,
  stage: Performance,
): Promise<Outcome> {
  const step = of['reads-nothing-after'];
  const { channel, entry } = stage.played(step);
  const witness = stage.present(channel)[0]?.seats.get(channel);
  const last = witness?.positionOf(entryOf(entry));
  const sentence = `${spoken(of.who)} read nothing after “${step}”`;
  if (witness === undefined || last === undefined) {
    return { kind: 'failed', sentence, why: 'Nobody who still sits there can say where that was.' };
  }
  const against: string[] = [];
  if (!seenEntries(witness.projection).some(({ position }) => position > last)) against.push('nothing came after it');
  for (const who of listOf(of.who)) {
    const seat = stage.actor(who).seats.get(channel);
    const later = seat === undefined ? [] : seenEntries(seat.projection).filter(({ position }) => position > last);
    if (later.length > 0) against.push(`${who} sees ${later.length} entries after it`);
  }
  return outcomeOf(sentence, against);
}
