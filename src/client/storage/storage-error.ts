import { CodedError } from '../../base/coded-error.ts';

export type StorageErrorCode =
  | 'ROW_BROKEN' // a row does not open: altered, moved from another row, of another device key, or of another format
  | 'ROW_MISSING'; // a row is named and not there

/** What a device remembered is not what it wrote. `detail.row` is the row's digest, which says nothing of its name. */
export class StorageError extends CodedError<StorageErrorCode> {}
