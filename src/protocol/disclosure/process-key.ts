import { concat, equal } from '../../base/bytes.ts';
import { SHA256_BYTES } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { LogError } from '../log/log-error.ts';
import { formatVerifierKey, parseVerifierKey, verifierKey } from '../log/verifier-key.ts';
import { DisclosureError } from './disclosure-error.ts';
import { type Roster, rosterDigest } from './roster.ts';

/** The digest of a process's first roster: what a verifier must have from somewhere it trusts. */
export interface ProcessKey {
  /** The process's name in the form of a signed-note key name. */
  readonly name: string;
  readonly digest: Uint8Array;
}

/** The type of a signed-note key that says itself what it is: https://c2sp.org/signed-note. */
const SELF_NAMING_TYPE = 0xff;

/** Longer than any: a name of 200 bytes, a hash of 8 characters, and the key. */
const PROCESS_KEY_LENGTH_MAX = 400;

export function processKeyOf(first: Roster): ProcessKey {
  return { name: processKeyName(first.processName), digest: rosterDigest(first) };
}

/** A key's name has neither white space nor plus signs: each run of them becomes one hyphen. */
export function processKeyName(processName: string): string {
  return processName.replace(/[\p{White_Space}+]+/gu, '-');
}

/** `name+hash+base64`, without an end of line. */
export function formatProcessKey({ name, digest }: ProcessKey): string {
  return formatVerifierKey(verifierKey(name, SELF_NAMING_TYPE, concat(domain('process'), digest)));
}

/** Strict: the one spelling that {@link formatProcessKey} gives. Throws PROCESS_KEY_MALFORMED. */
export function parseProcessKey(text: string): ProcessKey {
  if (text.length > PROCESS_KEY_LENGTH_MAX) throw malformed(`${text.length} characters`);
  const { name, type, publicKey } = parseKey(text);
  const prefix = domain('process');
  if (type !== SELF_NAMING_TYPE || publicKey.length !== prefix.length + SHA256_BYTES) throw malformed('another type');
  if (!equal(publicKey.subarray(0, prefix.length), prefix)) throw malformed('the key of something else');
  return { name, digest: publicKey.slice(prefix.length) };
}

function parseKey(text: string) {
  try {
    return parseVerifierKey(text);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw malformed(cause.message, cause);
  }
}

function malformed(what: string, cause?: unknown): DisclosureError {
  return new DisclosureError('PROCESS_KEY_MALFORMED', `not a process key: ${what}`, { cause });
}
