import { type Repeated, repeatedly } from '../repeatedly.ts';
import type { PublicLog } from './public-log.ts';

/** Beats at a set interval. What found no place in one waits for the next. */
export function startBeats(
  log: PublicLog,
  intervalMs: number,
  onBeat: () => void,
  onFailure: (error: unknown) => void,
): Repeated {
  const beat = async () => {
    await log.beat();
    onBeat();
  };
  return repeatedly(beat, intervalMs, onFailure);
}
