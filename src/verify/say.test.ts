import { describe, expect, test } from 'vitest';
import { ERROR_SENTENCES } from './messages.ts';
import { sayError, sayVerified } from './say.ts';
import type { Verified, VerifiedClaim } from './verify-communique.ts';

const CLAIM: VerifiedClaim = {
  label: 'the agreement',
  commitment: new Uint8Array(32) as VerifiedClaim['commitment'],
  payload: new Uint8Array(1),
  shown: { kind: 'unreadable', bytes: 1 },
  logIndex: 3,
  signedBy: undefined,
};
const VERIFIED: Verified = {
  processName: 'Talks on the river',
  id: new Uint8Array(16),
  kind: 'joint statement',
  corrects: undefined,
  texts: [],
  consents: { given: 2, needed: 2, parties: 3, names: ['North', 'South'] },
  claims: [CLAIM, CLAIM],
  log: { origin: 'talks.example/log', size: 40, releaseIndex: 12, rosterIndices: [1], sizeNow: undefined },
};

test('says what is proven, and what is not', () => {
  expect(sayVerified(VERIFIED)).toEqual({
    proven:
      'This joint statement is, word for word, what 2 of the 3 parties (North and South) of “Talks on the river” agreed to publish, where 2 had to; it is entry 13 of the public log talks.example/log; the 2 texts that it opens had been sealed before that log passed 40 entries.',
    notProven:
      'It does not prove who wrote what it opens, in which channel, what else was said there, or when exactly before the log passed 40 entries; nor does it prove that what it says is true, has not been corrected since, or is still in the log; and a later roster may have replaced the one that consented.',
  });
});

test('says no more than was compared', () => {
  const { proven, notProven } = sayVerified({ ...VERIFIED, log: { ...VERIFIED.log, sizeNow: 900 } });
  expect(proven).toContain('the log, now at 900 entries, still holds all of it.');
  expect(notProven).not.toContain('still in the log');
});

test('without claims nothing of what was said in confidence is proven', () => {
  const { proven, notProven } = sayVerified({ ...VERIFIED, claims: [] });
  expect(proven).not.toContain('sealed');
  expect(notProven).toMatch(/^It proves nothing about what was said in confidence, since it opens no sealed record;/);
});

test('a shown signature is not said to be anyone’s', () => {
  const signed = { ...CLAIM, signedBy: new Uint8Array(32) };
  expect(sayVerified({ ...VERIFIED, claims: [signed] }).notProven).toContain(
    'whose key it is you must know from elsewhere',
  );
});

describe('parties', () => {
  const parties = (consents: Partial<Verified['consents']>) =>
    sayVerified({ ...VERIFIED, consents: { ...VERIFIED.consents, ...consents } }).proven;

  test.each<[Partial<Verified['consents']>, string]>([
    [{ names: undefined }, 'what 2 of the 3 parties of “'],
    [{ names: [undefined, undefined] }, 'what 2 of the 3 parties of “'],
    [{ names: ['North', undefined] }, '(North and a party without a public name)'],
    [{ given: 3, names: ['A', 'B', 'C'] }, 'what all 3 parties (A, B and C) of “'],
    [{ given: 1, needed: 1, parties: 1, names: undefined }, 'what the one party of “'],
  ])('%j', (consents, phrase) => {
    expect(parties(consents)).toContain(phrase);
  });
});

test('every way to fail is one sentence of its own, and says what to do', () => {
  const sentences = Object.values(ERROR_SENTENCES);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^[A-Z][^.!?]*[;,] [^.!?]*\.$/);
    // For people: no code, nothing of the mathematics.
    expect(sentence).not.toMatch(/[A-Z]{3}|hash|Merkle|CBOR|JSON|checkpoint|roster/);
  }
  expect(sayError('CONSENT_TWICE')).toBe(ERROR_SENTENCES.CONSENT_TWICE);
});
