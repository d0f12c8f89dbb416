import { type Checkpoint, checkCheckpoint } from '../protocol/log/checkpoint.ts';
import { LogError } from '../protocol/log/log-error.ts';
import { containsState, servesEntry } from '../protocol/log/log-files.ts';
import type { VerifierKey } from '../protocol/log/verifier-key.ts';
import type { TileSource } from './tile-source.ts';
import { VerifyError } from './verify-error.ts';

export interface LoggedEntry {
  readonly index: number;
  readonly entry: Uint8Array;
}

/**
 * Compares a communiqué's checkpoint with the log as it is served now: the present log contains that state, and serves
 * the entries that the communiqué rests on. Gives the present checkpoint.
 *
 * Reads a few tiles, not the log. Says nothing about what others are served.
 */
export async function compareLog(
  source: TileSource,
  venueKey: VerifierKey,
  then: Checkpoint,
  entries: readonly LoggedEntry[],
): Promise<Checkpoint> {
  const now = await currentCheckpoint(source, venueKey);
  if (now.size < then.size) {
    throw new VerifyError('LOG_SHORTER', `${now.size} entries`, { detail: { sizeNow: now.size, sizeThen: then.size } });
  }
  try {
    if (!(await containsState(source, now, then))) {
      throw new VerifyError('LOG_DIFFERS', `the state of ${then.size} entries is not in it`);
    }
    for (const each of entries) {
      if (await servesEntry(source, now.size, each)) continue;
      throw new VerifyError('LOG_DIFFERS', `another entry ${each.index}`, { detail: { index: each.index } });
    }
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new VerifyError('LOG_UNREADABLE', cause.message, { cause });
  }
  return now;
}

async function currentCheckpoint(source: TileSource, venueKey: VerifierKey): Promise<Checkpoint> {
  const note = await source.read('checkpoint');
  if (note === undefined) throw new VerifyError('LOG_UNREADABLE', 'no checkpoint');
  try {
    return (await checkCheckpoint(note, venueKey)).checkpoint;
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new VerifyError('LOG_OF_ANOTHER_VENUE', cause.message, { cause });
  }
}
