import type { Store } from '../store.ts';

/** What the store asks of the thread that owns the database. Numbered, so that answers find their asker. */
export type WorkerRequest =
  /** `packAppends`, transferred. */
  | { readonly number: number; readonly appends: ArrayBuffer }
  | { readonly number: number; readonly method: StoreMethod; readonly args: readonly unknown[] }
  | { readonly number: number; readonly pagesMax: number };

/** Calls that are passed on as they are. */
export type StoreMethod = Exclude<keyof Store, 'append' | 'close'>;

export interface WorkerAnswer {
  readonly number: number;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** First `ready`, or why not; then every answer of one transaction together, after its COMMIT. */
export type WorkerReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unable'; readonly code: string; readonly message: string }
  | { readonly kind: 'answers'; readonly answers: readonly WorkerAnswer[] };

export interface WorkerOptions {
  readonly dataDir: string;
  readonly channelBytesMax: number;
}
