import { equal } from '../../base/bytes.ts';
import { verify } from '../crypto/ed25519.ts';
import { DisclosureError } from './disclosure-error.ts';
import { type ProcessKey, processKeyName } from './process-key.ts';
import { type Roster, rosterDigest, rosterMessage, type SignedRoster } from './roster.ts';

/**
 * The last of `signedRosters`, which are all of them from the first on, if each was made by its own keys and by a
 * quorum of the one before, and the first is the one that the process key names.
 *
 * Does not say that the last is still in force: a later one may exist. Throws a {@link DisclosureError}.
 */
export async function checkRosterChain(
  signedRosters: readonly SignedRoster[],
  processKey: ProcessKey,
): Promise<Roster> {
  let before: Roster | undefined;
  for (const signed of signedRosters) {
    if (before === undefined) checkFirst(signed, processKey);
    await checkOwnSignatures(signed);
    if (before !== undefined) await checkSuccession(before, signed);
    before = signed.roster;
  }
  if (before === undefined) throw new DisclosureError('ROSTER_OF_ANOTHER_PROCESS', 'no roster at all');
  return before;
}

/** `[ROSTER-3]` */
function checkFirst({ roster, endorsements }: SignedRoster, processKey: ProcessKey): void {
  const isNamed = equal(rosterDigest(roster), processKey.digest);
  if (!isNamed || processKeyName(roster.processName) !== processKey.name) {
    throw new DisclosureError('ROSTER_OF_ANOTHER_PROCESS', 'the process key names another roster');
  }
  if (endorsements.length > 0) throw new DisclosureError('ROSTER_ENDORSEMENT_INVALID', 'the first has none before it');
}

/** `[ROSTER-1]` */
async function checkOwnSignatures({ roster, signatures }: SignedRoster): Promise<void> {
  const { consentKeys, sequence } = roster;
  const message = rosterMessage(roster);
  const detail = { sequence };
  if (signatures.length !== consentKeys.length) {
    throw new DisclosureError('ROSTER_NOT_SIGNED', 'not one signature a key', { detail });
  }
  for (const [index, { key }] of consentKeys.entries()) {
    if (!(await verify(key, signatures[index] as Uint8Array, message))) {
      throw new DisclosureError('ROSTER_NOT_SIGNED', `key ${index} has not signed`, { detail });
    }
  }
}

/** `[ROSTER-2]` */
async function checkSuccession(before: Roster, { roster, endorsements }: SignedRoster): Promise<void> {
  const detail = { sequence: roster.sequence };
  const follows =
    roster.sequence === before.sequence + 1 &&
    roster.processName === before.processName &&
    roster.previousDigest !== undefined &&
    equal(roster.previousDigest, rosterDigest(before));
  if (!follows) throw new DisclosureError('ROSTER_NOT_A_SUCCESSOR', 'does not follow the one before', { detail });

  const message = rosterMessage(roster);
  const endorsed = new Set<number>();
  for (const { index, signature } of endorsements) {
    const key = before.consentKeys[index]?.key;
    if (key === undefined || endorsed.has(index) || !(await verify(key, signature, message))) {
      throw new DisclosureError('ROSTER_ENDORSEMENT_INVALID', `no endorsement by key ${index}`, { detail });
    }
    endorsed.add(index);
  }
  if (endorsed.size < before.quorum) {
    throw new DisclosureError('ROSTER_WITHOUT_QUORUM', `${endorsed.size} of ${before.quorum}`, { detail });
  }
}
