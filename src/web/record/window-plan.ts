import { WINDOW_LINES_MAX } from '../engine/record-window.ts';

/** Which lines of a record are in the page: at most `count` from `from` on. One that reaches the end grows with it. */
export interface WindowPlan {
  readonly from: number;
  readonly count: number;
}

/** What a screen and its surroundings hold: no more than is drawn within a frame. */
export const OPENING_LINES = 40;
/** What is added at once when somebody scrolls on: less than a frame's work. */
export const STEP_LINES = 25;
/** So many stay in the page. */
export const KEPT_LINES = 300;
/** What was read last time is seen above what is new. */
const CONTEXT_LINES = 20;

/** At the end, or where the words of others begin that were not seen yet. */
export function openingPlan(lines: number, newFrom: number | undefined): WindowPlan {
  return newFrom === undefined || newFrom > lines - OPENING_LINES + CONTEXT_LINES ? atEnd(lines) : around(newFrom);
}

export function atEnd(lines: number): WindowPlan {
  const from = Math.max(0, lines - OPENING_LINES);
  return { from, count: lines - from + STEP_LINES };
}

export function around(index: number): WindowPlan {
  return { from: Math.max(0, index - CONTEXT_LINES), count: OPENING_LINES };
}

/**
 * A window at the end stays there while words come. Where many come at once, a record that is being caught up with, it
 * stays where it is: one scrolls on to what is new.
 */
export function following(plan: WindowPlan, before: number, lines: number): WindowPlan {
  const isAtEnd = reachesEnd(plan, before) && lines - before <= STEP_LINES;
  if (!isAtEnd || reachesEnd(plan, lines)) return plan;
  return { from: Math.max(plan.from, lines + STEP_LINES - KEPT_LINES), count: kept(lines + STEP_LINES - plan.from) };
}

/** Further up; what is then too much goes at the other end. */
export function earlier({ from, count }: WindowPlan, lines: number): WindowPlan {
  const step = Math.min(STEP_LINES, from);
  const shown = Math.min(count, lines - from);
  return { from: from - step, count: reachesEnd({ from, count }, lines) ? grown(shown + step) : kept(count + step) };
}

/** Further down. */
export function later({ from, count }: WindowPlan, lines: number): WindowPlan {
  const wanted = count + Math.min(STEP_LINES, Math.max(0, lines - from - count));
  return { from: from + Math.max(0, wanted - KEPT_LINES), count: kept(wanted) };
}

export function reachesEnd({ from, count }: WindowPlan, lines: number): boolean {
  return from + count >= lines;
}

/** A window at the end stays open to what comes. */
function grown(shown: number): number {
  return kept(shown + STEP_LINES);
}

function kept(count: number): number {
  return Math.min(count, KEPT_LINES, WINDOW_LINES_MAX);
}
