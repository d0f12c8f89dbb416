import { calendarDays, zonedSpan } from '../design/moments.ts';
import { language, m } from '../messages/messages.ts';
import type { Band } from './bands.ts';
import { bandOf } from './bands.ts';
import type { Convergence } from './convergences.ts';
import type { ProcessItem } from './process-item.ts';

/** What is said of what stands on the timeline: in the catalogue's words, and the record's own. */

export function titleOf({ kind, title }: Pick<ProcessItem, 'kind' | 'title'>): string {
  return title === '' ? m.timeline.untitled[kind]() : title;
}

export function bandName(band: Band): string {
  return band === 'the public' || band === 'outside' ? m.timeline.band[band]() : m.words.track[band]();
}

/** `11 – 13 March 2031`, or `due 7 April 2031`. */
export function daysOf(item: ProcessItem): string {
  const days = calendarDays(item.first, item.kind === 'transfer' ? item.first : item.last);
  return item.kind === 'undertaking' ? m.timeline.due({ day: days }) : days;
}

/** With its hours and their zone, where it has any. */
export function wholeTimeOf(item: ProcessItem): string {
  return item.kind === 'meeting' ? zonedSpan(item.from, item.until) : daysOf(item);
}

/** `11 – 13 Mar`: beneath an axis that says the year. */
export function briefDays({ first, last, kind }: Pick<ProcessItem, 'first' | 'last' | 'kind'>): string {
  const format = new Intl.DateTimeFormat(language.formats, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
  return format.formatRange(at(first), at(kind === 'transfer' ? first : last));
}

/** Beneath its title: where, when, and how it stands where that is not plain. */
export function noteOf(item: ProcessItem): string {
  const { kind, state, place } = item;
  const isPlain = state === 'held' || (kind !== 'meeting' && kind !== 'undertaking');
  return [place, briefDays(item), isPlain ? '' : m.timeline.state[state]()].filter((part) => part !== '').join(' · ');
}

export function lanesOf(item: ProcessItem): string {
  if (item.kind !== 'transfer') return bandName(bandOf(item));
  const [from, to] = item.lanes.map(bandName);
  return m.timeline.crosses({ from: from ?? '', to: to ?? from ?? '' });
}

export function nearWords({ kind, daysApart }: Pick<Convergence, 'kind' | 'daysApart'>, other: ProcessItem): string {
  return m.timeline.convergence[kind]({ other: titleOf(other), days: daysApart });
}

/** What those who listen are told before what is seen of it … */
export function spokenFirst({ kind, state }: ProcessItem): string {
  return m.timeline.spokenFirst({ kind: m.timeline.kind[kind](), state: m.timeline.state[state]() });
}

/** … and after. */
export function spokenThen(item: ProcessItem, near: readonly string[] = []): string {
  const then = m.timeline.spokenThen({ when: daysOf(item), lane: lanesOf(item) });
  return [then, ...near.map((text) => `${text}.`)].join(' ');
}
