import type { RefusalCode } from '../protocol/wire/refusals.ts';
import type { ClientError, ClientErrorCode } from './client-error.ts';
import sentences from './sentences.json' with { type: 'json' };

/**
 * What a person reads when the engine cannot do what they asked, in English; the app's catalogue has them translated.
 *
 * Each is one sentence, and says what to do. None names a cause that the engine does not know.
 */
export const CLIENT_SENTENCES: Readonly<Record<ClientErrorCode, string>> = sentences.engine;

/** Why the venue refused. Those that only a program can do something about say whom to tell. */
export const REFUSAL_SENTENCES: Readonly<Record<RefusalCode, string>> = sentences.venue;

/** The one sentence for an error, by the venue's reason where there is one that is known. */
export function sentenceOf({ code, detail }: ClientError): string {
  const reason = detail['code'];
  const isKnown = code === 'VENUE_REFUSED' && typeof reason === 'string' && Object.hasOwn(REFUSAL_SENTENCES, reason);
  return isKnown ? REFUSAL_SENTENCES[reason as RefusalCode] : CLIENT_SENTENCES[code];
}
