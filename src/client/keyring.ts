import type { Epoch } from '../base/ids.ts';

/**
 * The record secrets that a device may keep: the ability to read. Owned by the seat's record.
 *
 * Shredding is forgetting from here; what was read before is the projection's to forget.
 */
export class Keyring {
  readonly #secrets = new Map<Epoch, Uint8Array>();

  constructor(secrets: Iterable<readonly [Epoch, Uint8Array]> = []) {
    for (const [epoch, secret] of secrets) this.#secrets.set(epoch, secret);
  }

  keep(epoch: Epoch, recordSecret: Uint8Array): void {
    this.#secrets.set(epoch, recordSecret);
  }

  of(epoch: Epoch): Uint8Array | undefined {
    return this.#secrets.get(epoch);
  }

  /** In ascending order of epoch, from `first` on. */
  from(first: number): readonly { readonly epoch: Epoch; readonly recordSecret: Uint8Array }[] {
    return [...this.#secrets]
      .filter(([epoch]) => epoch >= first)
      .sort(([a], [b]) => a - b)
      .map(([epoch, recordSecret]) => ({ epoch, recordSecret }));
  }

  /** Zeroes and forgets every secret of an epoch before `first`. */
  shredBefore(first: number): void {
    for (const [epoch, secret] of this.#secrets) {
      if (epoch >= first) continue;
      secret.fill(0);
      this.#secrets.delete(epoch);
    }
  }
}
