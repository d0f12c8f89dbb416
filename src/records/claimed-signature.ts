/**
 * An Ed25519 signature inside an entry's content, not yet checked.
 *
 * Records are synchronous and WebCrypto is not: so records say what is to be checked, and the engine checks it.
 */
export interface ClaimedSignature {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}
