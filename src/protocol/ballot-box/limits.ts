import { SEATS_MAX } from '../charter/limits.ts';

/** A month: what takes longer is asked anew. */
export const BOX_OPEN_DAYS_MAX = 31;

/** One a seat. */
export const BALLOTS_MAX = SEATS_MAX;

/** With one ballot, everybody knows whose it is; with two, the two know each other's. `[SOUND-1]` */
export const BALLOTS_LEAST = 2;

/** Tag, channel, box and a count, with their heads. */
export const BOX_CLOSED_BYTES_MAX = 48;
