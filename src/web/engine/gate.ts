import type { Failure } from './failure.ts';

/** Where this device stands, before there is anything to show. */
export type Gate =
  /** The engine is coming up, or another tab's is. */
  | { readonly kind: 'starting' }
  /** Nobody is known here. */
  | { readonly kind: 'new' }
  | { readonly kind: 'locked'; readonly by: readonly WayIn[] }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'open';
      /** `nothing`: all of it is gone when the tab that it began in is closed. */
      readonly keeps: 'device' | 'nothing';
      /** What opens the device again; empty where it keeps nothing, and in the example, where there is nothing to lock. */
      readonly by: readonly WayIn[];
      /** In the example. */
      readonly chair: Chair | undefined;
      /** Ahead of this device's own clock: a chair's is the story's. */
      readonly clockOffsetMs: number;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Whose chair of the example this tab sits in. */
export interface Chair {
  readonly name: string;
  readonly role: string;
}

export type WayIn =
  | { readonly kind: 'passphrase' }
  | {
      readonly kind: 'passkey';
      readonly credentialId: Uint8Array;
      /** What the passkey's PRF is asked about. */
      readonly salt: Uint8Array;
    };

/** How a device is to be kept: chosen once, when it is set up. */
export type Keeping =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | {
      readonly kind: 'passkey';
      readonly credentialId: Uint8Array;
      readonly salt: Uint8Array;
      readonly output: Uint8Array;
    }
  | { readonly kind: 'nothing' };

export type Key =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'passkey'; readonly credentialId: Uint8Array; readonly output: Uint8Array };
