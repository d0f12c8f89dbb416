import { CodedError } from '../../base/coded-error.ts';
import { ClientError } from '../../client/client-error.ts';

/**
 * Why something could not be done: codes that the message catalogue has sentences for.
 *
 * `area` says whose code it is: the engine's, the venue's behind it, a rule of the record, or `app` for the rest.
 */
export interface Failure {
  readonly area: 'engine' | 'venue' | 'record' | 'app';
  readonly code: string;
  /** For an engineer: never shown by itself. */
  readonly message: string;
}

/** What is raised in a tab when the engine could not do what was asked. */
export class EngineFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.area} ${failure.code}: ${failure.message}`);
    this.name = 'EngineFailure';
    this.failure = failure;
  }
}

/** In the worker: whatever was thrown, as what may cross to a tab. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ClientError) {
    const reason = error.detail['code'];
    if (error.code === 'VENUE_REFUSED' && typeof reason === 'string') return { area: 'venue', code: reason, message };
    if (error.code === 'POST_REFUSED' && typeof reason === 'string') return { area: 'record', code: reason, message };
    return { area: 'engine', code: error.code, message };
  }
  if (error instanceof EngineFailure) return error.failure;
  if (error instanceof CodedError) return { area: 'app', code: String(error.code), message };
  return { area: 'app', code: 'UNFORESEEN', message };
}
