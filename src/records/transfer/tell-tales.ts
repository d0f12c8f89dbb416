import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import { TELL_TALE_WORDS, type TellTaleWords } from './tell-tale-words.ts';
import { folded, growsTogether, type Word, WordRuns, wordsIn } from './word-run.ts';

/** So many words in a row that somebody said are theirs to recognise. */
export const VERBATIM_WORDS_MIN = 8;
/** A text with more is no longer read by anybody. */
export const TELL_TALES_MAX = 60;

export type TellTaleKind = 'person' | 'party' | 'affiliation' | 'place' | 'first person' | 'time' | 'verbatim';

/** A stretch of a text, and why somebody could be recognised by it. */
export interface TellTale {
  readonly kind: TellTaleKind;
  readonly start: number;
  readonly end: number;
  /** As it stands in the text. */
  readonly found: string;
}

/**
 * What in a text could tell where it comes from: names that its source room knows, words said there, somebody speaking of
 * themselves, exact times. In the text's order, the longest first where several begin at one place.
 *
 * Names and runs of words are found in any language, phrases in those of {@link TELL_TALE_WORDS}. It finds what is
 * written; it cannot see what only somebody who was there would know, nor a manner of writing. The carrier's own name
 * and words are no tell-tales: the carrier is named anyway.
 */
export function tellTalesIn(
  text: string,
  room: Pick<ChannelProjection, 'room' | 'entries' | 'statements' | 'ideas' | 'meetings'>,
  { language, carrier }: { readonly language: string; readonly carrier: IdText },
): readonly TellTale[] {
  const words = wordsIn(text);
  const known = TELL_TALE_WORDS[language.split('-')[0] ?? ''];
  const found = [
    ...names(room, carrier).flatMap(({ kind, name }) => find(name, words, text).map((at) => ({ kind, ...at }))),
    ...phrases(known?.firstPerson ?? [], words).map((at) => ({ kind: 'first person' as const, ...at })),
    ...times(text, words, language, known).map((at) => ({ kind: 'time' as const, ...at })),
    ...verbatim(text, room, carrier).map((at) => ({ kind: 'verbatim' as const, ...at })),
  ];
  const order = found.sort((a, b) => a.start - b.start || b.end - a.end);
  // What lies within a stretch that is shown for the same reason is said with it.
  const shownUpTo = new Map<TellTaleKind, number>();
  const told = order.filter(({ kind, end }) => {
    if (end <= (shownUpTo.get(kind) ?? 0)) return false;
    shownUpTo.set(kind, end);
    return true;
  });
  return told.slice(0, TELL_TALES_MAX).map((one) => ({ ...one, found: text.slice(one.start, one.end) }));
}

type Place = Pick<TellTale, 'start' | 'end'>;

function names({ room, meetings }: Pick<ChannelProjection, 'room' | 'meetings'>, carrier: IdText) {
  const others = Object.entries(room.seats).filter(([seat]) => seat !== carrier);
  const all: { kind: TellTaleKind; name: string }[] = [];
  for (const [, { name, affiliation }] of others) {
    all.push({ kind: 'person', name }, { kind: 'affiliation', name: affiliation });
  }
  for (const { name, secretariat } of Object.values(room.parties)) {
    if (!secretariat) all.push({ kind: 'party', name });
  }
  for (const { place } of Object.values(meetings.byEntry)) all.push({ kind: 'place', name: place });
  return all.filter(({ name }) => name.trim() !== '');
}

/** A name whole, and each part of it that is its own: with the endings that languages give it. */
function find(name: string, words: readonly Word[], text: string): Place[] {
  if (growsTogether(name)) return within(folded(name.trim()), text);
  const parts = wordsIn(name).map(({ word }) => word);
  const whole = phrase(parts, words, isFormOf);
  const own = parts.filter((part) => part.length >= NAME_PART_CHARS_MIN && !COMMON.has(part));
  return [...whole, ...own.flatMap((part) => phrase([part], words, isFormOf))];
}

const NAME_PART_CHARS_MIN = 3;
const COMMON: ReadonlySet<string> = new Set(Object.values(TELL_TALE_WORDS).flatMap(({ common }) => common));
/** A short name is that name alone; a longer one may lose its last letter and gain an ending: Анна, Анны; Kestria, Kestrian. */
const STEM_CHARS_MIN = 4;
const ENDING_CHARS_MAX = 3;

