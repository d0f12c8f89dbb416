import { CodedError } from '../../base/coded-error.ts';

export type StoreErrorCode =
  | 'DISK_FULL' // nothing of the request was kept; it may be sent again once there is space
  | 'DATA_FOLDER_IN_USE' // another process serves this data folder
  | 'NEWER_SCHEMA' // the data folder was written by a newer version of the program
  | 'NOT_A_BACKUP' // the file to restore from is none of ours
  | 'WOULD_OVERWRITE' // the data folder to restore into holds a venue already
  | 'STORE_CLOSED' // asked of a store that was closed
  | 'STORE_FAILED'; // the database failed otherwise; the cause says how

export class StoreError extends CodedError<StoreErrorCode> {}
