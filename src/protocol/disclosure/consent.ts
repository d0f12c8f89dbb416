import { concat } from '../../base/bytes.ts';
import type { Decoded } from '../codec/codec.ts';
import { fixed, struct, uint } from '../codec/shapes.ts';
import { ED25519_SIGNATURE_BYTES, sign, verify } from '../crypto/ed25519.ts';
import { domain } from '../domain.ts';
import { type Disclosure, disclosureDigest } from './disclosure.ts';
import { PARTIES_MAX } from './limits.ts';
import { type Release, releaseDigest } from './release.ts';

export const consentSignaturesCodec = struct('consent signatures', {
  index: uint('index', { max: PARTIES_MAX - 1 }),
  consent: fixed('consent', ED25519_SIGNATURE_BYTES),
  release: fixed('release', ED25519_SIGNATURE_BYTES),
});
/** One party's two signatures; `index` is its place in the roster. */
export type ConsentSignatures = Decoded<typeof consentSignaturesCodec>;

/** The first signature: yes to this text and to opening these claims. No share has moved yet. */
export function signConsent(seed: Uint8Array, disclosure: Disclosure): Promise<Uint8Array> {
  return sign(seed, consentMessage(disclosure));
}

export function checkConsent(key: Uint8Array, signature: Uint8Array, disclosure: Disclosure): Promise<boolean> {
  return verify(key, signature, consentMessage(disclosure));
}

/** The second signature, after the audit: what was opened is what was claimed, and may go out. */
export function signRelease(seed: Uint8Array, release: Release): Promise<Uint8Array> {
  return sign(seed, releaseMessage(release));
}

export function checkRelease(key: Uint8Array, signature: Uint8Array, release: Release): Promise<boolean> {
  return verify(key, signature, releaseMessage(release));
}

function consentMessage(disclosure: Disclosure): Uint8Array {
  return concat(domain('consent'), disclosureDigest(disclosure));
}

function releaseMessage(release: Release): Uint8Array {
  return concat(domain('release-signature'), releaseDigest(release));
}
