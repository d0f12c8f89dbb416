/** More rooms than anybody sits in. */
export const NOTES_MAX = 4_096;
export const PROCESS_NAME_BYTES_MAX = 256;
export const NOTES_BYTES_MAX = 2 * 1024 * 1024;

/** Between what is read and what is shown: shorter than a person notices, longer than a burst of entries. */
export const SHOW_AFTER_MS = 40;
/** While a long record is being read: showing it each time would take as long as reading it. */
export const SHOW_WHILE_CATCHING_UP_MS = 400;

/** Texts that wait to be put forward: more than anybody has in mind. */
export const CARRIES_MAX = 64;
export const CARRIES_BYTES_MAX = 8 * 1024 * 1024;
/** Between two attempts while the line is away; and the least that a timer is set to. */
export const CARRY_AGAIN_MS = 1_000;
/** Browsers keep a timer in 31 bits; and a device that slept looks again in an hour. */
export const TIMER_MS_MAX = 3_600_000;
/** Of what was carried from a room, so many are offered to bring an answer to. */
export const ANSWERABLE_MAX = 20;
