import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { seenEntries } from '../seen-entry.ts';
import { listOf, type Outcome, outcomeOf, spoken } from './outcome.ts';

/** Whoever sits there sees the same entries in the same places, as far back as each may read, and no violation. */
export async function everyoneAgreesIn(of: ExpectationBy<'everyone-agrees-in'>, stage: Performance): Promise<Outcome> {
  const channels = listOf(of['everyone-agrees-in']);
  const against: string[] = [];
  for (const channel of channels) {
    await stage.settle(channel);
    const rooms = stage.present(channel).map(({ name, seats }) => ({ name, seat: seats.get(channel) }));
    const full = new Map<number, string>();
    for (const { seat } of rooms) {
      for (const { position, entry } of seat === undefined ? [] : seenEntries(seat.projection))
        full.set(position, entry);
    }
    const end = Math.max(-1, ...full.keys());
    for (const { name, seat } of rooms) {
      if (seat === undefined) continue;
      for (const { kind } of seat.violations) against.push(`${name} found a violation in ${channel}: ${kind}`);
      const seen = new Map(seenEntries(seat.projection).map(({ position, entry }) => [position, entry]));
      const first = Math.min(end, ...seen.keys());
      const differing = [...full].filter(([position, entry]) => position >= first && seen.get(position) !== entry);
      if (differing.length > 0) against.push(`${name} sees another record of ${channel}, from ${differing[0]?.[0]} on`);
    }
  }
  return outcomeOf(`everyone agrees on the record of ${spoken(channels)}`, against);
}
