import type * as v from 'valibot';
import type { Action } from './language/actions.ts';
import type { Expectation } from './language/expecting.ts';
import type { ChannelScript, PartyScript, PersonScript } from './language/head.ts';
import type { rehearsal } from './language/rehearsal.ts';
import type { Moment } from './script-time.ts';

/** A rehearsal that can be played: every name in it leads somewhere. */
export type Script = {
  readonly process: v.InferOutput<typeof rehearsal>['process'];
  readonly note: string | undefined;
  readonly sources: v.InferOutput<typeof rehearsal>['sources'];
  readonly parties: ReadonlyMap<string, PartyScript>;
  readonly people: ReadonlyMap<string, PersonScript>;
  readonly channels: ReadonlyMap<string, ChannelScript>;
  readonly steps: readonly ScriptStep[];
};

export type ScriptStep = {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly at: Moment | undefined;
  readonly id: string | undefined;
  readonly does: Deed;
};

export type Deed =
  | { readonly kind: 'time passes' }
  | { readonly kind: 'act'; readonly title: string }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'expectation'; readonly expectation: Expectation }
  | { readonly kind: 'refusal expected'; readonly action: Action; readonly code: string };
