import type { LogState } from './log-watch/log-state.ts';
import type { Reading } from './record/reading.ts';
import type { SessionState } from './session/seat-session.ts';

/** What whoever listens to a seat is told. */
export type SeatEvent =
  | { readonly kind: 'read'; readonly readings: readonly Reading[] }
  | { readonly kind: 'session'; readonly state: SessionState }
  | { readonly kind: 'outbox' }
  | { readonly kind: 'knocked' }
  | { readonly kind: 'log'; readonly state: LogState }
  /** Something that the device does by itself did not work; it is tried again when there is reason to. */
  | { readonly kind: 'trouble'; readonly error: Error };
