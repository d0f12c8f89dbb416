import type { Commitment } from '../base/ids.ts';
import { type Communique, parseCommunique } from '../protocol/disclosure/communique.ts';
import type { CommuniqueKind, DisclosureText } from '../protocol/disclosure/disclosure.ts';
import { DisclosureError } from '../protocol/disclosure/disclosure-error.ts';
import { checkOpening, isLogged, type LogPlace, placedBeat } from '../protocol/disclosure/opening.ts';
import { type ProcessKey, parseProcessKey } from '../protocol/disclosure/process-key.ts';
import { checkConsents } from '../protocol/disclosure/quorum.ts';
import { releaseDigest } from '../protocol/disclosure/release.ts';
import { type Roster, rosterDigest } from '../protocol/disclosure/roster.ts';
import { checkRosterChain } from '../protocol/disclosure/roster-chain.ts';
import { type Checkpoint, checkCheckpoint } from '../protocol/log/checkpoint.ts';
import { LogError } from '../protocol/log/log-error.ts';
import { ED25519_TYPE, parseVerifierKey, type VerifierKey } from '../protocol/log/verifier-key.ts';
import { compareLog, type LoggedEntry } from './compare-log.ts';
import { type ShownPayload, showPayload } from './shown-payload.ts';
import type { TileSource } from './tile-source.ts';
import { VerifyError, type VerifyErrorCode } from './verify-error.ts';

export interface VerifyRequest {
  readonly file: Uint8Array | string;
  /** Both as the venue and the process publish them, on one line. Not from the file, nor from whoever sent it. */
  readonly venueKey: string;
  readonly processKey: string;
  /** With it, the file's checkpoint is compared with the log as it is now. */
  readonly log?: TileSource | undefined;
}

export interface VerifiedConsents {
  readonly given: number;
  readonly needed: number;
  readonly parties: number;
  /** Of those who consented, where they chose to be shown; a party without a label is `undefined`. */
  readonly names: readonly (string | undefined)[] | undefined;
}

export interface VerifiedClaim {
  readonly label: string;
  readonly commitment: Commitment;
  readonly payload: Uint8Array;
  readonly shown: ShownPayload;
  readonly logIndex: number;
  /** A key whose holder signed this commitment on the record. Whose key it is, is not proven. */
  readonly signedBy: Uint8Array | undefined;
}

export interface VerifiedLog {
  readonly origin: string;
  /** Of the file's checkpoint: everything proven was in the log by then. */
  readonly size: number;
  readonly releaseIndex: number;
  readonly rosterIndices: readonly number[];
  /** The log's size now, if it was compared. */
  readonly sizeNow: number | undefined;
}

/** All that a communiqué proves; say.ts puts it into words. */
export interface Verified {
  readonly processName: string;
  readonly id: Uint8Array;
  readonly kind: CommuniqueKind;
  readonly corrects: Uint8Array | undefined;
  readonly texts: readonly DisclosureText[];
  readonly consents: VerifiedConsents;
  readonly claims: readonly VerifiedClaim[];
  readonly log: VerifiedLog;
}

/**
 * An outsider's check of a published communiqué, with nothing but the file and two keys. `[OPEN-1]`
 *
 * Throws {@link VerifyError} on the first thing that is wrong, in the order of `[OPEN-2]`. Does not say who spoke, what
 * else was said, that a text is true, or that roster and communiqué have not been replaced since.
 */
export async function verifyCommunique({ file, venueKey, processKey, log }: VerifyRequest): Promise<Verified> {
  try {
    const venue = readVenueKey(venueKey);
    const process = parseProcessKey(processKey);
    return await check(parseCommunique(file), venue, process, log);
  } catch (cause) {
    if (!(cause instanceof DisclosureError)) throw cause;
    throw new VerifyError(cause.code, cause.message, { cause, detail: { ...cause.detail } });
  }
}

async function check(
  communique: Communique,
  venueKey: VerifierKey,
  processKey: ProcessKey,
  source: TileSource | undefined,
): Promise<Verified> {
  const checkpoint = await readCheckpoint(communique.checkpoint, venueKey);
  const roster = await checkRosterChain(
    communique.rosters.map(({ signed }) => signed),
    processKey,
  );
  const consented = await checkConsents(roster, communique.release, communique.consents);
  checkRostersLogged(communique, checkpoint);
  checkReleaseLogged(communique, checkpoint);
  const claims = await checkOpenings(communique, checkpoint);
  const now = source && (await compareLog(source, venueKey, checkpoint, entriesOf(communique)));

  const { id, kind, corrects, texts, showParties } = communique.release.disclosure;
  return {
    processName: roster.processName,
    id,
    kind,
    corrects,
    texts,
    consents: consentsOf(roster, consented, showParties),
    claims,
    log: {
      origin: checkpoint.origin,
      size: checkpoint.size,
      releaseIndex: communique.releaseLogged.index,
      rosterIndices: communique.rosters.map(({ logged }) => logged.index),
      sizeNow: now?.size,
    },
  };
}

