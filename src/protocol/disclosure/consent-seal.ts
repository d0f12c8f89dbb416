import { equal } from '../../base/bytes.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';

export const CONSENT_BLIND_BYTES = 32;

/**
 * What hides a holder's first signature until the quorum. From its seed, so that it outlives a restart and a lost
 * device: Ed25519 is deterministic, and seed and disclosure are all that it takes to make the seal again.
 */
export function consentBlind(seed: Uint8Array, disclosureDigest: Uint8Array): Uint8Array {
  return hkdf(seed, disclosureDigest, domain('consent-blind'), CONSENT_BLIND_BYTES);
}

/**
 * A holder's yes, bound and hidden: it can open to this signature alone, and until then shows nothing of it, not even
 * that there is one. `[CONSENT-5]`
 */
export function sealConsent(blind: Uint8Array, signature: Uint8Array): Uint8Array {
  return sha256(domain('consent-seal'), blind, signature);
}

/** Whether a seal was made over this signature. Whether the signature holds is another question. */
export function opensConsentSeal(
  seal: Uint8Array,
  { blind, signature }: { readonly blind: Uint8Array; readonly signature: Uint8Array },
): boolean {
  return equal(seal, sealConsent(blind, signature));
}
