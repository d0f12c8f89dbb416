/** A process with more sides than this is a conference, and its roster would no longer fit a screen. */
export const PARTIES_MAX = 64;

/** With the hash and the key it must fit a signed-note key name of 255 bytes. */
export const PROCESS_NAME_BYTES_MAX = 200;

/** A party's name as a reader sees it, or what a claim is called in the text. */
export const LABEL_BYTES_MAX = 200;

/** Rosters change with governments: this is decades of them, and bounds the chain that a verifier walks. */
export const ROSTERS_MAX = 64;

/** The six languages of the United Nations, and as many again as a process may need. */
export const TEXTS_MAX = 24;

/** The longest subtag combination in use; BCP 47 suggests 35 for a language tag's buffer. */
export const LANGUAGE_BYTES_MAX = 35;

export const TITLE_BYTES_MAX = 300;

/** About forty pages in a Latin script. */
export const TEXT_BYTES_MAX = 256 * 1024;

/** Each claim costs an audit by every consenting party. */
export const CLAIMS_MAX = 64;

/** All languages together, since a disclosure is put to its parties in one entry of at most 1 MiB. */
export const TEXTS_BYTES_MAX = 768 * 1024;

/** The texts, and 64 KiB for titles, claims and the rest. */
export const DISCLOSURE_BYTES_MAX = TEXTS_BYTES_MAX + 64 * 1024;

/** A payload is a part of a sealed body, which is at most 1 MiB. */
export const PAYLOAD_BYTES_MAX = 1024 * 1024;

/** All that a release opens: a communiqué quotes a record, it does not replace it. */
export const PAYLOADS_BYTES_MAX = 2 * 1024 * 1024;

/** The disclosure, the payloads, and 64 KiB for their salts. */
export const RELEASE_BYTES_MAX = DISCLOSURE_BYTES_MAX + PAYLOADS_BYTES_MAX + 64 * 1024;

/** 64 parties with labels, their signatures, and a quorum of the roster before. */
export const ROSTER_BYTES_MAX = 32 * 1024;
export const SIGNED_ROSTER_BYTES_MAX = 64 * 1024;

/** A tree of 2^53 leaves. */
export const PROOF_HASHES_MAX = 53;

/** Release in base64url (4 MiB), 64 rosters (5 MiB), the texts in clear with every line end escaped (2 MiB), proofs. */
export const COMMUNIQUE_BYTES_MAX = 16 * 1024 * 1024;

/** A checkpoint is a signed note. */
export const CHECKPOINT_BYTES_MAX = 128 * 1024;

/** What is left readable in an address. */
export const SLUG_BYTES_MAX = 64;
