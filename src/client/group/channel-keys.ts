import type { ChannelSecret } from './channel-secrets.ts';

/**
 * The channel keys that a device knows, by generation. The newest seals; older ones open the group infos of
 * their time, by which a device that was away learns who sat in the channel when.
 */
export class ChannelKeys {
  readonly #keys = new Map<number, Uint8Array>();
  #newest = -1;

  constructor(secrets: Iterable<ChannelSecret> = []) {
    for (const secret of secrets) this.keep(secret);
  }

  keep({ generation, channelKey }: ChannelSecret): void {
    this.#keys.set(generation, channelKey);
    this.#newest = Math.max(this.#newest, generation);
  }

  of(generation: number): Uint8Array | undefined {
    return this.#keys.get(generation);
  }

  /** `undefined` for a device that was given none yet. */
  newest(): ChannelSecret | undefined {
    const channelKey = this.#keys.get(this.#newest);
    return channelKey && { generation: this.#newest, channelKey };
  }

  /** In ascending order, from a generation on. */
  from(generation: number): readonly ChannelSecret[] {
    return [...this.#keys]
      .filter(([each]) => each >= generation)
      .sort(([a], [b]) => a - b)
      .map(([each, channelKey]) => ({ generation: each, channelKey }));
  }
}
