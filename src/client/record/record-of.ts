import type { ChannelId, SeatId } from '../../base/ids.ts';
import type { Clock } from '../../base/ports.ts';
import type { Mls } from '../../protocol/mls/mls.ts';
import type { SeatKeys } from '../../protocol/seal/seat-keys.ts';

/** Whose record it is, and what reading it draws on. */
export interface RecordOf {
  readonly mls: Mls;
  readonly clock: Clock;
  readonly channel: ChannelId;
  readonly seat: SeatId;
  readonly keys: SeatKeys;
}