function isFormOf(word: string, name: string): boolean {
  if (word === name || word === `${name}'s` || word === `${name}s`) return true;
  if (name.length < STEM_CHARS_MIN || word.length < STEM_CHARS_MIN) return false;
  if (word.length > name.length + ENDING_CHARS_MAX) return false;
  return word.startsWith(name.slice(0, Math.max(STEM_CHARS_MIN - 1, name.length - 1)));
}

/** Where nothing stands between words: wherever the letters are. */
function within(name: string, text: string): Place[] {
  const sought = text.toLowerCase();
  const places: Place[] = [];
  // Small letters of these scripts are as long as what they stand for.
  for (let at = sought.indexOf(name); at >= 0 && name !== ''; at = sought.indexOf(name, at + name.length)) {
    places.push({ start: at, end: at + name.length });
  }
  return places;
}

function phrase(parts: readonly string[], words: readonly Word[], isSame = (a: string, b: string) => a === b): Place[] {
  const places: Place[] = [];
  for (let at = 0; parts.length > 0 && at + parts.length <= words.length; at += 1) {
    if (!parts.every((part, index) => isSame((words[at + index] as Word).word, part))) continue;
    places.push({ start: (words[at] as Word).start, end: (words[at + parts.length - 1] as Word).end });
  }
  return places;
}

function phrases(all: readonly string[], words: readonly Word[]): Place[] {
  return all.flatMap((one) => {
    const parts = wordsIn(one).map(({ word }) => word);
    return phrase(parts, words);
  });
}

/** 14:30, 9.15, 2031-03-04, 4.3.2031, 4 March: numbers as clocks and calendars have them, and what stands for a time. */
function times(text: string, words: readonly Word[], language: string, known: TellTaleWords | undefined): Place[] {
  const clocks =
    /(?<![\p{N}.,:])\p{Nd}{1,2}[:.h]\p{Nd}{2}(?:[:.]\p{Nd}{2})?(?![\p{N}%])|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}|\p{Nd}{1,2}[./]\p{Nd}{1,2}[./]\p{Nd}{2,4}|\p{Nd}{1,2}\s?[ap]\.?m\b/giu;
  const found: Place[] = [...text.matchAll(clocks)].map(({ 0: at, index }) => ({
    start: index,
    end: index + at.length,
  }));
  const months = monthsOf(language);
  words.forEach((word, index) => {
    if (!months.has(word.word)) return;
    const beside = [words[index - 1], words[index + 1]].filter((one) =>
      /^\p{Nd}{1,2}(?:st|nd|rd|th)?$/u.test(one?.word ?? ''),
    );
    for (const day of beside as Word[]) {
      found.push({ start: Math.min(day.start, word.start), end: Math.max(day.end, word.end) });
    }
  });
  // “am” alone is a verb: what belongs to a number was found with it.
  const alone = (known?.times ?? []).filter((one) => one.length > 2 && !one.includes('.'));
  return [...found, ...phrases(alone, words)];
}

function monthsOf(language: string): ReadonlySet<string> {
  const months = new Set<string>();
  for (let month = 0; month < 12; month += 1) {
    for (const style of [{ month: 'long' }, { month: 'long', day: 'numeric' }, { month: 'short' }] as const) {
      const shown = new Intl.DateTimeFormat(localeOf(language), { ...style, timeZone: 'UTC' }).format(
        Date.UTC(2031, month, 15),
      );
      for (const { word } of wordsIn(shown)) if (/^\p{L}{3,}/u.test(word)) months.add(word);
    }
  }
  return months;
}

function localeOf(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Words in a row as somebody else said them there, in what stands and in what was amended. */
function verbatim(
  text: string,
  { entries, statements, ideas }: Pick<ChannelProjection, 'entries' | 'statements' | 'ideas'>,
  carrier: IdText,
): Place[] {
  const runs = new WordRuns(text, VERBATIM_WORDS_MIN);
  const found: Place[] = [];
  const look = (entry: IdText, said: string) => {
    if (entries[entry]?.seat !== carrier) found.push(...runs.sharedWith(said));
  };
  for (const [entry, view] of Object.entries(statements.byEntry)) {
    look(entry, view.text);
    for (const { text: earlier } of view.earlier) look(entry, earlier);
  }
  for (const [entry, view] of Object.entries(ideas.byEntry)) {
    look(entry, view.text);
    for (const argument of view.arguments) look(argument.entry, argument.text);
  }
  for (const [entry, view] of Object.entries(ideas.versions)) look(entry, view.text);
  return found;
}
