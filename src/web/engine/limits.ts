/** More rooms than anybody sits in. */
export const NOTES_MAX = 4_096;
export const PROCESS_NAME_BYTES_MAX = 256;
export const NOTES_BYTES_MAX = 2 * 1024 * 1024;

/** Between what is read and what is shown: shorter than a person notices, longer than a burst of entries. */
export const SHOW_AFTER_MS = 40;
/** While a long record is being read: showing it each time would take as long as reading it. */
export const SHOW_WHILE_CATCHING_UP_MS = 400;
