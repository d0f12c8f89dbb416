import { type Decoded, decode, encode } from '../protocol/codec/codec.ts';
import { fixed, list, optional, struct, uint } from '../protocol/codec/shapes.ts';
import type { Storage } from './storage/storage.ts';

const heldCodec = struct('held keys', {
  version: uint('version', { min: 1, max: 1 }),
  shareKeys: list('share keys', struct('share key', { generation: uint('generation'), secret: fixed('secret', 32) }), {
    max: 1_024,
  }),
  consentKey: optional(fixed('consent key', 32)),
});

export type ShareKeyHalf = Decoded<typeof heldCodec>['shareKeys'][number];

/**
 * The secrets that a seat holds for its party in one channel: private halves of share keys, and a consent holder's key.
 *
 * Written to storage before they are used for anything: what was sealed to a key that is lost stays sealed.
 */
export class HeldKeys {
  readonly #storage: Storage;
  readonly #key: string;
  // Owned here.
  readonly #halves = new Map<number, Uint8Array>();
  #consentKey: Uint8Array | undefined;

  private constructor(storage: Storage, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  static async open(storage: Storage, key: string): Promise<HeldKeys> {
    const held = new HeldKeys(storage, key);
    const bytes = await storage.get(key);
    if (bytes === undefined) return held;
    const { shareKeys, consentKey } = decode(heldCodec, bytes, 128 * 1024);
    for (const { generation, secret } of shareKeys) held.#halves.set(generation, secret);
    held.#consentKey = consentKey;
    return held;
  }

  get consentKey(): Uint8Array | undefined {
    return this.#consentKey;
  }

  /** In ascending order of generation. */
  get shareKeys(): readonly ShareKeyHalf[] {
    return [...this.#halves].sort(([a], [b]) => a - b).map(([generation, secret]) => ({ generation, secret }));
  }

  half(generation: number): Uint8Array | undefined {
    return this.#halves.get(generation);
  }

  async keepHalf(generation: number, secret: Uint8Array): Promise<void> {
    this.#halves.set(generation, secret);
    await this.#write();
  }

  async keepConsentKey(seed: Uint8Array): Promise<void> {
    this.#consentKey = seed;
    await this.#write();
  }

  async #write(): Promise<void> {
    const bytes = encode(heldCodec, { version: 1, shareKeys: this.shareKeys, consentKey: this.#consentKey });
    await this.#storage.write({ put: { [this.#key]: bytes } });
  }
}
