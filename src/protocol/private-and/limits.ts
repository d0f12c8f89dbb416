/** Of one party alone there is nothing to keep from anybody. */
export const PARTIES_MIN = 2;

/** More sides than this do not answer one text at once; each costs every client some twenty milliseconds of reading, on a desk. */
export const PARTIES_MAX = 12;

/** An answer, the longest step, is 241 bytes. */
export const STEP_BYTES_MAX = 256;
