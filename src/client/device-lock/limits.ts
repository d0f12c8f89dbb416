/** A passphrase, and a passkey for each way in that a person has with this device. */
export const LOCK_KEYS_MAX = 16;

/** Sixteen passkeys with the longest ids and hosts that there are, and what stands around them. */
export const LOCK_BYTES_MAX = 24 * 1024;

/** WebAuthn's own limit. */
export const CREDENTIAL_ID_BYTES_MAX = 1_023;

/** The longest host name. */
export const RP_ID_BYTES_MAX = 253;

/** A passphrase has so many characters, or so many words: in some scripts four words are short. */
export const PASSPHRASE_CHARACTERS_MIN = 10;
export const PASSPHRASE_WORDS_MIN = 4;

/** Of these, so many differ: `aaaaaaaaaa` has ten and is none. */
export const PASSPHRASE_DIFFERENT_MIN = 5;

/** A page of text; nobody types more every morning. */
export const PASSPHRASE_BYTES_MAX = 1_024;

/** What the OWASP's password cheat sheet asks for at least. */
export const STRETCH_MEMORY_KIB_MIN = 19 * 1024;

/** What a phone has left. */
export const STRETCH_MEMORY_KIB_MAX = 256 * 1024;

export const STRETCH_PASSES_MAX = 8;
export const STRETCH_LANES_MAX = 4;

/** Memory times passes: four times what a lock is made with now, so some three seconds where that takes 0.7. */
export const STRETCH_WORK_KIB_MAX = 768 * 1024;

/** And at least so much, which is OWASP's two passes over its memory. */
export const STRETCH_WORK_KIB_MIN = 2 * STRETCH_MEMORY_KIB_MIN;
