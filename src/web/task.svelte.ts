import { untrack } from 'svelte';
import { EngineFailure, type Failure } from './engine/failure.ts';
import { sentenceOf } from './messages/sentence-of.ts';

/** Something that a person asked for, while it is being done and when it could not be. */
export class Task {
  isBusy = $state(false);
  failure = $state.raw<Failure | undefined>(undefined);

  /** What to say of the failure. */
  get sentence(): string | undefined {
    return this.failure && sentenceOf(this.failure);
  }

  /** Gives back whether it was done. A second press while it is being done does nothing. */
  async run(what: () => Promise<unknown>): Promise<boolean> {
    // Untracked: an effect that asks for something must not ask again because it has.
    if (untrack(() => this.isBusy)) return false;
    this.isBusy = true;
    this.failure = undefined;
    try {
      await what();
      return true;
    } catch (error) {
      this.failure =
        error instanceof EngineFailure
          ? error.failure
          : { area: 'app', code: 'UNFORESEEN', message: error instanceof Error ? error.message : String(error) };
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
