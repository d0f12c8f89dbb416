import type { TreeSize } from '../../base/ids.ts';
import { fromBase64, toBase64 } from '../../base/text-encodings.ts';
import { HASH_BYTES } from '../merkle/hashing.ts';
import { LogError } from './log-error.ts';
import { parseNote } from './note.ts';
import { type Signer, signNote, type VerifiedSignature, verifiedSignatures } from './note-signing.ts';
import type { VerifierKey } from './verifier-key.ts';

/** One log's size and root, as the log states it. */
export interface Checkpoint {
  /** Which log: the name of its key. */
  readonly origin: string;
  readonly size: TreeSize;
  readonly root: Uint8Array;
  /** Lines that others may add; we write none. */
  readonly extensions: readonly string[];
}

export interface CheckedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Those of the given witnesses that signed. Whether they are enough is for the caller to say. */
  readonly cosignatures: readonly VerifiedSignature[];
}

/** The note text: origin, size, root, extensions, a line each. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, size, toBase64(root), ...extensions].map((line) => `${line}\n`).join('');
}

const SIZE = /^(?:0|[1-9][0-9]{0,15})$/;

/** Throws BAD_CHECKPOINT on a text that is not exactly a checkpoint of at most 2^53 − 1 entries. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const end = lines.pop();
  const [origin = '', digits = '', encodedRoot = '', ...extensions] = lines;
  const size = SIZE.test(digits) ? Number(digits) : Number.NaN;
  const root = fromBase64(encodedRoot);
  if (end !== '' || origin === '' || extensions.includes('')) throw new LogError('BAD_CHECKPOINT', 'not its lines');
  if (!Number.isSafeInteger(size)) throw new LogError('BAD_CHECKPOINT', 'not a size');
  if (root?.length !== HASH_BYTES) throw new LogError('BAD_CHECKPOINT', 'not a root');
  return { origin, size: size as TreeSize, root, extensions };
}

/**
 * The checkpoint, once signed by the log's key and of that key's origin.
 *
 * Throws BAD_NOTE, WRONG_KEY, WRONG_SIGNATURE (of the log or of a given witness), BAD_CHECKPOINT or WRONG_ORIGIN.
 * Does not say that the checkpoint is the newest, nor that others were shown the same: witnesses say that.
 */
export async function checkCheckpoint(
  note: string | Uint8Array,
  logKey: VerifierKey,
  witnessKeys: readonly VerifierKey[] = [],
): Promise<CheckedCheckpoint> {
  const parsed = parseNote(note);
  const byLog = await verifiedSignatures(parsed, [logKey]);
  if (byLog.length === 0) throw new LogError('WRONG_KEY', `not signed by ${logKey.name}`);
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint.origin !== logKey.name) throw new LogError('WRONG_ORIGIN', `a checkpoint of ${checkpoint.origin}`);
  return { checkpoint, cosignatures: await verifiedSignatures(parsed, witnessKeys) };
}

/** A checkpoint of our own log, as it is published. */
export function signCheckpoint(
  head: { readonly size: TreeSize; readonly root: Uint8Array },
  logKey: VerifierKey,
  signer: Signer,
): Promise<string> {
  return signNote(formatCheckpoint({ ...head, origin: logKey.name, extensions: [] }), logKey, signer);
}
