import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import type { TreeSize } from '../../base/ids.ts';
import { keyPair, sign } from '../crypto/ed25519.ts';
import { leafHash } from '../merkle/hashing.ts';
import { checkCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { formatSignatureLine, parseNote } from './note.ts';
import { cosign, openNote, type Signer, signNote } from './note-signing.ts';
import { COSIGNATURE_TYPE, ED25519_TYPE, type VerifierKey, verifierKey } from './verifier-key.ts';
import { addCheckpointRequest, withCosignatures } from './witness.ts';

async function signerOf(name: string, type: number, fill: number): Promise<{ key: VerifierKey; signer: Signer }> {
  const { seed, publicKey } = await keyPair(new Uint8Array(32).fill(fill));
  return { key: verifierKey(name, type, publicKey), signer: (message) => sign(seed, message) };
}

const venue = await signerOf('venue.example/log', ED25519_TYPE, 1);
const witness = await signerOf('witness.example/w1', COSIGNATURE_TYPE, 2);
const stranger = await signerOf('stranger.example', COSIGNATURE_TYPE, 3);
const HEAD = { size: 8 as TreeSize, root: leafHash(utf8('a root')) };
const note = await signCheckpoint(HEAD, venue.key, venue.signer);
const { text } = parseNote(note);

async function answer(from: typeof witness, of = text): Promise<string> {
  return formatSignatureLine(await cosign(of, from.key, 1_679_315_147, from.signer));
}

describe('[LOG-1] checkpoints', () => {
  test('what the venue signs, its key opens', async () => {
    const { checkpoint, cosignatures } = await checkCheckpoint(note, venue.key, [witness.key]);
    expect(checkpoint).toEqual({ ...HEAD, origin: 'venue.example/log', extensions: [] });
    expect(cosignatures).toEqual([]);
  });

  test('another key of the same name is not the venue', async () => {
    const other = await signerOf('venue.example/log', ED25519_TYPE, 9);
    await expect(checkCheckpoint(note, other.key)).rejects.toMatchObject({ code: 'WRONG_KEY' });
  });

  test('a checkpoint of another log, signed by this key, is refused', async () => {
    const other = await signNote(text.replace('venue', 'other'), venue.key, venue.signer);
    await expect(checkCheckpoint(other, venue.key)).rejects.toMatchObject({ code: 'WRONG_ORIGIN' });
  });

  test('a signed text that is no checkpoint is refused', async () => {
    const other = await signNote('good morning\n', venue.key, venue.signer);
    await expect(checkCheckpoint(other, venue.key)).rejects.toMatchObject({ code: 'BAD_CHECKPOINT' });
  });

  test('a text that no note can hold is not signed', async () => {
    for (const unfit of ['no newline', 'a tab\t\n', 'half \ud800\n']) {
      await expect(signNote(unfit, venue.key, venue.signer)).rejects.toMatchObject({ code: 'BAD_NOTE' });
    }
  });
});

describe('witnesses', () => {
  test('a cosignature is added, says when, and is verified with the checkpoint', async () => {
    const cosigned = await withCosignatures(note, (await answer(stranger)) + (await answer(witness)), [witness.key]);
    const { cosignatures } = await checkCheckpoint(cosigned, venue.key, [witness.key, stranger.key]);
    expect(cosignatures.map(({ key, timeSeconds }) => [key.name, timeSeconds])).toEqual([
      ['witness.example/w1', 1_679_315_147],
    ]);
  });

  test('a cosignature of another checkpoint is refused', async () => {
    const other = await answer(witness, text.replace('\n8\n', '\n9\n'));
    await expect(withCosignatures(note, other, [witness.key])).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
  });

  test('a cosignature with another time is refused', async () => {
    const signature = await cosign(text, witness.key, 5, witness.signer);
    const later = { ...signature, signature: signature.signature.map((byte, i) => (i === 7 ? 6 : byte)) };
    const request = withCosignatures(note, formatSignatureLine(later), [witness.key]);
    await expect(request).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
  });

  test('a plain signature does not pass for a cosignature, nor the other way', async () => {
    const plain = await signNote(text, { ...witness.key, type: ED25519_TYPE }, witness.signer);
    await expect(openNote(plain, [witness.key])).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
  });

  test('a key that signed twice counts once', async () => {
    const twice = await withCosignatures(note, (await answer(witness)).repeat(2), [witness.key]);
    expect((await checkCheckpoint(twice, venue.key, [witness.key])).cosignatures.length).toBe(1);
    expect(
      (await checkCheckpoint(note + (await answer(witness)).repeat(2), venue.key, [witness.key])).cosignatures.length,
    ).toBe(1);
  });

  test('the request has the old size, the proof, an empty line and the checkpoint', () => {
    const request = addCheckpointRequest(7, [new Uint8Array(32), new Uint8Array(32).fill(0xff)], note);
    const [head = '', ...rest] = request.split('\n\n');
    expect(head.split('\n')).toEqual(['old 7', `${'A'.repeat(43)}=`, `${'/'.repeat(42)}8=`]);
    expect(parseCheckpoint(`${rest[0]}\n`).size).toBe(8);
    expect(addCheckpointRequest(0, [], note)).toBe(`old 0\n\n${note}`);
  });
});
