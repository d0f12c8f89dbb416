import { utf8 } from '../../../base/bytes.ts';
import { idText } from '../../../base/ids.ts';
import { holdsBytes } from '../holds-bytes.ts';
import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { listOf, type Outcome, outcomeOf, spoken, spokenWith } from './outcome.ts';

export function knowsOf(of: ExpectationBy<'knows-of'>, stage: Performance): Outcome {
  const channels = listOf(of['knows-of']);
  const against = listOf(of.who).flatMap((who) =>
    channels
      .filter((channel) => !stage.actor(who).seats.has(channel))
      .map((channel) => `${who} has no seat in ${channel}`),
  );
  return outcomeOf(`${spokenWith(of.who, 'knows', 'know')} of ${spoken(channels)}`, against);
}

/** Not only no seat there: nothing that the person's device holds names that channel, its title or its purpose. */
export async function doesNotKnowOf(of: ExpectationBy<'does-not-know-of'>, stage: Performance): Promise<Outcome> {
  const channels = listOf(of['does-not-know-of']);
  const against: string[] = [];
  for (const who of listOf(of.who)) {
    const { seats, member } = stage.actor(who);
    const held = [await member.everythingHeld(), ...[...seats.values()].map((seat) => seat.everythingShown())];
    for (const channel of channels) {
      if (seats.has(channel)) {
        against.push(`${who} has a seat in ${channel}`);
        continue;
      }
      const traces = tracesOf(channel, stage).filter(({ bytes }) => held.some((one) => holdsBytes(one, bytes)));
      for (const what of new Set(traces.map((trace) => trace.what)))
        against.push(`the device of ${who} holds the ${what} of ${channel}`);
    }
  }
  return outcomeOf(`${spokenWith(of.who, 'knows', 'know')} nothing of ${spoken(channels)}`, against);
}

/** A channel that is not open yet has no id; its title may still have got about. */
function tracesOf(channel: string, stage: Performance): { what: string; bytes: Uint8Array }[] {
  const { title, purpose } = stage.channel(channel);
  const opener = stage.actor(stage.channel(channel)['opened-by']).seats.get(channel);
  const ids =
    opener === undefined
      ? []
      : [
          { what: 'id', bytes: opener.channel as Uint8Array },
          { what: 'id', bytes: utf8(idText(opener.channel)) },
        ];
  return [...ids, { what: 'title', bytes: utf8(title) }, { what: 'purpose', bytes: utf8(purpose) }];
}
