import { CodedError } from '../../../base/coded-error.ts';

export type RehearsalErrorCode =
  | 'NOT_THERE' // an earlier step did not do what it says
  | 'SAFETY_WORDS_DIFFER' // the steward sees no knock with the newcomer's words
  | 'STEP_FAILED' // a step that should succeed did not; nothing after it means anything
  | 'INTERRUPTED';

export class RehearsalError extends CodedError<RehearsalErrorCode> {}

/** What the protocol and the records each call by a name of their own. */
const SAME_REFUSAL: Readonly<Record<string, string>> = { CONSENTS_BELOW_QUORUM: 'QUORUM_NOT_REACHED' };

/**
 * The code of what refused a step: where the engine passes on a refusal of the record's rules or of the venue,
 * theirs; otherwise its own.
 */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof CodedError)) return undefined;
  const inner = error.detail['code'];
  const code = typeof inner === 'string' ? inner : String(error.code);
  return SAME_REFUSAL[code] ?? code;
}
