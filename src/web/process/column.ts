import { dayNumber } from '../calendar/days.ts';
import { type AxisWindow, isSeenIn, type Tick } from './axis.ts';
import { type Band, bandOf, bandsOf } from './bands.ts';
import type { PulseLevel } from './contact-pulse.ts';
import { type ConvergesWith, convergesWith } from './converges-with.ts';
import type { DrawnLine, Point } from './drawing.ts';
import { hasLength, type ProcessItem } from './process-item.ts';
import type { ProcessTimeline } from './process-timeline.ts';

/**
 * Where everything stands when the axis runs down the page, as on a phone: every band a rail, every item beside its
 * words. Time is stretched where much happens, so that no words cover others; its order is never changed.
 */
export interface Column {
  readonly height: number;
  readonly rails: readonly { readonly band: Band; readonly x: number }[];
  readonly lines: readonly ColumnLine[];
  readonly pulse: readonly {
    readonly key: string;
    readonly x: number;
    readonly y: number;
    readonly level: PulseLevel;
  }[];
  readonly joins: readonly DrawnLine[];
  readonly arrows: readonly DrawnLine[];
  /** How wide the rails are together. */
  readonly gutter: number;
}

export type ColumnLine =
  | { readonly kind: 'tick'; readonly key: string; readonly tick: Tick; readonly y: number }
  | { readonly kind: 'today'; readonly key: string; readonly y: number }
  | {
      readonly kind: 'item';
      readonly key: string;
      readonly item: ProcessItem;
      readonly band: Band;
      readonly x: number;
      readonly y: number;
      /** Where it ends: the same place for what has no length. */
      readonly endY: number;
      readonly titleLines: number;
      readonly near: readonly ConvergesWith[];
    };

export interface ColumnMeasures {
  readonly width: number;
  readonly rem: number;
}

/** In letters of the page. */
const RAIL = 1.2;
const LETTER = 0.5;
const TITLE_LINE = 1.32;
const NOTE_LINE = 1.2;
const AFTER = 0.85;
const TICK_HEIGHT = 1.75;
const TITLE_LINES_MAX = 3;
/** How far down the page the days of the window go, were there nothing in them. */
const LENGTH = 40;

export function columnOf(
  timeline: ProcessTimeline,
  window: AxisWindow,
  ticks: readonly Tick[],
  now: number,
  { width, rem }: ColumnMeasures,
): Column {
  const bands = bandsOf(timeline);
  const rails = bands.map((band, index) => ({ band, x: (index + 0.5) * RAIL * rem }));
  const railOf = (band: Band) => rails.find((rail) => rail.band === band)?.x ?? 0;
  const gutter = (bands.length * RAIL + 0.4) * rem;
  const perLine = Math.max(8, Math.floor((width - gutter) / (LETTER * rem)));
  const [first, end] = [dayNumber(window.from), dayNumber(window.until) + 1];
  const perDay = (LENGTH * rem) / (end - first);

  const near = convergesWith(timeline);
  const seen = timeline.items.filter((item) => isSeenIn(window, item));
  const wanted = [
    ...ticks.map((tick) => ({ at: dayNumber(tick.day), height: TICK_HEIGHT, tick })),
    ...(now >= first && now < end ? [{ at: now, height: TICK_HEIGHT, today: true as const }] : []),
    ...seen.map((item) => {
      const titleLines = Math.min(TITLE_LINES_MAX, Math.max(1, Math.ceil(item.title.length / perLine)));
      const notes = 1 + (near.get(item.key)?.length ?? 0);
      return {
        at: Math.max(item.start, first),
        height: titleLines * TITLE_LINE + notes * NOTE_LINE + AFTER,
        item,
        titleLines,
      };
    }),
  ].sort((a, b) => a.at - b.at);

  // The way from days to the page: each thing as far down as its day, or below what stands before it.
  const bends: { readonly at: number; readonly y: number }[] = [];
  const placed: { readonly what: (typeof wanted)[number]; readonly y: number }[] = [];
  let [lastAt, lastY, free] = [first, 0, 0];
  for (const what of wanted) {
    const y = Math.max(free, lastY + (what.at - lastAt) * perDay);
    placed.push({ what, y });
    bends.push({ at: what.at, y });
    [lastAt, lastY, free] = [what.at, y, y + what.height * rem];
  }
  const height = Math.max(free, lastY + (end - lastAt) * perDay);
  const yOf = (at: number) => between(bends, { at: first, y: 0 }, { at: end, y: height }, at);

  const middle = 0.8 * rem;
  const lines = placed.map(({ what, y }): ColumnLine => {
    if ('tick' in what) return { kind: 'tick', key: what.tick.day, tick: what.tick, y };
    if ('today' in what) return { kind: 'today', key: 'today', y };
    const { item, titleLines } = what;
    const longest = y + what.height * rem - AFTER * rem;
    const endY = hasLength(item)
      ? Math.max(y + middle, Math.min(yOf(Math.min(item.end, end)), Math.max(longest, y + middle)))
      : y + middle;
    const band = bandOf(item);
    return {
      kind: 'item',
      key: item.key,
      item,
      band,
      x: railOf(band),
      y: y + middle,
      endY,
      titleLines,
      near: near.get(item.key) ?? [],
    };
  });
  const drawn = new Map(lines.flatMap((line) => (line.kind === 'item' ? [[line.item.key, line] as const] : [])));

  return {
    height,
    rails,
    lines,
    gutter,
    pulse: timeline.pulse.flatMap(({ track, weeks }) =>
      weeks
        .filter(({ week, level }) => level > 0 && dayNumber(week) + 3 >= first && dayNumber(week) + 3 < end)
        .map(({ week, level }) => ({ key: `${track} ${week}`, x: railOf(track), y: yOf(dayNumber(week) + 3), level })),
    ),
    joins: timeline.convergences.flatMap(({ items: [one, other] }) => {
      const [from, to] = [drawn.get(one), drawn.get(other)];
      return from === undefined || to === undefined
        ? []
        : [{ key: `${one} ${other}`, from: endOf(from), to: pointOf(to) }];
    }),
    arrows: seen.flatMap((item) => {
      const from = drawn.get(item.key);
      if (from === undefined || item.kind !== 'transfer' || item.lanes[1] === undefined) return [];
      return [{ key: item.key, from: pointOf(from), to: { x: railOf(item.lanes[1]), y: from.y + 0.9 * rem } }];
    }),
  };
}

type DrawnItem = Extract<ColumnLine, { kind: 'item' }>;

function pointOf({ x, y }: DrawnItem): Point {
  return { x, y };
}

function endOf({ x, endY }: DrawnItem): Point {
  return { x, y: endY };
}

function between(
  bends: readonly { readonly at: number; readonly y: number }[],
  start: { readonly at: number; readonly y: number },
  end: { readonly at: number; readonly y: number },
  at: number,
): number {
  let [before, after] = [start, end];
  for (const bend of bends) {
    if (bend.at <= at) before = bend;
    else {
      after = bend;
      break;
    }
  }
  const days = after.at - before.at;
  return days === 0 ? before.y : before.y + ((at - before.at) / days) * (after.y - before.y);
}
