import { CodedError } from '../base/coded-error.ts';
import type { RefusalCode } from '../protocol/wire/refusals.ts';
import type { VenueMessage } from '../protocol/wire/venue-message.ts';
import { StoreError } from './store/store-error.ts';

/** A request that changed nothing `[WIRE-3]`, and why. */
export class Refused extends CodedError<RefusalCode> {
  readonly retryAfterMs: number | undefined;

  constructor(code: RefusalCode, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(code, `refused: ${code}`, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** An operator who was told needs about this long; asking more often would only fill the log. */
const DISK_FULL_RETRY_MS = 30_000;

/** Whether it is the venue's own trouble, which its operator must hear of, and not something that a client did. */
export function isOwnTrouble({ code }: Refused): boolean {
  return code === 'VENUE_FAILED' || code === 'DISK_FULL';
}

/** What to tell the client of any failure. What we do not know ourselves is only said to be ours. */
export function refusalOf(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof StoreError && error.code === 'DISK_FULL') {
    return new Refused('DISK_FULL', { retryAfterMs: DISK_FULL_RETRY_MS, cause: error });
  }
  if (error instanceof StoreError && error.code === 'STORE_CLOSED') return new Refused('DRAINING', { cause: error });
  return new Refused('VENUE_FAILED', { cause: error });
}

export function refusedMessage(refused: Refused): VenueMessage {
  return { kind: 'refused', code: refused.code, retryAfterMs: refused.retryAfterMs };
}
