/** Changes that take effect together or not at all. */
export interface StorageChanges {
  readonly put?: Readonly<Record<string, Uint8Array>>;
  readonly remove?: readonly string[];
}

/**
 * What a device remembers between runs: a small ordered map from text keys to bytes.
 *
 * One engine owns a storage at a time. Whoever can read it can read what the device can: at rest it is
 * `EncryptedStorage` that keeps them from it, over any other.
 */
export interface Storage {
  get(key: string): Promise<Uint8Array | undefined>;
  /** In ascending order of key. */
  list(prefix: string): Promise<readonly (readonly [key: string, value: Uint8Array])[]>;
  /** Resolves when the changes would outlive a crash, as far as the adapter can promise it. */
  write(changes: StorageChanges): Promise<void>;
  close(): Promise<void>;
}
