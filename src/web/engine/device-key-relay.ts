type Said =
  /** Has anybody the key? From a worker that may be the engine one day. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'key'; readonly deviceKey: Uint8Array }
  /** The device was locked. */
  | { readonly kind: 'drop' };

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

  /** This worker is the engine from now on. Gives back the key that the last one handed on. */
  takeOver(): Uint8Array | undefined {
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

  #say(said: Said): void {
    this.#channel.postMessage(said);
  }
}
