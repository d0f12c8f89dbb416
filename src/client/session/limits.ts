/** A line that nothing came over for so long is asked whether it is still there: proxies drop what is idle for a minute. */
export const IDLE_MS_MAX = 25_000;

/** How long it may say nothing then: several round trips by satellite. */
export const PULSE_ANSWER_MS_MAX = 10_000;

/** Between two logins of a device that the venue does not let in: only a venue that was set back changes its mind. */
export const REFUSED_RETRY_MS = 15 * 60 * 1000;
