import { toBase64 } from '../../base/text-encodings.ts';
import type { Proof } from '../merkle/proof.ts';
import { formatNote, parseNote, parseSignatureLines } from './note.ts';
import { verifiedSignatures } from './note-signing.ts';
import type { VerifierKey } from './verifier-key.ts';

/** The body of tlog-witness `add-checkpoint`: a checkpoint, and that it extends the one of `oldSize`. */
export function addCheckpointRequest(oldSize: number, proof: Proof, checkpointNote: string): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpointNote}`;
}

/**
 * The checkpoint with the cosignatures that a witness answered.
 *
 * Lines of keys that are not given are left out. Throws BAD_NOTE on an answer that is not signature lines, and
 * WRONG_SIGNATURE on one that does not sign this checkpoint.
 */
export async function withCosignatures(
  checkpointNote: string,
  answer: string,
  witnessKeys: readonly VerifierKey[],
): Promise<string> {
  const { text, signatures } = parseNote(checkpointNote);
  const answered = await verifiedSignatures({ text, signatures: parseSignatureLines(answer) }, witnessKeys);
  return formatNote({ text, signatures: [...signatures, ...answered.map(({ signature }) => signature)] });
}
