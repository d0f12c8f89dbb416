import { concat } from '../../base/bytes.ts';
import { fixed, uint } from '../../protocol/codec/shapes.ts';
import { ED25519_SIGNATURE_BYTES } from '../../protocol/crypto/ed25519.ts';
import { SHA256_BYTES } from '../../protocol/crypto/sha256.ts';
import { PARTIES_MAX } from '../../protocol/disclosure/limits.ts';
import { domain } from '../../protocol/domain.ts';

export const disclosureDigestField = fixed('disclosure', SHA256_BYTES);
export const indexField = uint('index', { max: PARTIES_MAX - 1 });
export const signatureField = fixed('signature', ED25519_SIGNATURE_BYTES);

/** What `signConsent` signs, from the digest alone. */
export function consentMessageOf(disclosureDigest: Uint8Array): Uint8Array {
  return concat(domain('consent'), disclosureDigest);
}

/** What `signRelease` signs, from the digest alone: the release itself, with its salts, is in no entry. */
export function releaseMessageOf(releaseDigest: Uint8Array): Uint8Array {
  return concat(domain('release-signature'), releaseDigest);
}
