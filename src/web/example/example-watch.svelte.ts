import { exampleState } from '../../client/example/example-at-venue.ts';
import type { ExampleState } from '../../protocol/wire/example-bodies.ts';
import { Task } from '../task.svelte.ts';

/** While the year passes, often enough to see it pass; otherwise to see that somebody else has sat down. */
const WHILE_PLAYING_MS = 400;
const OTHERWISE_MS = 5_000;

/** What the venue has of the example, looked at again and again for as long as the component that asks is there. */
export class ExampleWatch {
  state = $state.raw<ExampleState | undefined>(undefined);
  readonly looking = new Task();

  constructor() {
    $effect(() => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isOver = false;
      const again = async () => {
        if (document.visibilityState === 'visible') await this.look();
        if (!isOver) timer = setTimeout(again, this.state?.kind === 'playing' ? WHILE_PLAYING_MS : OTHERWISE_MS);
      };
      void again();
      return () => {
        isOver = true;
        clearTimeout(timer);
      };
    });
  }

  /** What was seen last stays where the venue cannot be reached. */
  async look(): Promise<void> {
    await this.looking.run(async () => {
      this.state = await exampleState(location.origin);
    });
  }
}
