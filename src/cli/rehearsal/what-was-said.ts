import type { Performance } from './player/performance.ts';

/** Shorter ones are found by chance in any database. */
const CHARS_MIN = 8;

/**
 * Every text, title, name and role of the script that a venue has no business to hold: all of them but what was
 * published, and the names of the parties, which the public page shows.
 */
export function whatWasSaid(stage: Performance): string[] {
  const { script } = stage;
  const disclosed = script.steps.flatMap(({ does }) =>
    does.kind === 'action' && does.action.verb === 'disclose' ? [does.action.of] : [],
  );
  const published = [
    ...disclosed.flatMap(({ texts }) => texts.flatMap(({ title, text }) => [title, text])),
    ...disclosed.flatMap(({ claims }) => claims.flatMap(({ of, label }) => [label, stage.played(of).text ?? ''])),
    ...[...script.parties.values()].map(({ name }) => name),
    script.process.name,
    script.process.title,
  ];
  const said = [
    ...[...stage.allPlayed().values()].map(({ text }) => text ?? ''),
    ...[...script.people.values()].flatMap(({ role, affiliation, attributes }) => [
      role,
      affiliation ?? '',
      ...attributes,
    ]),
    ...[...script.channels.values()].flatMap(({ title, purpose }) => [title, purpose]),
  ];
  const secret = said.filter((text) => text.length >= CHARS_MIN && !published.some((open) => open.includes(text)));
  return [...new Set(secret)];
}
