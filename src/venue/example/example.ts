import type { Clock } from '../../base/ports.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import {
  chair,
  EXAMPLE_STATE_BYTES_MAX,
  type ExampleEnded,
  type ExampleProgress,
  type ExampleState,
  type TakenChair,
} from '../../protocol/wire/example-bodies.ts';
import { Refused } from '../refused.ts';
import type { Store } from '../store/store.ts';
import { forgetExample, recallExample, rememberExample } from './kept-example.ts';
import type { ExampleStage, PlayExample, PlayedExample } from './play-example.ts';

export interface ExampleOf {
  readonly store: Store;
  readonly clock: Clock;
  /** Without it none can be played; one that was played is there all the same. */
  readonly play: PlayExample | undefined;
  readonly stage: Pick<ExampleStage, 'url' | 'verifierKey' | 'beat' | 'release'>;
  /** Whether what is here is invented, or how the public reads it, has changed. */
  readonly onChange: () => void;
  readonly onFailure: (error: unknown) => void;
}

type Course =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'playing'; readonly progress: ExampleProgress; readonly now: ExampleEnded | undefined }
  | { readonly kind: 'ready'; readonly title: string; readonly ended: ExampleEnded }
  /** `before`: before it had opened a room; nothing of it is here, and it may be tried again. */
  | { readonly kind: 'failed'; readonly before: boolean };

const NOT_YET: ExampleProgress = { step: 0, of: 0, line: '' };

/**
 * An invented process that fills an empty venue, and the chairs of those who sit in it.
 *
 * Its people's keys are kept here and given to whoever asks: nothing at a venue that has begun it is confidential, and
 * it says so for good. It is played once; one that broke off leaves rooms behind, and wants a venue of its own next time.
 */
export class Example {
  readonly #of: ExampleOf;
  readonly #stop = new AbortController();
  // Owned here, as is the next.
  #course: Course;
  #playing: Promise<void> = Promise.resolve();

  private constructor(of: ExampleOf, course: Course) {
    this.#of = of;
    this.#course = course;
  }

  static async open(of: ExampleOf): Promise<Example> {
    const kept = await recallExample(of.store);
    if (kept === undefined) return new Example(of, { kind: 'untouched' });
    if (kept.kind === 'played') return new Example(of, { ...kept, kind: 'ready' });
    // The venue that played it was stopped, or it broke off.
    if (await of.store.hasChannels()) return new Example(of, { kind: 'failed', before: false });
    await forgetExample(of.store);
    return new Example(of, { kind: 'untouched' });
  }

  /** Whether what is at this venue is invented, and open to everybody. */
  get isHere(): boolean {
    return !isUntouched(this.#course);
  }

  /** The time of what is published here: the story's, which goes on after its end; everywhere else the venue's own. */
  readonly now: Clock = () => {
    const real = this.#of.clock();
    const course = this.#course;
    const set = course.kind === 'playing' ? course.now : course.kind === 'ready' ? course.ended : undefined;
    return set === undefined ? real : set.story + (real - set.real);
  };

  async state(): Promise<ExampleState> {
    const { store, play } = this.#of;
    const course = this.#course;
    switch (course.kind) {
      case 'untouched':
        return { kind: play === undefined || (await store.hasChannels()) ? 'none' : 'possible' };
      case 'playing':
        return { kind: 'playing', progress: course.progress };
      case 'ready': {
        const kept = await store.chairs();
        const chairs = kept.map(({ description, taken }) => ({ ...decodeChair(description), taken }));
        return { ...course, chairs };
      }
      case 'failed':
        return { kind: 'failed' };
    }
  }

  /** Begins to play it. Throws EXAMPLE_UNKNOWN, EXAMPLE_PLAYED or VENUE_NOT_EMPTY. */
  async start(convenerToken: Uint8Array): Promise<void> {
    const { store, play, onChange } = this.#of;
    if (play === undefined) throw new Refused('EXAMPLE_UNKNOWN');
    const before = this.#course;
    if (!isUntouched(before)) throw new Refused('EXAMPLE_PLAYED');
    // Taken at once: whoever asks meanwhile finds it so.
    this.#course = { kind: 'playing', progress: NOT_YET, now: undefined };
    try {
      if (await store.hasChannels()) throw new Refused('VENUE_NOT_EMPTY');
      await rememberExample(store, { kind: 'begun' });
    } catch (error) {
      this.#course = before;
      throw error;
    }
    onChange();
    this.#playing = this.#play(play, convenerToken);
  }

  /** The storage once, then the phrase. Throws EXAMPLE_UNKNOWN or CHAIR_UNKNOWN. */
  async takeChair(name: string): Promise<TakenChair> {
    const course = this.#course;
    if (course.kind !== 'ready') throw new Refused('EXAMPLE_UNKNOWN');
    const taken = await this.#of.store.takeChair(name);
    if (taken === undefined) throw new Refused('CHAIR_UNKNOWN');
    const { ended } = course;
    const { entropy, storage } = taken;
    return storage === undefined ? { kind: 'phrase', ended, entropy } : { kind: 'storage', ended, storage };
  }

  /** Resolves when it is played to its end, or broke off. */
  async played(): Promise<void> {
    await this.#playing;
  }

  /** Breaks it off where it is being played. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#playing;
  }

  async #play(play: PlayExample, convenerToken: Uint8Array): Promise<void> {
    const { stage, onFailure, onChange } = this.#of;
    try {
      const played = await play({
        ...stage,
        convenerToken,
        timeIs: (story) => this.#goOn({ now: { story, real: this.#of.clock() } }),
        tell: (progress) => this.#goOn({ progress }),
        interrupted: this.#stop.signal,
      });
      await this.#keep(played);
    } catch (error) {
      this.#course = { kind: 'failed', before: await this.#leftNothing().catch(() => false) };
      if (!this.#stop.signal.aborted) onFailure(error);
    }
    onChange();
  }

  async #leftNothing(): Promise<boolean> {
    const { store } = this.#of;
    if (await store.hasChannels()) return false;
    // Rooms that are opened here later are nobody's example.
    await forgetExample(store);
    return true;
  }

  #goOn(change: Partial<Extract<Course, { kind: 'playing' }>>): void {
    if (this.#course.kind === 'playing') this.#course = { ...this.#course, ...change };
  }

  async #keep({ title, ended, chairs }: PlayedExample): Promise<void> {
    const { store } = this.#of;
    for (const { chair: described, storage, entropy } of chairs) {
      const description = encode(chair, { ...described, taken: false });
      await store.keepChair({ name: described.name, description, storage, entropy });
    }
    // Last: chairs are given out only from a whole example.
    await rememberExample(store, { kind: 'played', title, ended });
    this.#course = { kind: 'ready', title, ended };
  }
}

function isUntouched(course: Course): boolean {
  return course.kind === 'untouched' || (course.kind === 'failed' && course.before);
}

function decodeChair(description: Uint8Array) {
  return decode(chair, new Uint8Array(description), EXAMPLE_STATE_BYTES_MAX);
}
