import { readFile, stat } from 'node:fs/promises';
import { CliError } from './cli-error.ts';

/** Reads a file that a person named, or says in a sentence why it cannot. */
export async function readNamedFile(path: string, bytesMax: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > bytesMax)
      throw new CliError('FILE_TOO_LARGE', `${path} is larger than the ${bytesMax} bytes it may have.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw fileError(path, error);
  }
}

export async function readNamedText(path: string, bytesMax: number): Promise<string> {
  return new TextDecoder().decode(await readNamedFile(path, bytesMax));
}

export function fileError(path: string, error: unknown): CliError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new CliError('FILE_NOT_FOUND', `There is no file ${path}.`, { cause: error });
  const why: Record<string, string> = {
    EISDIR: 'it is a folder',
    EEXIST: 'it is a file, not a folder',
    EACCES: 'you may not read or write it',
    ENOTDIR: 'a part of that path is no folder',
    ENOSPC: 'the disk is full',
  };
  const reason = why[code ?? ''] ?? code ?? String(error);
  return new CliError('FILE_UNREADABLE', `${path} cannot be used: ${reason}.`, { cause: error });
}

/** One line; a verifier key has about 150 characters. */
const KEY_FILE_BYTES_MAX = 4_096;

/** The key in the file that an option names. */
export async function readKeyFile(option: string, file: string | undefined): Promise<string> {
  if (file === undefined) {
    throw new CliError('USAGE', `${option} is missing: name the file that holds the key, one line as it is published.`);
  }
  return (await readNamedText(file, KEY_FILE_BYTES_MAX)).trim();
}
