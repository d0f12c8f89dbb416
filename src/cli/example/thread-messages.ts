import type { ExampleProgress } from '../../protocol/wire/example-bodies.ts';
import type { ExampleStage, PlayedExample } from '../../venue/example/play-example.ts';

/** What the thread that plays the example begins with. */
export type ExampleThreadData = Pick<ExampleStage, 'url' | 'convenerToken' | 'verifierKey'>;

/** What the thread says, in order; the last is `played` or `failed`. */
export type ThreadReport =
  | { readonly kind: 'progress'; readonly progress: ExampleProgress }
  | { readonly kind: 'time'; readonly ms: number }
  /** Wants the log to grow, or what is held to be released; answered with `done`. */
  | { readonly kind: 'beat' | 'release'; readonly number: number }
  | { readonly kind: 'played'; readonly played: PlayedExample }
  | { readonly kind: 'failed'; readonly message: string };

/** `failed` names what the venue said; the thread's step then fails with it. */
export type ThreadAnswer =
  | { readonly kind: 'done'; readonly number: number; readonly failed: string | undefined }
  | { readonly kind: 'stop' };
