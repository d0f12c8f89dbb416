/** Of BIP-39. */
export const RECOVERY_WORDS = 12;
/** Twelve words of it. */
export const RECOVERY_ENTROPY_BYTES = 16;

/** Ours are some 300 bytes; the MLS port's limit. */
export const KEY_PACKAGE_BYTES_MAX = 1024;

/** A Welcome with the ratchet tree of a thousand seats is some 800 KB with a full charter. */
export const WELCOME_BYTES_MAX = 3 * 1024 * 1024;

/** An epoch a day and one a meeting, for twenty years. */
export const RECORD_SECRETS_MAX = 16_384;

/** One hash a level of a tree of 2^53 leaves. */
export const FRONTIER_HASHES_MAX = 53;

/** A party renews its share key when its seats change. */
export const SHARE_KEYS_MAX = 1_024;

/** The channel key is renewed when a seat is removed. */
export const CHANNEL_KEYS_MAX = 4_096;
