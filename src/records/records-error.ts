import { CodedError } from '../base/coded-error.ts';

export type RecordsErrorCode =
  | 'NOT_A_SNAPSHOT'
  | 'UNKNOWN_KIND' // asked for a kind that there is none of
  | 'SIGNATURES_UNCHECKED'; // an entry with signatures was to be applied before they were checked

export class RecordsError extends CodedError<RecordsErrorCode> {}
