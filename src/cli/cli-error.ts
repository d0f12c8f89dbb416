import { CodedError } from '../base/coded-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

export type CliErrorCode =
  | 'USAGE'
  | 'UNKNOWN_COMMAND'
  | 'UNKNOWN_OPTION'
  | 'SCRIPT_REFUSED'
  | 'FILE_NOT_FOUND'
  | 'FILE_UNREADABLE'
  | 'FILE_TOO_LARGE'
  | 'FILE_EXISTS'
  | 'NOT_A_VENUE_FOLDER'
  | 'VENUE_UNREACHABLE'
  | 'PORT_TAKEN';

const UNREACHABLE: ReadonlySet<CliErrorCode> = new Set([
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE',
  'FILE_TOO_LARGE',
  'FILE_EXISTS',
  'NOT_A_VENUE_FOLDER',
  'VENUE_UNREACHABLE',
  'PORT_TAKEN',
]);

/** An expected end of a command. The message is for the person at the terminal: what happened and what to do. */
export class CliError extends CodedError<CliErrorCode> {
  get exitCode(): ExitCode {
    return UNREACHABLE.has(this.code) ? EXIT.unreachable : EXIT.usage;
  }
}
