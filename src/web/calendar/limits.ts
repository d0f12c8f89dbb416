/** A year of a busy ministry's calendar is some hundred kilobytes. */
export const ICS_BYTES_MAX = 2 * 1024 * 1024;
/** That are read at all. */
export const ICS_BLOCKS_MAX = 5_000;
/** What a person can look through before adding it to a record. */
export const ICS_EVENTS_MAX = 500;
/** One event with a long description. Calendars put pictures into some: those are skipped. */
export const ICS_EVENT_CHARS_MAX = 100_000;
/** Of one that comes again and again: a year of weeks. */
export const ICS_REPEATS_MAX = 52;
/** How often one may come again before the days that are asked for: ten years of days. */
export const ICS_STEPS_MAX = 3_660;
/** Of all events of a file together: under a second. */
export const ICS_STEPS_IN_ALL_MAX = 100_000;
/** Steps longer than a year of days are walked day by day, for nothing. */
export const ICS_INTERVAL_MAX = 366;
/** Of one event: days that are left out. */
export const ICS_EXCEPTIONS_MAX = 1_000;
