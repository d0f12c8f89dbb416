import { beforeAll, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import type { ChannelId, Commitment } from '../../base/ids.ts';
import { commit } from '../commitment/commitment.ts';
import { splitSalt } from '../commitment/salt-shares.ts';
import { publicKey } from '../crypto/ed25519.ts';
import { sha256 } from '../crypto/sha256.ts';
import { publicKey as shareKeyOf } from '../crypto/x25519.ts';
import { auditClaim } from './audit-claim.ts';
import { openAuditShare, sealAuditShare } from './audit-share.ts';
import { checkConsent, signConsent, signRelease } from './consent.ts';
import { type Disclosure, disclosureDigest } from './disclosure.ts';
import { checkConsents, checkRound } from './quorum.ts';
import type { Release } from './release.ts';
import { firstRoster, type Roster, rosterDigest } from './roster.ts';

const seed = (name: string) => sha256(utf8(name));
const PARTIES = ['a', 'b', 'c'];
const SALT = seed('salt');
const PAYLOAD = utf8('what was said');
const COMMITMENT = commit(SALT, PAYLOAD);

let roster: Roster;
let disclosure: Disclosure;
let release: Release;

beforeAll(async () => {
  const keys = await Promise.all(PARTIES.map((name) => publicKey(seed(name))));
  // Without labels: parties that are only counted.
  roster = firstRoster('Talks', { consentKeys: keys.map((key) => ({ key, label: undefined })), quorum: 2 });
  disclosure = {
    version: 1,
    rosterDigest: rosterDigest(roster),
    id: new Uint8Array(16),
    kind: 'joint statement',
    corrects: undefined,
    texts: [{ language: 'en', title: 'Agreed', text: 'Sixty days.' }],
    claims: [{ commitment: COMMITMENT, label: 'the agreement' }],
    showParties: false,
  };
  release = { version: 1, disclosure, opened: [{ payload: PAYLOAD, salt: SALT }] };
});

async function by(index: number) {
  const key = seed(PARTIES[index] as string);
  return { index, consent: await signConsent(key, disclosure), release: await signRelease(key, release) };
}

test('[CONSENT-1] a quorum of distinct keys, each with both signatures, in any order', async () => {
  expect(await checkConsents(roster, release, [await by(2), await by(0)])).toEqual([0, 2]);
  expect(await checkConsents(roster, release, [await by(0), await by(1), await by(2)])).toEqual([0, 1, 2]);
  await expect(checkConsents(roster, release, [await by(2)])).rejects.toMatchObject({ code: 'CONSENTS_BELOW_QUORUM' });
  await expect(checkConsents(roster, release, [])).rejects.toMatchObject({ code: 'CONSENTS_BELOW_QUORUM' });
  await expect(checkConsents(roster, release, [await by(2), await by(2)])).rejects.toMatchObject({
    code: 'CONSENT_TWICE',
  });
});

test('[CONSENT-1] one signature that is none is refused although enough others remain', async () => {
  const broken = { ...(await by(2)), release: (await by(1)).release };
  const signatures = [await by(0), await by(1), broken];
  await expect(checkConsents(roster, release, signatures)).rejects.toMatchObject({ code: 'RELEASE_INVALID' });
});

test('[CONSENT-2] one changed byte needs new consents', async () => {
  const changed = { ...disclosure, texts: [{ language: 'en', title: 'Agreed', text: 'Sixty days!' }] };
  const { consent } = await by(0);
  expect(await checkConsent(roster.consentKeys[0]?.key as Uint8Array, consent, disclosure)).toBe(true);
  expect(await checkConsent(roster.consentKeys[0]?.key as Uint8Array, consent, changed)).toBe(false);
  const signatures = [await by(0), await by(1)];
  const outcome = checkConsents(roster, { ...release, disclosure: changed }, signatures);
  await expect(outcome).rejects.toMatchObject({ code: 'CONSENT_INVALID' });
});

test('[CONSENT-3] a round below its quorum gives nothing that a share could be sealed for', async () => {
  for (const consents of [[], [await by(1)]]) {
    const outcome = checkRound(roster, disclosure, consents);
    await expect(outcome).rejects.toMatchObject({ code: 'CONSENTS_BELOW_QUORUM' });
  }
  const twice = checkRound(roster, disclosure, [await by(1), await by(1)]);
  await expect(twice).rejects.toMatchObject({ code: 'CONSENT_TWICE' });
  // The first signatures are enough: there is no release to sign yet.
  const { consent } = await by(0);
  const round = await checkRound(roster, disclosure, [{ index: 0, consent }, await by(2)]);
  expect(round.parties).toEqual([0, 2]);
});

test('[CONSENT-3] no share moves of an entry that the disclosure does not claim', async () => {
  const round = await checkRound(roster, disclosure, [await by(0), await by(1)]);
  const context = { round, channel: new Uint8Array(16) as ChannelId, commitment: seed('another') as Commitment };
  await expect(sealAuditShare(await shareKeyOf(seed('b')), context, new Uint8Array(33))).rejects.toThrow(RangeError);
});

test('[CONSENT-4] shares that were handed on for the audit give the salt, or the round is void', async () => {
  const [first, second] = (await splitSalt(SALT, { shares: 3, needed: 2 })) as [Uint8Array, Uint8Array];
  const channel = new Uint8Array(16) as ChannelId;
  const context = { channel, disclosureDigest: disclosureDigest(disclosure), commitment: COMMITMENT };
  const round = await checkRound(roster, disclosure, [await by(0), await by(1)]);
  const sealed = await sealAuditShare(await shareKeyOf(seed('b')), { ...context, round }, first);
  const opened = (await openAuditShare(seed('b'), context, sealed)) as Uint8Array;
  expect(opened).toEqual(first);
  expect(await openAuditShare(seed('c'), context, sealed)).toBeUndefined();

  const audit = await auditClaim(COMMITMENT, PAYLOAD, { shares: [opened, second] });
  expect(audit).toEqual({ kind: 'holds', opened: { payload: PAYLOAD, salt: SALT } });
  const mismatch = { kind: 'mismatch' };
  expect(await auditClaim(COMMITMENT, PAYLOAD, { shares: [opened] })).toEqual(mismatch);
  expect(await auditClaim(COMMITMENT, utf8('what was not said'), { shares: [opened, second] })).toEqual(mismatch);
  expect(await auditClaim(seed('another') as Commitment, PAYLOAD, { shares: [opened, second] })).toEqual(mismatch);
});

test('an author who gave the salt is audited alike', async () => {
  expect((await auditClaim(COMMITMENT, PAYLOAD, { salt: SALT })).kind).toBe('holds');
  expect((await auditClaim(COMMITMENT, PAYLOAD, { salt: seed('another') })).kind).toBe('mismatch');
  expect((await auditClaim(COMMITMENT, PAYLOAD, { salt: SALT.subarray(1) })).kind).toBe('mismatch');
});
