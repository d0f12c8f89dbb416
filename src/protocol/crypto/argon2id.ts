import { argon2idAsync } from '@noble/hashes/argon2.js';
import { EMPTY } from '../../base/bytes.ts';

export interface Argon2idCosts {
  readonly memoryKiB: number;
  readonly passes: number;
  /** They run one after the other here; whoever guesses may run them side by side. */
  readonly lanes: number;
}

/**
 * Argon2id (RFC 9106), version 0x13. Takes `memoryKiB` of memory. In Node others have their turn every few milliseconds
 * while it runs. In Chromium they hardly do: a frame every tenth of a second, and timers and messages when it is done; so a
 * page calls it in a worker. Costs that came from outside are bounded by the caller.
 */
export function argon2id(
  password: Uint8Array,
  salt: Uint8Array,
  {
    memoryKiB,
    passes,
    lanes,
    length,
    secret = EMPTY,
    associatedData = EMPTY,
  }: Argon2idCosts & {
    readonly length: number;
    readonly secret?: Uint8Array;
    readonly associatedData?: Uint8Array;
  },
): Promise<Uint8Array> {
  return argon2idAsync(password, salt, {
    m: memoryKiB,
    t: passes,
    p: lanes,
    version: 0x13,
    key: secret,
    personalization: associatedData,
    dkLen: length,
  });
}
