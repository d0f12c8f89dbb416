import { CodedError } from '../../base/coded-error.ts';
import { NOTE_BYTES_MAX } from '../../protocol/log/limits.ts';
import type { TileSource } from '../../verify/tile-source.ts';

/** The venue's log gave no answer: a line that is down, or a venue that is. */
export class LogUnreachable extends CodedError<'LOG_UNREACHABLE'> {}

const ANSWER_MS_MAX = 20_000;

/** The public log under `base`, an address of this venue. A checkpoint with many witnesses is its largest file. */
export function venueLog(base: string): TileSource {
  return {
    async read(path) {
      const answer = await ask(base + path);
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new LogUnreachable('LOG_UNREACHABLE', `${path}: ${answer.status}`);
      const bytes = new Uint8Array(await bodyOf(answer));
      if (bytes.length > NOTE_BYTES_MAX)
        throw new LogUnreachable('LOG_UNREACHABLE', `${path}: larger than a file of a log can be`);
      return bytes;
    },
  };
}

async function ask(address: string): Promise<Response> {
  try {
    // As it is served now, not as this browser saw it a while ago.
    const init: RequestInit = { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(ANSWER_MS_MAX) };
    return await fetch(address, init);
  } catch (cause) {
    throw new LogUnreachable('LOG_UNREACHABLE', address, { cause });
  }
}

async function bodyOf(answer: Response): Promise<ArrayBuffer> {
  try {
    return await answer.arrayBuffer();
  } catch (cause) {
    throw new LogUnreachable('LOG_UNREACHABLE', answer.url, { cause });
  }
}
