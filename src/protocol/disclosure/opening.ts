import type { ChannelId, Commitment, TreeSize } from '../../base/ids.ts';
import type { Decoded } from '../codec/codec.ts';
import { fixed, id, list, optional, struct, uint } from '../codec/shapes.ts';
import { opensCommitment } from '../commitment/commitment.ts';
import { verifyOnTheRecord } from '../commitment/record-signature.ts';
import { ED25519_PUBLIC_KEY_BYTES, ED25519_SIGNATURE_BYTES } from '../crypto/ed25519.ts';
import { SHA256_BYTES } from '../crypto/sha256.ts';
import { BLIND_BYTES, beatEntry } from '../log/beat.ts';
import { checkInclusion, rootFromInclusionProof } from '../merkle/check-proof.ts';
import { leafHash } from '../merkle/hashing.ts';
import { commitmentLeaf } from '../record-tree/commitment-tree.ts';
import { DisclosureError } from './disclosure-error.ts';
import { PROOF_HASHES_MAX } from './limits.ts';
import type { OpenedEntry } from './release.ts';

const authorshipCodec = struct('authorship', {
  signKey: fixed('sign key', ED25519_PUBLIC_KEY_BYTES),
  recordSignature: fixed('record signature', ED25519_SIGNATURE_BYTES),
  channel: id<ChannelId>('channel'),
});
/**
 * An author's own signature over the channel and the commitment, given by the author.
 *
 * Showing it shows the channel's id: the author chose so. It proves that the holder of `signKey` signed this entry's
 * commitment, and no more. Nothing in a communiqué ties the key to a seat or a person, and whoever reads the
 * communiqué can sign its commitments with a key of their own: it persuades only those who know the key already.
 * The parties' consents do not cover it.
 */
export type Authorship = Decoded<typeof authorshipCodec>;

/** Where a commitment stands in its channel, and where that beat is in the log. Known to the channel's members. */
export const placementCodec = struct('placement', {
  index: uint('index'),
  size: uint<TreeSize>('size', { min: 1 }),
  proof: list('proof', fixed('hash', SHA256_BYTES), { max: PROOF_HASHES_MAX }),
  blind: fixed('blind', BLIND_BYTES),
  logIndex: uint('log index'),
  authorship: optional(authorshipCodec),
});
export type Placement = Decoded<typeof placementCodec>;

/** A placement, and the proof that its beat is in the log of one checkpoint's size. */
export interface OpeningEvidence extends Placement {
  readonly logProof: readonly Uint8Array[];
}

/** The log at one checkpoint. */
export interface LogHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** The log entry that a placement leads to; `undefined` where index, size and proof do not fit one another. */
export function placedBeat(commitment: Commitment, { index, size, proof, blind }: Placement): Uint8Array | undefined {
  const root = rootFromInclusionProof({ leafHash: commitmentLeaf(commitment), index, size, proof });
  return root && beatEntry({ blind, size, root });
}

/** Payload and salt are what was committed to. Throws OPENING_MISMATCH. */
export function checkOpened(commitment: Commitment, { payload, salt }: OpenedEntry): void {
  if (!opensCommitment(commitment, salt, payload)) {
    throw new DisclosureError('OPENING_MISMATCH', 'payload and salt do not give the commitment');
  }
}

/** Throws AUTHORSHIP_INVALID. What it proves is at {@link Authorship}. */
export async function checkAuthorship(commitment: Commitment, authorship: Authorship): Promise<void> {
  const { signKey, recordSignature, channel } = authorship;
  if (!(await verifyOnTheRecord(signKey, channel, commitment, recordSignature))) {
    throw new DisclosureError('AUTHORSHIP_INVALID', 'not the record signature of that key');
  }
}

/**
 * That the payload was in a sealed record before the log reached `log`: the whole of an opening. `[OPEN-3]`
 *
 * Says nothing of which channel it was, of who said it unless authorship is shown, or of what else was said.
 * Throws a {@link DisclosureError}.
 */
export async function checkOpening(
  commitment: Commitment,
  opened: OpenedEntry,
  evidence: OpeningEvidence,
  log: LogHead,
): Promise<void> {
  checkOpened(commitment, opened);
  const entry = placedBeat(commitment, evidence);
  if (entry === undefined || !isLogged(entry, { index: evidence.logIndex, proof: evidence.logProof }, log)) {
    throw new DisclosureError('OPENING_NOT_LOGGED', 'does not lead to the root of the log');
  }
  if (evidence.authorship !== undefined) await checkAuthorship(commitment, evidence.authorship);
}

/** Where an entry is in the log, and the proof of it under one checkpoint. */
export interface LogPlace {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
}

export function isLogged(entry: Uint8Array, { index, proof }: LogPlace, { size, root }: LogHead): boolean {
  return checkInclusion({ leafHash: leafHash(entry), index, size, proof, root });
}
