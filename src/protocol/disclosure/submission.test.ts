import { expect, test } from 'vitest';
import type { ChannelId, Commitment, TreeSize } from '../../base/ids.ts';
import { decode, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import {
  CLAIMS_MAX,
  PARTIES_MAX,
  PAYLOAD_BYTES_MAX,
  PAYLOADS_BYTES_MAX,
  PROOF_HASHES_MAX,
  RELEASE_BYTES_MAX,
} from './limits.ts';
import type { Placement } from './opening.ts';
import { type Release, releaseCodec } from './release.ts';
import { SUBMISSION_BYTES_MAX, type Submission, submissionCodec } from './submission.ts';

const CLAIMS = Array.from({ length: CLAIMS_MAX }, (_, n) => ({
  commitment: new Uint8Array(32).fill(n) as Commitment,
  label: `claim ${n}`,
}));
const RELEASE: Release = {
  version: 1,
  disclosure: {
    version: 1,
    rosterDigest: new Uint8Array(32),
    id: new Uint8Array(16),
    kind: 'no comment',
    corrects: undefined,
    texts: [{ language: 'en', title: 'No comment', text: '' }],
    claims: CLAIMS,
    showParties: true,
  },
  opened: CLAIMS.map(() => ({ payload: new Uint8Array(PAYLOADS_BYTES_MAX / CLAIMS_MAX), salt: new Uint8Array(32) })),
};
const PLACEMENT: Placement = {
  index: Number.MAX_SAFE_INTEGER,
  size: Number.MAX_SAFE_INTEGER as TreeSize,
  proof: Array.from({ length: PROOF_HASHES_MAX }, () => new Uint8Array(32)),
  blind: new Uint8Array(32),
  logIndex: Number.MAX_SAFE_INTEGER,
  authorship: {
    signKey: new Uint8Array(32),
    recordSignature: new Uint8Array(64),
    channel: new Uint8Array(16) as ChannelId,
  },
};
const SUBMISSION: Submission = {
  release: RELEASE,
  consents: Array.from({ length: PARTIES_MAX }, (_, index) => ({
    index,
    consent: new Uint8Array(64),
    release: new Uint8Array(64),
  })),
  placements: CLAIMS.map(() => PLACEMENT),
};

test('[CODEC-2] the largest submission is within its limit', () => {
  const bytes = encode(submissionCodec, SUBMISSION);
  expect(decode(submissionCodec, bytes, SUBMISSION_BYTES_MAX)).toEqual(SUBMISSION);
  expect(encode(releaseCodec, RELEASE).length).toBeLessThanOrEqual(RELEASE_BYTES_MAX);
});

test('[CODEC-2] more than is opened together is refused, although no payload alone is too long', () => {
  const opened = RELEASE.opened.map((each, claim) =>
    claim < 3 ? { ...each, payload: new Uint8Array(PAYLOAD_BYTES_MAX) } : each,
  );
  expect(() => encode(releaseCodec, { ...RELEASE, opened })).toThrow(CodecError);
});

test('one opened entry and one placement for each claim', () => {
  expect(() => encode(releaseCodec, { ...RELEASE, opened: RELEASE.opened.slice(1) })).toThrow(CodecError);
  expect(() => encode(submissionCodec, { ...SUBMISSION, placements: [] })).toThrow(CodecError);
});
