import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Randomness } from '../../base/ports.ts';
import { fromBase64, toBase64 } from '../../base/text-encodings.ts';
import { ED25519_SEED_BYTES, keyPair, sign } from '../../protocol/crypto/ed25519.ts';
import type { Signer } from '../../protocol/log/note-signing.ts';
import { ED25519_TYPE, type VerifierKey, verifierKey } from '../../protocol/log/verifier-key.ts';

/** In the data folder, for its owner alone: `<name> <base64 of the seed>`. Its loss ends the log. */
export const LOG_KEY_FILE = 'log.key';

export interface LogKey {
  readonly verifier: VerifierKey;
  readonly signer: Signer;
}

/**
 * The key that signs checkpoints, made on first start.
 *
 * The log keeps the name that it was born with: it is a part of the key, wherever the venue moves.
 */
export async function openLogKey(dataDir: string, host: string, random: Randomness): Promise<LogKey> {
  const path = join(dataDir, LOG_KEY_FILE);
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept !== undefined) return parseLogKey(kept);
  const made = `${host}/log ${toBase64(random(ED25519_SEED_BYTES))}\n`;
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(made);
    await file.sync();
  } finally {
    await file.close();
  }
  return parseLogKey(made);
}

async function parseLogKey(text: string): Promise<LogKey> {
  const [name = '', encoded = ''] = text.trim().split(' ');
  const seed = fromBase64(encoded);
  if (seed?.length !== ED25519_SEED_BYTES) throw new Error(`${LOG_KEY_FILE} is not a log key`);
  const { publicKey } = await keyPair(seed);
  return { verifier: verifierKey(name, ED25519_TYPE, publicKey), signer: (message) => sign(seed, message) };
}
