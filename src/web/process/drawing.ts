import { addDays, dayNumber } from '../calendar/days.ts';
import { type AxisWindow, isSeenIn, placeOn } from './axis.ts';
import { type Band, bandOf, bandsOf } from './bands.ts';
import type { PulseLevel } from './contact-pulse.ts';
import type { Convergence } from './convergences.ts';
import { hasLength, type ProcessItem } from './process-item.ts';
import type { ProcessTimeline } from './process-timeline.ts';
import { rowsOf } from './rows-of.ts';

/** What the drawing is measured by, in pixels. */
export interface Measures {
  /** Of the axis. */
  readonly width: number;
  /** The size of the page's letters: whoever makes them larger has a larger drawing. */
  readonly rem: number;
  /** What is written beneath a mark: words are given room by their number of letters. */
  readonly textOf: (item: ProcessItem) => { readonly title: string; readonly note: string };
}

/** Where everything stands when the axis runs along the line: pixels from the beginning of the line, and from the top. */
export interface Drawing {
  readonly height: number;
  readonly bands: readonly DrawnBand[];
  readonly marks: readonly DrawnMark[];
  readonly arrows: readonly DrawnLine[];
  readonly joins: readonly DrawnJoin[];
}

export interface DrawnBand {
  readonly band: Band;
  readonly top: number;
  readonly height: number;
  /** Of a track only. */
  readonly pulse: readonly {
    readonly at: number;
    readonly width: number;
    readonly level: PulseLevel;
    readonly key: string;
  }[];
  readonly pulseTop: number;
}

