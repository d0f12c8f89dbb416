import { CodedError } from '../../../base/coded-error.ts';

export type RehearsalErrorCode =
  | 'NOT_THERE' // an earlier step did not do what it says
  | 'SAFETY_WORDS_DIFFER' // the steward sees no knock with the newcomer's words
  | 'NO_CONVENER'; // the venue gave no token to open channels with

export class RehearsalError extends CodedError<RehearsalErrorCode> {}

/**
 * The code of what refused a step: where the engine passes on a refusal of the record's rules or of the venue,
 * theirs; otherwise its own.
 */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof CodedError)) return undefined;
  const inner = error.detail['code'];
  return typeof inner === 'string' ? inner : String(error.code);
}
