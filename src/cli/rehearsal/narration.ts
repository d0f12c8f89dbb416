import type { Outcome } from './expectations/outcome.ts';
import type { Script } from './script.ts';

/** What is told of a rehearsal while it is played, in its order. */
export interface Narration {
  title(script: Script): void;
  act(title: string): void;
  time(shown: string): void;
  /** A step was done. */
  did(channel: string, line: string, quote: string | undefined): void;
  seen(by: readonly string[]): void;
  expectation(outcome: Outcome, line: number): void;
}
