/**
 * The same bytes, typed as WebCrypto wants them.
 *
 * WebCrypto refuses memory shared between threads. Ours never is, which the type `Uint8Array` alone does not say.
 */
export function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
