/** Batches and tokens that may wait for the issuing thread: a second or two of its work. */
export const ISSUER_WAITING_MAX = 256;

/** How often what is held is released. Long enough that those who speak in it cannot be told apart by when. */
export const RELEASE_INTERVAL_MS = 60_000;

/** Channels that are released in one go. */
export const RELEASE_CHANNELS_MAX = 10_000;

/** Posting keys that are remembered, of the epochs that were posted under last. */
export const POSTING_KEYS_MAX = 256;
