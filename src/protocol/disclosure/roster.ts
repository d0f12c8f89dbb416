import { concat } from '../../base/bytes.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Decoded, encode } from '../codec/codec.ts';
import { fixed, list, optional, struct, uint } from '../codec/shapes.ts';
import { ED25519_PUBLIC_KEY_BYTES, ED25519_SIGNATURE_BYTES, sign } from '../crypto/ed25519.ts';
import { SHA256_BYTES, sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { LABEL_BYTES_MAX, PARTIES_MAX, PROCESS_NAME_BYTES_MAX, ROSTERS_MAX } from './limits.ts';
import { label } from './plain-text.ts';
import { areDistinct, refined } from './refined.ts';

const consentKeyCodec = struct('consent key', {
  key: fixed('key', ED25519_PUBLIC_KEY_BYTES),
  label: optional(label('label', LABEL_BYTES_MAX)),
});

/** One party's place in a roster. Where the parties chose not to be told apart in public, it has no label. */
export type ConsentKey = Decoded<typeof consentKeyCodec>;

/** Who may consent for a process, and how many must. A party's index is its place in `consentKeys`. */
export const rosterCodec = refined(
  struct('roster', {
    version: uint<1>('version', { min: 1, max: 1 }),
    processName: label('process name', PROCESS_NAME_BYTES_MAX),
    sequence: uint('sequence', { max: ROSTERS_MAX - 1 }),
    previousDigest: optional(fixed('previous digest', SHA256_BYTES)),
    consentKeys: list('consent keys', consentKeyCodec, { min: 1, max: PARTIES_MAX }),
    quorum: uint('quorum', { min: 1, max: PARTIES_MAX }),
  }),
  ({ sequence, previousDigest, consentKeys, quorum }) => {
    const labels = consentKeys.flatMap(({ label }) => label ?? []);
    if (quorum > consentKeys.length) return 'a quorum of more than there are';
    // One holder in two places would be a quorum of one.
    if (!areDistinct(consentKeys.map(({ key }) => toHex(key)))) return 'a key twice';
    if (!areDistinct(labels)) return 'a label twice';
    if ((sequence === 0) !== (previousDigest === undefined)) return 'the first one alone names none before it';
    return undefined;
  },
);
export type Roster = Decoded<typeof rosterCodec>;

/** A signature by the key at `index` of the roster before. */
const endorsementCodec = struct('endorsement', {
  index: uint('index', { max: PARTIES_MAX - 1 }),
  signature: fixed('signature', ED25519_SIGNATURE_BYTES),
});

export const signedRosterCodec = struct('signed roster', {
  roster: rosterCodec,
  signatures: list('signatures', fixed('signature', ED25519_SIGNATURE_BYTES), { min: 1, max: PARTIES_MAX }),
  endorsements: list('endorsements', endorsementCodec, { max: PARTIES_MAX }),
});
export type SignedRoster = Decoded<typeof signedRosterCodec>;

export interface RosterTerms {
  readonly consentKeys: readonly ConsentKey[];
  readonly quorum: number;
}

export function firstRoster(processName: string, { consentKeys, quorum }: RosterTerms): Roster {
  return { version: 1, processName, sequence: 0, previousDigest: undefined, consentKeys, quorum };
}

/** The process keeps its name: it is a part of the process key. */
export function successorRoster(before: Roster, { consentKeys, quorum }: RosterTerms): Roster {
  const sequence = before.sequence + 1;
  return { ...before, sequence, previousDigest: rosterDigest(before), consentKeys, quorum };
}

/** What the log carries, and what a disclosure and a successor name. */
export function rosterDigest(roster: Roster): Uint8Array {
  return sha256(domain('roster'), encode(rosterCodec, roster));
}

/** One holder's signature: as a key of this roster, or as an endorsement by one of the roster before. */
export function signRoster(seed: Uint8Array, roster: Roster): Promise<Uint8Array> {
  return sign(seed, rosterMessage(roster));
}

export function rosterMessage(roster: Roster): Uint8Array {
  return concat(domain('roster-signature'), rosterDigest(roster));
}
