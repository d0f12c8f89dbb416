/** Of one channel, open at a time: a room that is asked more at once is not sounded any more. */
export const OPEN_BOXES_MAX = 16;

/** How often it is looked whether a box's time is over. */
export const CLOSING_INTERVAL_MS = 5_000;

/** Boxes that are closed in one go. */
export const BOXES_DUE_MAX = 1_000;
