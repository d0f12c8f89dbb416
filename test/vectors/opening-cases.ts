import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import type { AuditContext } from '../../src/protocol/disclosure/audit-share.ts';
import { disclosureDigest } from '../../src/protocol/disclosure/disclosure.ts';
import type { DisclosureErrorCode } from '../../src/protocol/disclosure/disclosure-error.ts';
import type { OpeningEvidence } from '../../src/protocol/disclosure/opening.ts';
import type { OpenedEntry } from '../../src/protocol/disclosure/release.ts';
import { channel, commitments, makeParts, payloads, publish, salts, secret } from './communique-story.ts';

export type OpeningCase =
  | {
      readonly kind: 'opening';
      readonly expect: 'opens' | DisclosureErrorCode;
      readonly commitment: string;
      readonly payload: string;
      readonly salt: string;
      readonly evidence: Readonly<Record<string, unknown>>;
      readonly log: { readonly size: number; readonly root: string };
    }
  | {
      readonly kind: 'audit';
      readonly expect: 'holds' | 'mismatch';
      readonly commitment: string;
      readonly payload: string;
      readonly shares: readonly string[];
    }
  | {
      readonly kind: 'audit-share';
      readonly expect: string;
      readonly shareSecret: string;
      readonly channel: string;
      readonly disclosureDigest: string;
      readonly commitment: string;
      readonly sealed: string;
    };

// The scheme and HPKE draw their own randomness, so these were made once: two of three shares of the salts of
// statements 2 and 5, and the first of them sealed to South for the audit of the story's disclosure.
const SHARES_OF_2 = [
  '9e4fe9996e70b7e31658c42f0e553a7128953939e3a3908ae747ab0d051e340013',
  'a601f1c087493505b8412af19c3a5482620cfba4344f88fcfaa16b4452b554b634',
  'b8142df13025f44ad5efd8a03c9f830da487a5fcaa5954f787eed114e9790907b3',
] as const;
const SHARES_OF_5 = [
  '2b78bac493bfe5c75f5031e06b45566e60bdb26095e0809adfa3e0a1fa2e443c71',
  'f1a9ae9bb2daf2d526980339e8acc04005d20949cb827021c6abf58acef708798d',
  '651eb840edcb9c337aea92d55781419c14c82c4d384b980403f0cbdeaf1b1d1f9e',
] as const;
const SEALED_TO_SOUTH =
  '55005f09afc6159f14ecadac2e88bba704a878549a2b7262b38ab0156496341e5e199edfe19323815b81e5451323b35f' +
  'e5409d7e86f691944879321d4623f76f705eea428cea74a6f4b57926653c38d83f';

