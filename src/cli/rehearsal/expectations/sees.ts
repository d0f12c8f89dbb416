import { idText } from '../../../base/ids.ts';
import type { ExpectationBy } from '../language/expecting.ts';
import type { Actor, Performance, Played } from '../player/performance.ts';
import { findSeen, type SeenEntry } from '../seen-entry.ts';
import { listOf, type Outcome, outcomeOf, spoken, spokenWith } from './outcome.ts';

export function sees(of: ExpectationBy<'sees'>, stage: Performance): Outcome {
  const { who, sees: step, by, as, without } = of;
  const played = stage.played(step);
  const against = listOf(who).flatMap((name) => {
    const seen = seenBy(name, played, stage);
    if (seen === undefined) return [`${name} does not see it`];
    return [
      ...(played.text !== undefined && seen.text !== played.text ? [`${name} sees other words`] : []),
      ...(by === undefined ? [] : shownAs(name, seen, by, stage)),
      ...(as === undefined || seen.author.attribution === as ? [] : [`${name} sees it as ${seen.author.attribution}`]),
      ...(as === 'unattributed' ? traces(name, seen, stage.actor(played.by)) : []),
      ...(without === undefined ? [] : tracesOfAuthor(name, seen, played, stage)),
    ];
  });
  const shown = `${by === undefined ? '' : `, as ${by}'s`}${as === undefined ? '' : `, ${as}`}`;
  return outcomeOf(
    `${spokenWith(who, 'sees', 'see')} “${step}”${shown}${without === undefined ? '' : ', and not whose it first was'}`,
    against,
  );
}

/** Neither the entry nor its text, anywhere in what the person sees. */
export function doesNotSee(of: ExpectationBy<'does-not-see'>, stage: Performance): Outcome {
  const steps = listOf(of['does-not-see']);
  const against: string[] = [];
  for (const who of listOf(of.who)) {
    for (const step of steps) {
      const played = stage.played(step);
      if (seenBy(who, played, stage) !== undefined) against.push(`${who} sees “${step}”`);
      const { text = '' } = played;
      const shown = [...stage.actor(who).seats.values()].some((seat) => text !== '' && seat.shows(text));
      if (shown) against.push(`the words of “${step}” are on a screen of ${who}`);
    }
  }
  return outcomeOf(`${spokenWith(of.who, 'does', 'do')} not see ${spoken(steps.map((step) => `“${step}”`))}`, against);
}

function seenBy(who: string, played: Played, stage: Performance): SeenEntry | undefined {
  const seat = stage.actor(who).seats.get(played.channel);
  if (seat === undefined || played.entry === undefined) return undefined;
  return findSeen(seat.projection, idText(played.entry));
}

function shownAs(who: string, seen: SeenEntry, by: string, stage: Performance): string[] {
  const { role } = stage.actor(by).person;
  return seen.author.name === role ? [] : [`${who} sees it as by “${seen.author.name}”`];
}

/** Role, affiliation, seats and source of whoever first had the text, in anything that this entry shows. */
function tracesOfAuthor(who: string, seen: SeenEntry, played: Played, stage: Performance): string[] {
  if (played.author === undefined) return [`“${seen.text ?? ''}” was not carried by anybody`];
  return traces(who, seen, stage.actor(played.author));
}

function traces(who: string, seen: SeenEntry, author: Actor): string[] {
  const shown = JSON.stringify(seen);
  const names = [author.person.role, ...[...author.seats.values()].map((seat) => idText(seat.seat))];
  return names.some((name) => shown.includes(name)) ? [`${who} sees whose it first was`] : [];
}
