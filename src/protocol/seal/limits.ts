import { PARTIES_MAX, SEATS_MAX } from '../charter/limits.ts';

/** enc(32), a Shamir share of a 32-byte salt (33), tag(16). */
export const SEALED_SHARE_BYTES = 81;

/** One a party that holds shares. */
export const SHARES_MAX = PARTIES_MAX;

/** One MAC a seat. */
export const MACS_MAX = SEATS_MAX;

/** Half of HMAC-SHA256: a forger has one try an entry, and every failure is seen. */
export const MAC_BYTES = 16;

export const KEY_ID_BYTES = 8;

/** The smallest size class: most statements are shorter. */
export const PADDED_BYTES_MIN = 512;

/** Up to here classes double; beyond it they grow by this much. */
export const PADDED_STEP_BYTES = 65_536;
