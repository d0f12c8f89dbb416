import { concat, equal, uint64, utf8 } from '../../base/bytes.ts';
import { ED25519_SIGNATURE_BYTES, verify } from '../crypto/ed25519.ts';
import { LogError } from './log-error.ts';
import { checkNoteText, formatNote, type Note, type NoteSignature, parseNote } from './note.ts';
import { COSIGNATURE_TYPE, ED25519_TYPE, type VerifierKey } from './verifier-key.ts';

/** Ed25519 by a private key that stays with its owner. */
export type Signer = (message: Uint8Array) => Promise<Uint8Array>;

/** Who has signed, and when, where the signature says it. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly signature: NoteSignature;
  /** A cosignature's own claim, in seconds since 1970. */
  readonly timeSeconds: number | undefined;
}

export interface OpenedNote {
  readonly text: string;
  /** At least one; one a key. */
  readonly verified: readonly VerifiedSignature[];
}

/**
 * The note's text, once signed by at least one of `keys`.
 *
 * Signatures of other keys are ignored. Throws BAD_NOTE, WRONG_SIGNATURE where one names a key of ours and is not its
 * own, and WRONG_KEY where none names one.
 */
export async function openNote(note: string | Uint8Array, keys: readonly VerifierKey[]): Promise<OpenedNote> {
  const parsed = parseNote(note);
  const verified = await verifiedSignatures(parsed, keys);
  if (verified.length === 0) throw new LogError('WRONG_KEY', 'not signed by a known key');
  return { text: parsed.text, verified };
}

/** As {@link openNote}, of a note already parsed, where none need have signed. */
export async function verifiedSignatures(note: Note, keys: readonly VerifierKey[]): Promise<VerifiedSignature[]> {
  const verified = new Map<VerifierKey, VerifiedSignature>();
  for (const signature of note.signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && equal(id, signature.keyId));
    if (key === undefined) continue;
    const signed = signedMessage(key, note.text, signature.signature);
    if (signed === undefined || !(await verify(key.publicKey, signed.signature, signed.message))) {
      throw new LogError('WRONG_SIGNATURE', `not a signature of ${key.name}`, { detail: { name: key.name } });
    }
    // A key that signed twice has signed once.
    if (!verified.has(key)) verified.set(key, { key, signature, timeSeconds: signed.timeSeconds });
  }
  return [...verified.values()];
}

/** Signs with an Ed25519 key (type 0x01). Throws BAD_NOTE on a text that cannot be a note's. */
export async function signNote(text: string, key: VerifierKey, signer: Signer): Promise<string> {
  checkNoteText(text);
  if (key.type !== ED25519_TYPE) throw new RangeError(`a key of type ${key.type} signs no notes`);
  const signature = await signer(utf8(text));
  return formatNote({ text, signatures: [{ name: key.name, keyId: key.id, signature }] });
}

/** What a witness adds to a checkpoint (type 0x04): that at `timeSeconds` it saw nothing larger, and no contradiction. */
export async function cosign(
  text: string,
  key: VerifierKey,
  timeSeconds: number,
  signer: Signer,
): Promise<NoteSignature> {
  checkNoteText(text);
  if (key.type !== COSIGNATURE_TYPE) throw new RangeError(`a key of type ${key.type} cosigns nothing`);
  const signature = await signer(cosignedMessage(text, timeSeconds));
  return { name: key.name, keyId: key.id, signature: concat(uint64(timeSeconds), signature) };
}

function cosignedMessage(text: string, timeSeconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${timeSeconds}\n${text}`);
}

interface SignedMessage {
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly timeSeconds: number | undefined;
}

function signedMessage({ type }: VerifierKey, text: string, bytes: Uint8Array): SignedMessage | undefined {
  if (type === ED25519_TYPE) return { message: utf8(text), signature: bytes, timeSeconds: undefined };
  const TIME_BYTES = 8;
  if (type !== COSIGNATURE_TYPE || bytes.length !== TIME_BYTES + ED25519_SIGNATURE_BYTES) return undefined;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const timeSeconds = Number(time);
  return { message: cosignedMessage(text, timeSeconds), signature: bytes.subarray(TIME_BYTES), timeSeconds };
}
