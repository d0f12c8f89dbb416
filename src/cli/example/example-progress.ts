import type { ExampleProgress } from '../../protocol/wire/example-bodies.ts';
import type { Narration } from '../rehearsal/narration.ts';
import type { Script } from '../rehearsal/script.ts';

/** Before the first act the rooms are opened and filled, which takes a while. */
const BEGINNING = 'The rooms are opened';

/** Tells of a rehearsal how far it is, and in which act. Nothing that is said comes into it. */
export class ExampleProgressNarration implements Narration {
  readonly #tell: (progress: ExampleProgress) => void;
  readonly #of: number;
  // Owned here, as is the next.
  #step = 0;
  #line = BEGINNING;

  constructor(script: Script, tell: (progress: ExampleProgress) => void) {
    this.#tell = tell;
    const openedInAct = script.steps.filter(({ does }) => does.kind === 'action' && does.action.verb === 'open').length;
    const actions = script.steps.filter(({ does }) => does.kind === 'action').length;
    this.#of = actions - openedInAct + script.channels.size;
  }

  title(): void {
    this.#say();
  }

  act(title: string): void {
    this.#line = title;
    this.#say();
  }

  did(): void {
    this.#step += 1;
    this.#say();
  }

  time(): void {}
  seen(): void {}
  expectation(): void {}

  #say(): void {
    this.#tell({ step: this.#step, of: this.#of, line: this.#line });
  }
}
