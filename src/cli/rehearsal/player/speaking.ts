import { idFromText, type PartyId } from '../../../base/ids.ts';
import type { Attribution } from '../../../records/author.ts';
import type { ActionBy } from '../language/actions.ts';
import type { Done } from './done.ts';
import type { Performance } from './performance.ts';
import { RehearsalError } from './rehearsal-error.ts';

/** As long as a title that was not given may be: one line. */
const TITLE_WORDS = 8;

export async function say(of: ActionBy<'say'>, stage: Performance): Promise<Done> {
  const { by, in: channel, text, answers } = of;
  const content = {
    text,
    language: languageOf(of, stage),
    inReplyTo: answers === undefined ? undefined : stage.played(answers).entry,
    conveyance: of.convey,
  };
  const entry = await stage.seat(by, channel).post('statement', content, attribution(of.as));
  const how = of.as === undefined ? '' : `, ${of.as}`;
  return { played: { verb: 'say', channel, by, entry, text }, line: `${by} says${how}`, quote: text };
}

export async function ask(of: ActionBy<'ask'>, stage: Performance): Promise<Done> {
  const { by, in: channel, text } = of;
  const to = of.to === undefined ? undefined : partyIn(of.to, { by, channel }, stage);
  const content = { text, language: languageOf(of, stage), to };
  const entry = await stage.seat(by, channel).post('question', content, attribution(of.as));
  return { played: { verb: 'ask', channel, by, entry, text }, line: `${by} asks`, quote: text };
}

/** A party as the room knows it. That somebody of it sits there was checked. */
function partyIn(party: string, { by, channel }: { by: string; channel: string }, stage: Performance): PartyId {
  const name = stage.script.parties.get(party)?.name;
  const { parties } = stage.seat(by, channel).projection.room;
  const [key = ''] = Object.entries(parties).find(([, view]) => view.name === name) ?? [];
  const id = idFromText<PartyId>(key);
  if (id === undefined) throw new RehearsalError('NOT_THERE', `${party} has no seat in ${channel}`);
  return id;
}

export async function react(of: ActionBy<'react'>, stage: Performance): Promise<Done> {
  const { by, on, with: what } = of;
  const { channel, entry: about } = stage.played(on);
  const entry = await stage.seat(by, channel).post('reaction', { about: entryOf(about), what }, attribution(of.as));
  const line = what === 'none' ? `${by} takes back a reaction` : `${by} reacts: ${what}`;
  return { played: { verb: 'react', channel, by, entry }, line };
}

export async function idea(of: ActionBy<'idea'>, stage: Performance): Promise<Done> {
  const { by, in: channel, text } = of;
  const content = { title: of.title ?? firstWords(text), text, language: languageOf(of, stage) };
  const entry = await stage.seat(by, channel).post('idea', content, attribution(of.as));
  return {
    played: { verb: 'idea', channel, by, entry, text },
    line: `${by} has an idea: ${content.title}`,
    quote: text,
  };
}

export async function argue(of: ActionBy<'argue'>, stage: Performance): Promise<Done> {
  const { by, on, side, text } = of;
  const { channel, entry: about } = stage.played(on);
  const content = { idea: entryOf(about), side, text, language: languageOf({ by }, stage) };
  const entry = await stage.seat(by, channel).post('idea-argument', content, attribution(of.as));
  return { played: { verb: 'argue', channel, by, entry, text }, line: `${by} argues ${side} it`, quote: text };
}

export function attribution(as: Attribution | undefined): { attribution?: Attribution } {
  return as === undefined ? {} : { attribution: as };
}

export function languageOf(of: { by: string; language?: string | undefined }, stage: Performance): string {
  return of.language ?? stage.actor(of.by).person.language ?? 'en';
}

/** A step that names an entry was checked to name one. */
export function entryOf<Entry>(entry: Entry | undefined): Entry {
  if (entry === undefined) throw new TypeError('a step without an entry was referred to as one');
  return entry;
}

export function firstWords(text: string): string {
  const words = text.split(/\s+/u);
  return words.length <= TITLE_WORDS ? text : `${words.slice(0, TITLE_WORDS).join(' ')} …`;
}
