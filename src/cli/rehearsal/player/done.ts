import type { Played } from './performance.ts';

/** What a step did: for the narrator, and for later steps. */
export type Done = {
  readonly played: Played;
  /** One sentence without its full stop: who did what. */
  readonly line: string;
  /** The words themselves, where there are any. */
  readonly quote?: string;
};
