/** Every entry, whatever it binds: sizes would tell beats from rosters and dummies. `[LOG-1]` */
export const LOG_ENTRY_BYTES = 32;

/** C2SP tlog-tiles: a full tile is 8 levels high and 256 hashes wide. */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** C2SP tlog-tiles writes levels up to 63; a tree of 2^53 entries has 7. */
export const TILE_LEVEL_MAX = 63;

/** C2SP tlog-tiles: the length prefix of an entry is a uint16. */
export const BUNDLE_ENTRY_BYTES_MAX = 0xffff;

/** Room for 16 post-quantum signatures of 5 kB, which every reader of notes must accept. */
export const NOTE_BYTES_MAX = 128 * 1024;

/** Each known one costs a verification; more than 16 must be accepted. */
export const NOTE_SIGNATURES_MAX = 64;

/** As long as a domain name and a path are in practice. */
export const KEY_NAME_BYTES_MAX = 255;

/** Room for post-quantum verifier keys (ML-DSA-87: 2,592 bytes). */
export const KEY_MATERIAL_BYTES_MAX = 4096;
