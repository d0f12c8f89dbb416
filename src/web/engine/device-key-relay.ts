type Said =
  /** Has anybody the key? From a worker that may be the engine one day. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'key'; readonly deviceKey: Uint8Array }
  /** The device was locked. */
  | { readonly kind: 'drop' }
  /** Of a worker to itself: whatever was said before it has been heard once it comes back. */
  | { readonly kind: 'echo'; readonly of: string };

/** A channel of its own, which no page opens: a page holds no keys. */
export function deviceKeyChannelName(profile: string): string {
  return `pourparler/${profile}/device-key`;
}

/**
 * Keeps the key of an open device with the workers of all of its tabs, in memory alone: when the engine's tab is closed,
 * the next worker goes on without asking the person to unlock again. Whoever locks the device takes it from all of them.
 */
export class DeviceKeyRelay {
  readonly #channel: BroadcastChannel;
  #deviceKey: Uint8Array | undefined;
  #isEngine = false;

  constructor(channel: BroadcastChannel) {
    this.#channel = channel;
    channel.addEventListener('message', ({ data }: MessageEvent<Said>) => this.#hear(data));
    this.#say({ kind: 'ask' });
  }

  /**
   * This worker is the engine from now on. Gives back the key that the last one handed on, unless it took it back: what
   * was said to a tab that stood still meanwhile is heard first.
   */
  async takeOver(): Promise<Uint8Array | undefined> {
    await this.#hearAllSaid();
    this.#isEngine = true;
    return this.#deviceKey;
  }

  handOn(deviceKey: Uint8Array): void {
    this.#deviceKey = deviceKey;
    this.#say({ kind: 'key', deviceKey });
  }

  drop(): void {
    this.#deviceKey = undefined;
    this.#say({ kind: 'drop' });
  }

  #hear(said: Said): void {
    // The engine alone decides: what others say to it is older than what it knows.
    if (this.#isEngine) {
      if (said.kind === 'ask' && this.#deviceKey !== undefined) this.handOn(this.#deviceKey);
    } else if (said.kind === 'key') this.#deviceKey = said.deviceKey;
    else if (said.kind === 'drop') this.#deviceKey = undefined;
  }

  /** A channel hears in the order in which it was spoken to, and never itself: hence the second one. */
  async #hearAllSaid(): Promise<void> {
    const of = crypto.randomUUID();
    const second = new BroadcastChannel(this.#channel.name);
    await new Promise<void>((resolve) => {
      const listen = ({ data }: MessageEvent<Said>) => {
        if (data.kind !== 'echo' || data.of !== of) return;
        this.#channel.removeEventListener('message', listen);
        resolve();
      };
      this.#channel.addEventListener('message', listen);
      second.postMessage({ kind: 'echo', of } satisfies Said);
    });
    second.close();
  }

  #say(said: Said): void {
    this.#channel.postMessage(said);
  }
}