export async function openingCases(): Promise<Record<string, OpeningCase>> {
  const parts = await makeParts();
  const { communique, log } = await publish(parts);
  const [early, late] = communique.openings as [OpeningEvidence, OpeningEvidence];
  const root = toHex(log.root());

  const opening = (
    expect: 'opens' | DisclosureErrorCode,
    edit: Partial<OpeningEvidence> = {},
    { opened = {}, size = log.size as number }: { opened?: Partial<OpenedEntry>; size?: number } = {},
  ): OpeningCase => ({
    kind: 'opening',
    expect,
    commitment: toHex(commitments[5] as Uint8Array),
    payload: toHex(opened.payload ?? (payloads[5] as Uint8Array)),
    salt: toHex(opened.salt ?? (salts[5] as Uint8Array)),
    evidence: asJson({ ...late, ...edit }),
    log: { size, root },
  });
  const audit = (expect: 'holds' | 'mismatch', shares: readonly string[], payload = payloads[2]): OpeningCase => ({
    kind: 'audit',
    expect,
    commitment: toHex(commitments[2] as Uint8Array),
    payload: toHex(payload as Uint8Array),
    shares,
  });
  const context: AuditContext = {
    channel,
    disclosureDigest: disclosureDigest(parts.release.disclosure),
    commitment: commitments[2] as AuditContext['commitment'],
  };
  const share = (
    expect: string,
    edit: Partial<AuditContext> = {},
    holder = 'South',
    sealed = SEALED_TO_SOUTH,
  ): OpeningCase => ({
    kind: 'audit-share',
    expect,
    shareSecret: toHex(secret(`share key of ${holder}`)),
    channel: toHex(edit.channel ?? context.channel),
    disclosureDigest: toHex(edit.disclosureDigest ?? context.disclosureDigest),
    commitment: toHex(edit.commitment ?? context.commitment),
    sealed,
  });
  const NOTHING = 'not-for-this';

  return {
    good: opening('opens'),
    'good-without-authorship': opening('opens', { authorship: undefined }),
    'salt-of-another': opening('OPENING_MISMATCH', {}, { opened: { salt: salts[4] as Uint8Array } }),
    'payload-of-another': opening('OPENING_MISMATCH', {}, { opened: { payload: payloads[4] as Uint8Array } }),
    'payload-a-byte-longer': opening(
      'OPENING_MISMATCH',
      {},
      { opened: { payload: Uint8Array.of(...(payloads[5] as Uint8Array), 0) } },
    ),
    'salt-a-byte-shorter': opening('OPENING_MISMATCH', {}, { opened: { salt: (salts[5] as Uint8Array).subarray(1) } }),
    'index-off-by-one': opening('OPENING_NOT_LOGGED', { index: late.index - 1 }),
    'size-off-by-one': opening('OPENING_NOT_LOGGED', { size: (late.size + 1) as OpeningEvidence['size'] }),
    'blind-of-another-beat': opening('OPENING_NOT_LOGGED', { blind: early.blind }),
    'proof-of-another': opening('OPENING_NOT_LOGGED', { proof: early.proof }),
    'proof-without-its-last-hash': opening('OPENING_NOT_LOGGED', { proof: late.proof.slice(0, -1) }),
    'proof-with-a-hash-too-many': opening('OPENING_NOT_LOGGED', { proof: [...late.proof, secret('a hash')] }),
    'log-index-off-by-one': opening('OPENING_NOT_LOGGED', { logIndex: late.logIndex + 1 }),
    'log-index-past-the-end': opening('OPENING_NOT_LOGGED', { logIndex: log.size }),
    'log-proof-of-another': opening('OPENING_NOT_LOGGED', { logProof: early.logProof }),
    'log-of-another-size': opening('OPENING_NOT_LOGGED', {}, { size: log.size + 1 }),
    'record-signature-of-another-entry': opening('AUTHORSHIP_INVALID', {
      authorship: late.authorship && {
        ...late.authorship,
        recordSignature: late.authorship.recordSignature.toReversed(),
      },
    }),
    'shares-of-a-quorum': audit('holds', SHARES_OF_2.slice(0, 2)),
    'shares-of-all': audit('holds', SHARES_OF_2),
    'shares-one-short': audit('mismatch', SHARES_OF_2.slice(0, 1)),
    'share-of-another-entry': audit('mismatch', [SHARES_OF_2[0], SHARES_OF_5[1]]),
    'share-twice': audit('mismatch', [SHARES_OF_2[0], SHARES_OF_2[0]]),
    'share-with-a-bit-flipped': audit('mismatch', [SHARES_OF_2[0], flipped(SHARES_OF_2[1])]),
    'shares-of-another-payload': audit('mismatch', SHARES_OF_2.slice(0, 2), payloads[3]),
    'audit-share': share(SHARES_OF_2[0]),
    'share-of-another-party': share(NOTHING, {}, 'North'),
    'audit-share-of-another-round': share(NOTHING, { disclosureDigest: secret('another disclosure') }),
    'audit-share-of-another-channel': share(NOTHING, {
      channel: secret('another channel').slice(0, 16) as AuditContext['channel'],
    }),
    'audit-share-of-another-claim': share(NOTHING, { commitment: commitments[5] as AuditContext['commitment'] }),
    'audit-share-with-a-bit-flipped': share(NOTHING, {}, 'South', flipped(SEALED_TO_SOUTH)),
  };
}

function asJson({ authorship, ...evidence }: OpeningEvidence): Readonly<Record<string, unknown>> {
  return {
    index: evidence.index,
    size: evidence.size,
    proof: evidence.proof.map(toHex),
    blind: toHex(evidence.blind),
    logIndex: evidence.logIndex,
    logProof: evidence.logProof.map(toHex),
    authorship: authorship && {
      signKey: toHex(authorship.signKey),
      recordSignature: toHex(authorship.recordSignature),
      channel: toHex(authorship.channel),
    },
  };
}

function flipped(hex: string): string {
  return toHex((fromHex(hex) as Uint8Array).map((byte, i) => (i === 7 ? byte ^ 4 : byte)));
}
