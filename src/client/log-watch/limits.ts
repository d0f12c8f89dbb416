import { NOTE_BYTES_MAX } from '../../protocol/log/limits.ts';

/** From a seat's start to its first look at the log: whoever comes only for a word does not look. */
export const FIRST_LOOK_MS = 8_000;

/** Never more often, however quick the venue's beats are. */
export const LOOK_MS_MIN = 60_000;

/** With nothing that waits for a beat, only whether the log still holds what it held is looked at. */
export const LOOK_IDLE_MS = 60 * 60 * 1000;

/** What a venue that says it beats more rarely is held to: one that named a year could withhold for a year. */
export const BEAT_MS_MAX = 60 * 60 * 1000;

/**
 * After so many beats without the one that was due it is said that the log is behind. A beat has places for a few
 * channels only, and whoever found none waits for the next: in a busy hour that is no misdeed.
 */
export const LATE_BEATS = 12;

/** Of what was said before this seat came, read for its commitments in one round: the rest waits for the next. */
export const PAGES_A_ROUND_MAX = 32;

/** Commitments that no beat covers yet, kept through a restart; more than these are read again. */
export const KEPT_COMMITMENTS_MAX = 8_192;

/** Of two checkpoints, a beat and a root. */
export const LOG_EVIDENCE_BYTES_MAX = 3 * NOTE_BYTES_MAX;
