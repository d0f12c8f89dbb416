import { ERROR_SENTENCES, notProvenSentence, partiesPhrase, provenSentence, UNNAMED_PARTY } from './messages.ts';
import type { Verified } from './verify-communique.ts';
import type { VerifyErrorCode } from './verify-error.ts';

export interface Said {
  readonly proven: string;
  readonly notProven: string;
}

/** One plain sentence of what a check has proven, and one of what it has not. */
export function sayVerified({ processName, kind, consents, claims, log }: Verified): Said {
  const opened = claims.length;
  return {
    proven: provenSentence({
      kind,
      process: processName,
      parties: partiesPhrase(consents.given, consents.parties, namesOf(consents.names)),
      needed: consents.needed,
      origin: log.origin,
      // People count from one.
      position: log.releaseIndex + 1,
      size: log.size,
      opened,
      comparedAt: log.sizeNow,
    }),
    notProven: notProvenSentence({
      opened,
      signed: claims.filter(({ signedBy }) => signedBy !== undefined).length,
      size: log.size,
      compared: log.sizeNow !== undefined,
    }),
  };
}

/** What is wrong and what to do, in one sentence. */
export function sayError(code: VerifyErrorCode): string {
  return ERROR_SENTENCES[code];
}

function namesOf(names: Verified['consents']['names']): string[] {
  if (names === undefined || names.every((name) => name === undefined)) return [];
  return names.map((name) => name ?? UNNAMED_PARTY);
}
