/** A year of talks is some 30 kB; anything near this is a mistake, or an attack on the parser. */
export const SCRIPT_BYTES_MAX = 1_048_576;
/** Aliases may stand for repeated seats and texts, never multiply into a bomb. */
export const SCRIPT_ALIASES_MAX = 200;
/** A rehearsal is played with a real engine for each person, on one machine. */
export const PEOPLE_MAX = 60;
export const PARTIES_MAX = 16;
export const CHANNELS_MAX = 32;
export const STEPS_MAX = 2_000;
export const LIST_MAX = 200;
/** Nobody mends more than this at once, and one slip can cause many. */
export const PROBLEMS_SHOWN_MAX = 20;

export const NAME_CHARS_MAX = 64;
export const TITLE_CHARS_MAX = 200;
/** As in the records: longer texts are papers. */
export const TEXT_CHARS_MAX = 20_000;

/** Days; ten years, as in the records. */
export const RETENTION_DAYS_MAX = 3_660;
