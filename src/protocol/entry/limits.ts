/** The largest size class of a padded body. */
export const PADDED_BYTES_MAX = 1024 * 1024;

/** {@link PADDED_BYTES_MAX} and the tag of AES-GCM. */
export const CIPHERTEXT_BYTES_MAX = PADDED_BYTES_MAX + 16;

/** The smallest size class, 512 bytes, and the tag. */
export const CIPHERTEXT_BYTES_MIN = 512 + 16;

/** Version, channel, entry, an epoch at its longest, commitment, and their heads. */
export const HEADER_BYTES_MAX = 79;

/** 1 MiB of padded body, its tag, and 155 bytes of envelope: tag, header, nonce, key commitment and their heads. */
export const ENTRY_BYTES_MAX = CIPHERTEXT_BYTES_MAX + HEADER_BYTES_MAX + 76;

/** Leaves 64 KiB of the largest size class for shares, and for an announcement to every seat of a large room. */
export const PAYLOAD_BYTES_MAX = PADDED_BYTES_MAX - 64 * 1024;