function readVenueKey(text: string): VerifierKey {
  try {
    const key = parseVerifierKey(text);
    if (key.type === ED25519_TYPE) return key;
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new VerifyError('VENUE_KEY_MALFORMED', cause.message, { cause });
  }
  throw new VerifyError('VENUE_KEY_MALFORMED', 'a key of another type');
}

const CHECKPOINT_CODES: { readonly [code in string]?: VerifyErrorCode } = {
  WRONG_KEY: 'CHECKPOINT_OF_ANOTHER_KEY',
  WRONG_SIGNATURE: 'CHECKPOINT_SIGNATURE_WRONG',
  WRONG_ORIGIN: 'CHECKPOINT_OF_ANOTHER_LOG',
};

async function readCheckpoint(note: string, venueKey: VerifierKey): Promise<Checkpoint> {
  try {
    return (await checkCheckpoint(note, venueKey)).checkpoint;
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new VerifyError(CHECKPOINT_CODES[cause.code] ?? 'CHECKPOINT_MALFORMED', cause.message, { cause });
  }
}

function checkRostersLogged({ rosters }: Communique, checkpoint: Checkpoint): void {
  for (const { signed, logged } of rosters) {
    const { sequence } = signed.roster;
    checkLogged('ROSTER_NOT_LOGGED', rosterDigest(signed.roster), logged, checkpoint, { sequence });
  }
}

function checkReleaseLogged({ release, releaseLogged }: Communique, checkpoint: Checkpoint): void {
  checkLogged('RELEASE_NOT_LOGGED', releaseDigest(release), releaseLogged, checkpoint, {});
}

function checkLogged(
  code: VerifyErrorCode,
  entry: Uint8Array,
  place: LogPlace,
  checkpoint: Checkpoint,
  detail: Record<string, number>,
): void {
  checkCovered(place.index, checkpoint, detail);
  if (!isLogged(entry, place, checkpoint)) throw new VerifyError(code, `not entry ${place.index}`, { detail });
}

function checkCovered(logIndex: number, { size }: Checkpoint, detail: Record<string, number>): void {
  if (logIndex < size) return;
  throw new VerifyError('CHECKPOINT_TOO_OLD', `entry ${logIndex} of ${size}`, {
    detail: { ...detail, logIndex, size },
  });
}

async function checkOpenings({ release, openings }: Communique, checkpoint: Checkpoint): Promise<VerifiedClaim[]> {
  const verified: VerifiedClaim[] = [];
  for (const [claim, { label, commitment }] of release.disclosure.claims.entries()) {
    const opened = release.opened[claim];
    const evidence = openings[claim];
    if (opened === undefined || evidence === undefined) {
      throw new VerifyError('CLAIM_WITHOUT_OPENING', `claim ${claim}`, { detail: { claim } });
    }
    checkCovered(evidence.logIndex, checkpoint, { claim });
    await checkOpening(commitment, opened, evidence, checkpoint);
    const { payload } = opened;
    const signedBy = evidence.authorship?.signKey;
    verified.push({ label, commitment, payload, shown: showPayload(payload), logIndex: evidence.logIndex, signedBy });
  }
  return verified;
}

/** Already proven to be under the file's checkpoint. */
function entriesOf({ release, releaseLogged, rosters, openings }: Communique): LoggedEntry[] {
  const beats = openings.flatMap((evidence, claim) => {
    const commitment = release.disclosure.claims[claim]?.commitment;
    const entry = commitment && placedBeat(commitment, evidence);
    return entry === undefined ? [] : [{ index: evidence.logIndex, entry }];
  });
  const digests = rosters.map(({ signed, logged }) => ({ index: logged.index, entry: rosterDigest(signed.roster) }));
  return [...digests, { index: releaseLogged.index, entry: releaseDigest(release) }, ...beats];
}

function consentsOf(roster: Roster, consented: readonly number[], showParties: boolean): VerifiedConsents {
  const names = showParties ? consented.map((index) => roster.consentKeys[index]?.label) : undefined;
  return { given: consented.length, needed: roster.quorum, parties: roster.consentKeys.length, names };
}
