import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { entryOf } from '../player/speaking.ts';
import { seenEntries } from '../seen-entry.ts';
import { listOf, type Outcome, outcomeOf, spokenWith } from './outcome.ts';

/** Of that channel, nothing later than the step is on the person's device or opens with its keys; and later there is something. */
export async function readsNothingAfter(
  of: ExpectationBy<'reads-nothing-after'>,
  stage: Performance,
): Promise<Outcome> {
  const step = of['reads-nothing-after'];
  const { channel, entry } = stage.played(step);
  const witness = stage.present(channel)[0]?.seats.get(channel);
  const last = witness?.positionOf(entryOf(entry));
  const sentence = `${spokenWith(of.who, 'reads', 'read')} nothing after “${step}”`;
  if (witness === undefined || last === undefined) {
    return { kind: 'failed', sentence, why: 'Nobody who still sits there can say where that was.' };
  }
  const against: string[] = [];
  if (!seenEntries(witness.projection).some(({ position }) => position > last)) against.push('nothing came after it');
  const items = await witness.itemsAfter(last);
  for (const who of listOf(of.who)) {
    const seat = stage.actor(who).seats.get(channel);
    const later = seat === undefined ? [] : seenEntries(seat.projection).filter(({ position }) => position > last);
    if (later.length > 0) against.push(`${who} sees something later (${later.length})`);
    // A venue that hands a removed seat what came later must not help it: none of its keys opens any of that.
    const opened = (await seat?.opens(items)) ?? 0;
    if (opened > 0) against.push(`the keys of ${who} open what came later (${opened})`);
  }
  return outcomeOf(sentence, against);
}
