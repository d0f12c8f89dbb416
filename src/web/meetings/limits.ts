/** People come together before the hour; a stretch that is begun sooner is no part of the meeting. */
export const BEGINS_EARLY_MS_MAX = 3_600_000;
