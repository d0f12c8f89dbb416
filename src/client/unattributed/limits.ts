/** An unattributed entry waits for up to this long, as chance has it, before it goes: its author was here a moment ago. */
export const DELAY_MS_MAX = 90_000;

/**
 * And once soon after a period began, when the others have come to it as well: between half of this and all of it. The first
 * to come would otherwise believe that it was alone.
 */
export const FIRST_RECOUNT_MS = 30_000;

/** Later than this after it was due, this device has slept: what goes as soon as it wakes tells whose it is. */
export const OVERDUE_MS_MAX = 2 * 60_000;

/** How often a device asks how many seats have tokens now. Whether it has anything to say or not. */
export const RECOUNT_MS = 10 * 60_000;

/** With fewer seats than these, the others can guess who it was. `[UNATTR-7]` */
export const SEATS_TO_HIDE_AMONG = 3;

/** Tokens that are tried for one entry before its author is told. */
export const TOKENS_TRIED_MAX = 3;

/** At the least between two looks whether the line, or the period's tokens, have come. */
export const NOT_YET_MS = 1_000;

/**
 * A period is asked tokens for once it has lasted this long: where several people are admitted one after the other, each
 * ends the period before, and a batch costs a phone a good part of a second. The same for all, and nothing hangs on what
 * anybody has to say.
 */
export const PERIOD_SETTLES_MS = 2_000;
