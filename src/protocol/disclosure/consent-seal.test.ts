import { describe, expect, test } from 'vitest';
import { concat, utf8 } from '../../base/bytes.ts';
import { sha256 } from '../crypto/sha256.ts';
import { consentBlind, opensConsentSeal, sealConsent } from './consent-seal.ts';

const fill = (length: number, value: number) => new Uint8Array(length).fill(value);
const blind = fill(32, 1);
const signature = fill(64, 2);

describe('[CONSENT-5] a sealed consent', () => {
  test('is a hash over its own domain, blind and signature', () => {
    const expected = sha256(concat(utf8('pourparler/v1/consent-seal\0'), blind, signature));
    expect(sealConsent(blind, signature)).toEqual(expected);
  });

  test('opens to what it was made of, and to nothing else', () => {
    const seal = sealConsent(blind, signature);
    expect(opensConsentSeal(seal, { blind, signature })).toBe(true);
    expect(opensConsentSeal(seal, { blind: fill(32, 3), signature })).toBe(false);
    expect(opensConsentSeal(seal, { blind, signature: fill(64, 3) })).toBe(false);
  });

  test('has a blind that holder and disclosure alone make, and make again', () => {
    const [seed, digest] = [fill(32, 5), fill(32, 6)];
    expect(consentBlind(seed, digest)).toEqual(consentBlind(seed.slice(), digest.slice()));
    expect(consentBlind(seed, digest)).not.toEqual(consentBlind(seed, fill(32, 7)));
    expect(consentBlind(seed, digest)).not.toEqual(consentBlind(fill(32, 7), digest));
  });
});
