import type { Clock, Randomness } from '../base/ports.ts';
import type { Mls } from '../protocol/mls/mls.ts';
import type { Storage } from './storage/storage.ts';

/** What an engine draws on, handed in by whoever runs it: a browser's worker, the CLI, a test. */
export interface Device {
  readonly mls: Mls;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly storage: Storage;
  /** The longest that an unattributed entry waits before it is posted. For a story, which does not wait as people do. */
  readonly unattributedDelayMs?: number | undefined;
  /** How long a period lasts before tokens are asked for. For a story, likewise. */
  readonly periodSettlesMs?: number | undefined;
}
