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
      /** What opens the device again; empty where it keeps nothing. */
      readonly by: readonly WayIn[];
      /** A chair of the example: its clock is the story's. */
      readonly chair: Chair | undefined;
    }
  | { readonly kind: 'failed'; readonly code: string };

export interface Chair {
  readonly name: string;
  readonly clockOffsetMs: number;
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
