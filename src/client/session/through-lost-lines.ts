import type { Randomness } from '../../base/ports.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import type { SeatSession } from './seat-session.ts';

/** A lost line ends nothing that is due: it is taken up over the next one, until the session ends. */
export async function throughLostLines(
  session: SeatSession,
  random: Randomness,
  task: () => Promise<void>,
): Promise<void> {
  for (let failures = 0; ; failures++) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'VENUE_UNREACHABLE') throw error;
      if (session.state.kind === 'ended') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, random)));
  }
}
