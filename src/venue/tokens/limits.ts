/** Batches and tokens that may wait for the issuing thread: a second or two of its work. */
export const ISSUER_WAITING_MAX = 256;

/** Of one channel's tokens that may wait to be looked at: who once sat there can post what is refused without end. */
export const CHECKS_PER_CHANNEL_MAX = 32;

/** Batches that are remembered: devices ask again for what they have, to be told how many others have theirs. */
export const BATCHES_REMEMBERED_MAX = 2_048;

/** How often what is held is released. Long enough that those who speak in it cannot be told apart by when. */
export const RELEASE_INTERVAL_MS = 60_000;

/** Channels that are released in one go. */
export const RELEASE_CHANNELS_MAX = 10_000;

/** Posting keys that are remembered, of the epochs that were posted under last. */
export const POSTING_KEYS_MAX = 256;
