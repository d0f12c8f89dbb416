import type { Brand } from '../../base/brand.ts';
import { equal } from '../../base/bytes.ts';
import { type ConsentSignatures, checkConsent, checkRelease } from './consent.ts';
import type { Disclosure } from './disclosure.ts';
import { DisclosureError } from './disclosure-error.ts';
import type { Release } from './release.ts';
import { type Roster, rosterDigest } from './roster.ts';

/** The indices of those who signed, in ascending order. */
export type Parties = readonly number[];

/** A disclosure to which a quorum has consented: what lets shares move, and made by {@link checkRound} alone. */
export type ConsentedRound = Brand<{ readonly disclosure: Disclosure; readonly parties: Parties }, 'ConsentedRound'>;

/**
 * The first half of a round: a quorum of the roster's distinct keys has consented to this disclosure. `[CONSENT-3]`
 *
 * Throws a {@link DisclosureError}, CONSENTS_BELOW_QUORUM while too few have.
 */
export async function checkRound(
  roster: Roster,
  disclosure: Disclosure,
  consents: readonly Pick<ConsentSignatures, 'index' | 'consent'>[],
): Promise<ConsentedRound> {
  const parties = await countParties(roster, disclosure, consents, async () => {});
  return { disclosure, parties } as ConsentedRound;
}

/**
 * The parties that consented and released: a quorum, each with both signatures. `[CONSENT-1]`
 *
 * A signature that is none is refused even where enough others remain: nobody may be shown among those who consented
 * without having done so. Throws a {@link DisclosureError}.
 */
export function checkConsents(
  roster: Roster,
  release: Release,
  signatures: readonly ConsentSignatures[],
): Promise<Parties> {
  return countParties(roster, release.disclosure, signatures, async (key, { index, release: signature }) => {
    if (await checkRelease(key, signature, release)) return;
    throw new DisclosureError('RELEASE_INVALID', `party ${index} has not released`, { detail: { index } });
  });
}

async function countParties<T extends Pick<ConsentSignatures, 'index' | 'consent'>>(
  roster: Roster,
  disclosure: Disclosure,
  signatures: readonly T[],
  checkMore: (key: Uint8Array, signatures: T) => Promise<void>,
): Promise<Parties> {
  if (!equal(disclosure.rosterDigest, rosterDigest(roster))) {
    throw new DisclosureError('CONSENT_TO_ANOTHER_ROSTER', 'the disclosure names another roster');
  }
  const counted = new Set<number>();
  for (const each of signatures) {
    const { index } = each;
    const detail = { index };
    const key = roster.consentKeys[index]?.key;
    if (key === undefined) throw new DisclosureError('CONSENT_OF_UNKNOWN_PARTY', `no party ${index}`, { detail });
    if (counted.has(index)) throw new DisclosureError('CONSENT_TWICE', `party ${index} twice`, { detail });
    if (!(await checkConsent(key, each.consent, disclosure))) {
      throw new DisclosureError('CONSENT_INVALID', `party ${index} has not consented`, { detail });
    }
    await checkMore(key, each);
    counted.add(index);
  }
  if (counted.size < roster.quorum) {
    const detail = { given: counted.size, needed: roster.quorum };
    throw new DisclosureError('CONSENTS_BELOW_QUORUM', `${counted.size} of ${roster.quorum}`, { detail });
  }
  return [...counted].sort((a, b) => a - b);
}
