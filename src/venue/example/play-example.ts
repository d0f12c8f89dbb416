import type { Chair, ExampleEnded, ExampleProgress } from '../../protocol/wire/example-bodies.ts';

/** What whoever plays the example is given of the venue, and tells it. */
export interface ExampleStage {
  /** Where this venue answers on its own machine. */
  readonly url: string;
  readonly convenerToken: Uint8Array;
  readonly verifierKey: string;
  /** Enters into the log what waits, now: a story does not wait for a beat. */
  beat(): Promise<void>;
  /** Puts what is held unattributed into the records, now. */
  release(): Promise<void>;
  /** The story's clock was set: what is published from here on is of this time. */
  timeIs(ms: number): void;
  tell(progress: ExampleProgress): void;
  /** Aborted when the venue closes. */
  readonly interrupted: AbortSignal;
}

export interface PlayedChair {
  readonly chair: Omit<Chair, 'taken'>;
  /** A device's whole storage, and the phrase that brings its seats back. Both are invented people's. */
  readonly storage: Uint8Array;
  readonly entropy: Uint8Array;
}

export interface PlayedExample {
  readonly title: string;
  readonly ended: ExampleEnded;
  readonly chairs: readonly PlayedChair[];
}

/**
 * Plays an invented process at this venue, by engines of participants, which no venue has: so it is handed in by whoever
 * starts one, and does its work in another thread than the venue's.
 */
export type PlayExample = (stage: ExampleStage) => Promise<PlayedExample>;
