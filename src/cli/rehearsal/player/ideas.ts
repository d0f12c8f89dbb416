import type { ActionBy } from '../language/actions.ts';
import type { Done } from './done.ts';
import type { Performance } from './performance.ts';
import { attribution, entryOf, firstWords, languageOf } from './speaking.ts';

export async function version(of: ActionBy<'version'>, stage: Performance): Promise<Done> {
  const { by, on, text } = of;
  const { channel, entry: about } = stage.played(on);
  const title = of.title ?? firstWords(text);
  const content = { idea: entryOf(about), title, text, language: languageOf(of, stage) };
  const entry = await stage.seat(by, channel).post('idea-version', content, attribution(of.as));
  return { played: { verb: 'version', channel, by, entry, text }, line: `${by} words it anew: ${title}`, quote: text };
}

export async function merge(of: ActionBy<'merge'>, stage: Performance): Promise<Done> {
  const { by, text } = of;
  const parts = of.ideas.map((id) => stage.played(id));
  const channel = parts[0]?.channel ?? '';
  const title = of.title ?? firstWords(text);
  const content = { ideas: parts.map(({ entry }) => entryOf(entry)), title, text, language: languageOf(of, stage) };
  const entry = await stage.seat(by, channel).post('idea-merge', content, attribution(of.as));
  return { played: { verb: 'merge', channel, by, entry, text }, line: `${by} merges them: ${title}`, quote: text };
}

export async function nonPaper(of: ActionBy<'non-paper'>, stage: Performance): Promise<Done> {
  const { by, text } = of;
  const { channel, entry: about } = stage.played(of.of);
  const content = { idea: entryOf(about), text, language: languageOf(of, stage) };
  const entry = await stage.seat(by, channel).post('non-paper', content, attribution(of.as));
  return {
    played: { verb: 'non-paper', channel, by, entry, text },
    line: `${by} makes a non-paper of it`,
    quote: text,
  };
}

export async function table(of: ActionBy<'table'>, stage: Performance): Promise<Done> {
  const { by, in: channel, text } = of;
  const seat = stage.seat(by, channel);
  const title = of.title ?? firstWords(text);
  const rest = of['rests-on'];
  const cites = rest === undefined ? undefined : entryOf(stage.played(rest).entry);
  const content = { party: seat.party, title, text, language: languageOf(of, stage), cites };
  const entry = await seat.post('proposal', content, attribution(of.as));
  const line = `${by} tables a proposal of ${stage.partyName(by)}: ${title}`;
  return { played: { verb: 'table', channel, by, entry, text }, line, quote: text };
}
