import { decode } from '../../protocol/codec/codec.ts';
import { SIGNED_ROSTER_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { formatProcessKey, processKeyOf } from '../../protocol/disclosure/process-key.ts';
import { signedRosterCodec } from '../../protocol/disclosure/roster.ts';
import type { Performance } from './player/performance.ts';

/** The process key, as the parties know it from their own record; `undefined` where no public space was opened. */
export function processKeyOfSpace(stage: Performance): string | undefined {
  for (const { seats } of stage.actors.values()) {
    for (const { projection } of seats.values()) {
      const first = projection.rosters.opened[0];
      if (first === undefined) continue;
      return formatProcessKey(
        processKeyOf(decode(signedRosterCodec, first.signedRoster, SIGNED_ROSTER_BYTES_MAX).roster),
      );
    }
  }
  return undefined;
}
