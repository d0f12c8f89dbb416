/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, Commitment } from '../../src/base/ids.ts';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { decode, encode } from '../../src/protocol/codec/codec.ts';
import { auditClaim } from '../../src/protocol/disclosure/audit-claim.ts';
import { openAuditShare } from '../../src/protocol/disclosure/audit-share.ts';
import { checkConsent, checkRelease } from '../../src/protocol/disclosure/consent.ts';
import { consentBlind, opensConsentSeal } from '../../src/protocol/disclosure/consent-seal.ts';
import { disclosureCodec, disclosureDigest } from '../../src/protocol/disclosure/disclosure.ts';
import { RELEASE_BYTES_MAX, ROSTER_BYTES_MAX } from '../../src/protocol/disclosure/limits.ts';
import { checkOpening, type OpeningEvidence } from '../../src/protocol/disclosure/opening.ts';
import { releaseCodec, releaseDigest } from '../../src/protocol/disclosure/release.ts';
import { rosterCodec, rosterDigest } from '../../src/protocol/disclosure/roster.ts';
import { verifyCommunique } from '../../src/verify/verify-communique.ts';
import { VerifyError } from '../../src/verify/verify-error.ts';
import encodings from './disclosure/encodings.json' with { type: 'json' };
import { type DisclosureCase, disclosureCases } from './disclosure-cases.ts';
import { type OpeningCase, openingCases } from './opening-cases.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;

const communiques = named<DisclosureCase>(
  import.meta.glob(['./disclosure/*.json', '!./disclosure/encodings.json'], { eager: true, import: 'default' }),
);
const openings = named<OpeningCase>(import.meta.glob('./opening/*.json', { eager: true, import: 'default' }));

describe('[OPEN-1] [OPEN-2] communiqués, each with one thing wrong', () => {
  test.each(communiques)('$name', async ({ vector: { expect: expected, ...request } }) => {
    const outcome = verifyCommunique(request).then(
      () => 'verified',
      (error: unknown) => (error instanceof VerifyError ? error.code : error),
    );
    expect(await outcome).toBe(expected);
    // As bytes it is the same file.
    const asBytes = verifyCommunique({ ...request, file: utf8(request.file) });
    await (expected === 'verified'
      ? expect(asBytes).resolves.toBeDefined()
      : expect(asBytes).rejects.toThrow(VerifyError));
  });

  test('are enough, and say every way to fail by the file, keys and parties', () => {
    const codes = new Set(communiques.map(({ vector }) => vector.expect));
    expect(communiques.filter(({ vector }) => vector.expect !== 'verified').length).toBeGreaterThanOrEqual(20);
    expect(codes.size).toBeGreaterThanOrEqual(26);
  });
});

describe('[OPEN-3] [CONSENT-4] openings and audits, each with one thing wrong', () => {
  test.each(openings)('$name', async ({ vector }) => {
    expect(await outcomeOf(vector)).toBe(vector.expect);
  });
});

describe('[CODEC-1] encodings of a disclosure', () => {
  test('roster', () => {
    const roster = decode(rosterCodec, hex(encodings.roster), ROSTER_BYTES_MAX);
    expect(toHex(encode(rosterCodec, roster))).toBe(encodings.roster);
    expect(toHex(rosterDigest(roster))).toBe(encodings.rosterDigest);
  });

  test('disclosure and release, and their signatures', async () => {
    const release = decode(releaseCodec, hex(encodings.release), RELEASE_BYTES_MAX);
    expect(toHex(encode(disclosureCodec, release.disclosure))).toBe(encodings.disclosure);
    expect(toHex(disclosureDigest(release.disclosure))).toBe(encodings.disclosureDigest);
    expect(toHex(releaseDigest(release))).toBe(encodings.releaseDigest);
    const { consentKeys } = decode(rosterCodec, hex(encodings.roster), ROSTER_BYTES_MAX);
    for (const [index, consent, released] of encodings.consents as [number, string, string][]) {
      const key = consentKeys[index]?.key as Uint8Array;
      expect(await checkConsent(key, hex(consent), release.disclosure)).toBe(true);
      expect(await checkRelease(key, hex(released), release)).toBe(true);
    }
  });

  test('[CONSENT-5] the seals of the consents', () => {
    const seals = encodings.consentSeals as [number, string, string][];
    for (const [at, [index, blind, seal]] of seals.entries()) {
      const [party, consent] = (encodings.consents as [number, string, string][])[at] ?? [];
      const seed = hex((encodings.consentKeySeeds as string[])[index] as string);
      expect(party).toBe(index);
      expect(toHex(consentBlind(seed, hex(encodings.disclosureDigest)))).toBe(blind);
      expect(opensConsentSeal(hex(seal), { blind: hex(blind), signature: hex(consent as string) })).toBe(true);
    }
  });
});

test('the vectors are those that scripts/make-disclosure-vectors.ts writes', async () => {
  const { encodings: made, ...cases } = await disclosureCases();
  expect(made).toEqual(encodings);
  // As written, so that what JSON leaves out is left out.
  expect(JSON.parse(JSON.stringify(cases))).toEqual(byName(communiques));
  expect(JSON.parse(JSON.stringify(await openingCases()))).toEqual(byName(openings));
});

async function outcomeOf(vector: OpeningCase): Promise<string> {
  const commitment = hex(vector.commitment) as Commitment;
  switch (vector.kind) {
    case 'opening': {
      const opened = { payload: hex(vector.payload), salt: hex(vector.salt) };
      const log = { size: vector.log.size, root: hex(vector.log.root) };
      const checked = checkOpening(commitment, opened, evidenceOf(vector.evidence), log);
      return checked.then(
        () => 'opens',
        (error) => error.code,
      );
    }
    case 'audit':
      return (await auditClaim(commitment, hex(vector.payload), { shares: vector.shares.map(hex) })).kind;
    case 'audit-share': {
      const context = {
        channel: hex(vector.channel) as ChannelId,
        disclosureDigest: hex(vector.disclosureDigest),
        commitment,
      };
      const share = await openAuditShare(hex(vector.shareSecret), context, hex(vector.sealed));
      return share === undefined ? 'not-for-this' : toHex(share);
    }
  }
}

function evidenceOf(json: Readonly<Record<string, unknown>>): OpeningEvidence {
  const bytesIn = (value: unknown): unknown => {
    if (typeof value === 'string') return hex(value);
    if (Array.isArray(value)) return value.map(bytesIn);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bytesIn(each)]));
  };
  return bytesIn(json) as OpeningEvidence;
}

interface Named<T> {
  readonly name: string;
  readonly vector: T;
}

function named<T>(files: Record<string, unknown>): Named<T>[] {
  return Object.entries(files).map(([path, vector]) => ({
    name: path.replace(/^.*\/|\.json$/g, '').replaceAll('-', ' '),
    vector: vector as T,
  }));
}

function byName<T>(vectors: readonly Named<T>[]): Record<string, T> {
  return Object.fromEntries(vectors.map(({ name, vector }) => [name.replaceAll(' ', '-'), vector]));
}