export interface DrawnMark {
  readonly item: ProcessItem;
  readonly band: Band;
  /** Where it begins, and how long it is. */
  readonly at: number;
  readonly length: number;
  readonly top: number;
  /** Its words, beneath: they begin where it begins, or end where it ends where there is no room to go on. */
  readonly words: { readonly at: number; readonly width: number; readonly isBefore: boolean };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From one place of the drawing to another. */
export interface DrawnLine {
  readonly key: string;
  readonly from: Point;
  readonly to: Point;
}

export interface DrawnJoin extends DrawnLine {
  /** The days that are shared, or lie between. */
  readonly at: number;
  readonly length: number;
}

/** In letters of the page. */
const HEAD = 1.9;
const ROW = 3.85;
const PULSE = 1.7;
const FOOT = 0.4;
const WORDS_MIN = 5.5;
const WORDS_MAX = 11;
const LETTER = 0.46;
const GAP = 0.7;
export const MARK = 0.8;

export function drawingOf(timeline: ProcessTimeline, window: AxisWindow, measures: Measures): Drawing {
  const { width, rem } = measures;
  const place = (position: number) => placeOn(window, position) * width;
  const seen = timeline.items.filter((item) => isSeenIn(window, item));
  const joined = new Set(timeline.convergences.flatMap(({ items }) => items));
  const bands: DrawnBand[] = [];
  const marks: DrawnMark[] = [];
  let top = 0;
  for (const band of bandsOf(timeline)) {
    const boxes = seen.filter((item) => bandOf(item) === band).map((item) => boxOf(item, place, measures));
    // What a line leads to stands at the edge that it comes from, and crosses fewer words.
    const isFirst = ({ kind, key }: ProcessItem) => kind === 'transfer' || (band === 'outside' && joined.has(key));
    const rows = rowsOf(
      boxes.map(({ item, from, until }) => ({ from, until: until + GAP * rem, isFirst: isFirst(item) })),
    );
    for (const [index, { item, at, length, words }] of boxes.entries()) {
      const row = rows[index] ?? 0;
      marks.push({ item, band, at, length, words, top: top + (HEAD + row * ROW) * rem });
    }
    const isTrack = band !== 'the public' && band !== 'outside';
    const pulseTop = top + (HEAD + Math.max(0, ...rows.map((row) => row + 1)) * ROW) * rem;
    const height = pulseTop - top + (isTrack ? PULSE + FOOT : FOOT) * rem;
    bands.push({ band, top, height, pulseTop, pulse: pulseIn(timeline, band, window, place) });
    top += height;
  }
  marks.sort((a, b) => timeline.items.indexOf(a.item) - timeline.items.indexOf(b.item));
  const byKey = new Map(marks.map((mark) => [mark.item.key, mark]));
  return {
    height: top,
    bands,
    marks,
    arrows: arrowsOf(marks, bands, place, rem),
    joins: timeline.convergences.flatMap((convergence) => joinOf(convergence, byKey, place, rem) ?? []),
  };
}

function boxOf(item: ProcessItem, place: (position: number) => number, { width, rem, textOf }: Measures) {
  const [start, end] = [place(item.start), place(item.end)];
  const at = Math.min(Math.max(start, 0), width - MARK * rem);
  const length = hasLength(item) ? Math.max(Math.min(end, width) - at, MARK * rem) : MARK * rem;
  const { title, note } = textOf(item);
  const letters = Math.max(title.length > 24 ? title.length / 2 + 4 : title.length, note.length);
  const wanted = Math.min(Math.max(letters * LETTER, WORDS_MIN), WORDS_MAX) * rem;
  const isBefore = at + wanted > width && at + length - wanted >= 0;
  const words = isBefore
    ? { at: at + length - wanted, width: wanted, isBefore }
    : { at, width: Math.min(wanted, width - at), isBefore };
  return {
    item,
    at,
    length,
    words,
    from: Math.min(at, words.at),
    until: Math.max(at + length, words.at + words.width),
  };
}

function pulseIn(
  { pulse }: ProcessTimeline,
  band: Band,
  window: AxisWindow,
  place: (position: number) => number,
): DrawnBand['pulse'] {
  const weeks = pulse.find(({ track }) => track === band)?.weeks ?? [];
  return weeks
    .filter(({ week }) => isSeenIn(window, { first: week, last: addDays(week, 6) }))
    .map(({ week, level }) => {
      const [from, until] = [
        Math.max(0, place(dayNumber(week))),
        place(Math.min(dayNumber(week) + 7, dayNumber(window.until) + 1)),
      ];
      return { key: week, at: from, width: until - from, level };
    });
}

/** From the mark of what is carried to the edge of the lane that it reaches. */
function arrowsOf(
  marks: readonly DrawnMark[],
  bands: readonly DrawnBand[],
  place: (position: number) => number,
  rem: number,
): DrawnLine[] {
  return marks.flatMap(({ item, at, top }) => {
    if (item.kind !== 'transfer') return [];
    const target = bands.find(({ band }) => band === item.lanes[1]);
    if (target === undefined || item.lanes[1] === item.lanes[0]) return [];
    const isUp = target.top < top;
    const x = at + (MARK / 2) * rem;
    const from = { x, y: top + (isUp ? 0 : MARK * rem) };
    const to = {
      x: Math.max(x, place(item.to.start)),
      y: isUp ? target.pulseTop - 0.1 * rem : target.top + HEAD * rem,
    };
    return [{ key: item.key, from, to }];
  });
}

function joinOf(
  convergence: Convergence,
  marks: ReadonlyMap<string, DrawnMark>,
  place: (position: number) => number,
  rem: number,
): DrawnJoin | undefined {
  const [one, other] = convergence.items.map((key) => marks.get(key));
  if (one === undefined || other === undefined) return undefined;
  const [upper, lower] = one.top <= other.top ? [one, other] : [other, one];
  const at = place(dayNumber(convergence.from));
  const length = Math.max(place(dayNumber(convergence.until) + 1) - at, 0.3 * rem);
  const middle = at + length / 2;
  const within = ({ at: start, length: long }: DrawnMark) => Math.min(Math.max(middle, start + 2), start + long - 2);
  return {
    key: convergence.items.join(' '),
    at,
    length,
    from: { x: within(upper), y: upper.top + MARK * rem },
    to: { x: within(lower), y: lower.top },
  };
}
