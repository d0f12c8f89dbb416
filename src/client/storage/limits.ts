/** A device's whole storage in one file: decades of a busy room, and still one buffer of a telephone. */
export const STORAGE_FILE_BYTES_MAX = 64 * 1024 * 1024;
/** A seat has some ten rows, and a journal of some hundreds between two snapshots. */
export const STORAGE_ROWS_MAX = 100_000;
/** Keys are words, ids in hex, and numbers. */
export const STORAGE_KEY_BYTES_MAX = 512;
