import type { VerifyErrorCode } from './verify-error.ts';

/**
 * What a person reads about a check, in English: the one file to translate. Each is a whole sentence.
 *
 * An error's says what is wrong and what to do. None blames anyone: a damaged download and a forgery look the same.
 */
export const ERROR_SENTENCES: Readonly<Record<VerifyErrorCode, string>> = {
  COMMUNIQUE_TOO_LARGE: 'This file is far larger than any communiqué; check that you opened the right one.',
  COMMUNIQUE_MALFORMED: 'This file is not a complete communiqué; download it again from where it was published.',
  COMMUNIQUE_VERSION_UNKNOWN: 'This communiqué is in a format that this verifier does not know; use a newer verifier.',
  COMMUNIQUE_READABLE_DIFFERS:
    'The text that can be read in this file is not the text that was signed; do not rely on it, and get the file from where it was published.',
  VENUE_KEY_MALFORMED: 'What was given as the venue’s key is not a key; copy the whole line that the venue publishes.',
  PROCESS_KEY_MALFORMED: 'What was given as the process key is not one; copy the whole line that the parties publish.',
  CHECKPOINT_MALFORMED: 'The file’s statement about the public log cannot be read; download the file again.',
  CHECKPOINT_OF_ANOTHER_KEY:
    'The file’s statement about the public log is not signed by the venue whose key you gave; check that the key is this venue’s.',
  CHECKPOINT_SIGNATURE_WRONG:
    'The venue’s signature on the state of its public log is not genuine; do not rely on this file, and ask the venue for another.',
  CHECKPOINT_OF_ANOTHER_LOG:
    'The venue’s key has signed the state of another log than its own; do not rely on this file, and tell the venue.',
  CHECKPOINT_TOO_OLD:
    'The file refers to something that came into the public log only after the state that it shows; ask the venue for a file with a newer state.',
  ROSTER_OF_ANOTHER_PROCESS:
    'The parties in this file are not those of the process whose key you gave; check that the key belongs to this process.',
  ROSTER_NOT_SIGNED: 'A list of parties in this file lacks the signature of one of those parties; do not rely on it.',
  ROSTER_NOT_A_SUCCESSOR:
    'The lists of parties in this file do not follow one from another; do not rely on it, and ask the venue for a complete file.',
  ROSTER_ENDORSEMENT_INVALID:
    'A change of the parties in this file carries an approval that is not genuine; do not rely on it.',
  ROSTER_WITHOUT_QUORUM:
    'The parties in this file were changed without the approval of enough of the parties before them; do not rely on it.',
  ROSTER_NOT_LOGGED:
    'A list of parties in this file is not in the venue’s public log where it should be; do not rely on it, and tell the venue.',
  CONSENT_TO_ANOTHER_ROSTER:
    'This text was made for another list of parties than the file’s newest one; ask the venue for a complete file.',
  CONSENT_OF_UNKNOWN_PARTY: 'The file counts the consent of a party that the process does not have; do not rely on it.',
  CONSENT_TWICE: 'The file counts the consent of one party twice; do not rely on it.',
  CONSENT_INVALID:
    'A party that is said to have consented did not sign exactly this text; do not rely on it, and ask the parties.',
  RELEASE_INVALID:
    'A party that is said to have released this text did not sign its release; do not rely on it, and ask the parties.',
  CONSENTS_BELOW_QUORUM:
    'Fewer parties consented than the process requires; do not treat this text as published by it.',
  RELEASE_NOT_LOGGED:
    'This communiqué is not in the venue’s public log where it should be; do not rely on it, and tell the venue.',
  CLAIM_WITHOUT_OPENING:
    'The text refers to sealed records for which the file has no proof; ask the venue for a complete file.',
  OPENING_MISMATCH: 'A text said to come from a sealed record is not what was sealed there; do not rely on it.',
  OPENING_NOT_LOGGED:
    'A text said to come from a sealed record cannot be traced to the venue’s public log; do not rely on it.',
  AUTHORSHIP_INVALID: 'A signature said to be that of a statement’s author is not genuine; do not rely on it.',
  LOG_UNREADABLE: 'The public log could not be read completely; try again later, or from another copy of it.',
  LOG_OF_ANOTHER_VENUE: 'The log given is not signed by the venue whose key you gave; check its address.',
  LOG_SHORTER:
    'The public log now shows less than this file does; try again later, and if it stays so, tell others, for a log may never shrink.',
  LOG_DIFFERS:
    'The public log now shows something else than this file does; keep both and tell others, for a log may never change what it once showed.',
};

export interface ProvenTerms {
  readonly kind: string;
  readonly process: string;
  readonly parties: string;
  readonly needed: number;
  readonly origin: string;
  readonly position: number;
  readonly size: number;
  readonly opened: number;
  readonly comparedAt: number | undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  update: 'update',
  'joint statement': 'joint statement',
  background: 'background note',
  correction: 'correction',
  'no comment': 'statement of no comment',
};

export function provenSentence(terms: ProvenTerms): string {
  const { kind, process, parties, needed, origin, position, size, opened, comparedAt } = terms;
  const consent = `This ${KINDS[kind] ?? kind} is, word for word, what ${parties} of “${process}” agreed to publish, where ${needed} had to`;
  const log = `it is entry ${position} of the public log ${origin}`;
  const texts = opened === 1 ? 'the text that it opens had been' : `the ${opened} texts that it opens had been`;
  const openings = opened === 0 ? '' : `; ${texts} sealed before that log passed ${size} entries`;
  const compared = comparedAt === undefined ? '' : `; the log, now at ${comparedAt} entries, still holds all of it`;
  return `${consent}; ${log}${openings}${compared}.`;
}

/** `2 of the 3 parties (North and South)`; without names where the parties chose not to show them. */
export function partiesPhrase(given: number, parties: number, names: readonly string[]): string {
  const number =
    given === parties
      ? parties === 1
        ? 'the one party'
        : `all ${parties} parties`
      : `${given} of the ${parties} parties`;
  return names.length === 0 ? number : `${number} (${enumeration(names)})`;
}

export const UNNAMED_PARTY = 'a party without a public name';

export interface NotProvenTerms {
  readonly opened: number;
  readonly signed: number;
  readonly size: number;
  readonly compared: boolean;
}

export function notProvenSentence({ opened, signed, size, compared }: NotProvenTerms): string {
  const nothing = 'It proves nothing about what was said in confidence, since it opens no sealed record';
  const key = signed === 0 ? '' : ' (a signature is shown, but whose key it is you must know from elsewhere)';
  const texts = `It does not prove who wrote what it opens${key}, in which channel, what else was said there, or when exactly before the log passed ${size} entries`;
  const rest = compared
    ? 'is true, or has not been corrected since'
    : 'is true, has not been corrected since, or is still in the log';
  return `${opened === 0 ? nothing : texts}; nor does it prove that what it says ${rest}; and a later roster may have replaced the one that consented.`;
}

function enumeration(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  return `${items.slice(0, -1).join(', ')} and ${last}`;
}
