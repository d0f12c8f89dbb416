import { equal } from '../../base/bytes.ts';
import { type ConsentSignatures, checkConsent, checkRelease } from './consent.ts';
import { DisclosureError } from './disclosure-error.ts';
import type { Release } from './release.ts';
import { type Roster, rosterDigest } from './roster.ts';

/**
 * The indices of the parties that consented and released, in ascending order: a quorum, each with both signatures.
 * `[CONSENT-1]`
 *
 * A signature that is none is refused even where enough others remain: nobody may be shown among those who consented
 * without having done so. Throws a {@link DisclosureError}.
 */
export async function checkConsents(
  roster: Roster,
  release: Release,
  signatures: readonly ConsentSignatures[],
): Promise<readonly number[]> {
  const { disclosure } = release;
  if (!equal(disclosure.rosterDigest, rosterDigest(roster))) {
    throw new DisclosureError('CONSENT_TO_ANOTHER_ROSTER', 'the disclosure names another roster');
  }
  const consented = new Set<number>();
  for (const { index, consent, release: released } of signatures) {
    const detail = { index };
    const key = roster.consentKeys[index]?.key;
    if (key === undefined) throw new DisclosureError('CONSENT_OF_UNKNOWN_PARTY', `no party ${index}`, { detail });
    if (consented.has(index)) throw new DisclosureError('CONSENT_TWICE', `party ${index} twice`, { detail });
    if (!(await checkConsent(key, consent, disclosure))) {
      throw new DisclosureError('CONSENT_INVALID', `party ${index} has not consented`, { detail });
    }
    if (!(await checkRelease(key, released, release))) {
      throw new DisclosureError('RELEASE_INVALID', `party ${index} has not released`, { detail });
    }
    consented.add(index);
  }
  if (consented.size < roster.quorum) {
    const detail = { given: consented.size, needed: roster.quorum };
    throw new DisclosureError('CONSENTS_BELOW_QUORUM', `${consented.size} of ${roster.quorum}`, { detail });
  }
  return [...consented].sort((a, b) => a - b);
}
