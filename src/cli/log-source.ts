import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TileSource } from '../verify/tile-source.ts';
import { CliError } from './cli-error.ts';
import { fileError } from './files.ts';

/** A full bundle has 256 entries of 34 bytes; a checkpoint with many witnesses is the largest file there is. */
const LOG_FILE_BYTES_MAX = 131_072;
const ANSWER_MS_MAX = 30_000;

/** The log at a web address or in a folder: what holds `checkpoint` and `tile/`. */
export async function openLog(place: string): Promise<TileSource> {
  return /^https?:\/\//u.test(place) ? webLog(place) : await folderLog(place);
}

function webLog(address: string): TileSource {
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  return {
    async read(path) {
      const url = new URL(path, base);
      const unreachable = (why: string, cause?: unknown) =>
        new CliError('VENUE_UNREACHABLE', `${url} cannot be read: ${why}. Check the address, or try again later.`, {
          cause,
        });
      let response: Response;
      let bytes: Uint8Array;
      try {
        response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
        if (response.status === 404) return undefined;
        bytes = response.ok ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array();
      } catch (cause) {
        throw unreachable('there is no answer', cause);
      }
      if (!response.ok) throw unreachable(`the answer is ${response.status}`);
      if (bytes.length > LOG_FILE_BYTES_MAX) throw unreachable('it is larger than a file of a log can be');
      return bytes;
    },
  };
}

async function folderLog(folder: string): Promise<TileSource> {
  try {
    const found = await stat(folder);
    if (!found.isDirectory())
      throw new CliError('FILE_UNREADABLE', `${folder} is no folder; name the one that holds “checkpoint”.`);
  } catch (error) {
    throw error instanceof CliError ? error : fileError(folder, error);
  }
  return {
    async read(path) {
      const file = join(folder, path);
      try {
        const { size } = await stat(file);
        if (size > LOG_FILE_BYTES_MAX)
          throw new CliError('FILE_TOO_LARGE', `${file} is larger than a file of a log can be.`);
        return await readFile(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error instanceof CliError ? error : fileError(file, error);
      }
    },
  };
}
