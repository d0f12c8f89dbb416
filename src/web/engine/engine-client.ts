import type { CommandArgs, CommandName, CommandValue } from './commands.ts';
import { engineChannelName, type FromEngine, type FromTab } from './engine-wire.ts';
import { EngineFailure } from './failure.ts';
import type { LiveArgs, LiveName, LiveValue } from './live-values.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Watching {
  readonly name: LiveName;
  readonly args: LiveArgs<LiveName>;
  readonly show: (value: LiveValue<LiveName>) => void;
}

/**
 * A tab's way to the engine, wherever that runs. Watches outlive a change of engine; calls that were under way when it
 * changed fail with `ENGINE_MOVED`: what was said may wait in the outbox already, and is shown there if so.
 */
export class EngineClient {
  readonly #channel: BroadcastChannel;
  readonly #tab = crypto.randomUUID();
  readonly #waiting = new Map<number, Waiting>();
  readonly #watching = new Map<number, Watching>();
  #engine: string | undefined;
  #isShown = false;
  #next = 1;

  constructor(profile: string) {
    this.#channel = new BroadcastChannel(engineChannelName(profile));
    this.#channel.addEventListener('message', ({ data }: MessageEvent<FromEngine | FromTab>) => {
      if (data.to === 'tabs' || data.to === this.#tab) this.#hear(data as FromEngine);
    });
    addEventListener('pagehide', () => this.#send({ to: 'engine', tab: this.#tab, kind: 'bye' }));
    // Shown again from the cache of pages: the engine was told that this tab had gone.
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.#watchAll();
    });
    this.#send({ to: 'engine', tab: this.#tab, kind: 'hello' });
  }

  /** Waits until there is an engine. Throws {@link EngineFailure}. */
  call<Name extends CommandName>(command: Name, args: CommandArgs<Name>): Promise<CommandValue<Name>> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      const message = { to: 'engine', tab: this.#tab, kind: 'call', id, command, args } as const;
      if (this.#engine === undefined) this.#untilEngine.push(message);
      else this.#send(message);
    });
  }

  /** Shows the value now and whenever it has changed. Gives back how to stop. */
  watch<Name extends LiveName>(name: Name, args: LiveArgs<Name>, show: (value: LiveValue<Name>) => void): () => void {
    const id = this.#next++;
    this.#watching.set(id, { name, args, show: show as Watching['show'] });
    if (this.#engine !== undefined) this.#sendWatch(id, name, args);
    return () => {
      this.#watching.delete(id);
      this.#send({ to: 'engine', tab: this.#tab, kind: 'unwatch', id });
    };
  }

  /** The first screen stands there: whatever the engine needs besides may come now. Harmless when said again. */
  shown(): void {
    this.#isShown = true;
    if (this.#engine !== undefined) this.#send({ to: 'engine', tab: this.#tab, kind: 'shown' });
  }

  readonly #untilEngine: FromTab[] = [];

  #hear(message: FromEngine): void {
    switch (message.kind) {
      case 'engine':
        this.#follow(message.engine);
        break;
      case 'done':
        this.#waiting.get(message.id)?.resolve(message.value);
        this.#waiting.delete(message.id);
        break;
      case 'failed':
        this.#waiting.get(message.id)?.reject(new EngineFailure(message.failure));
        this.#waiting.delete(message.id);
        break;
      case 'value':
        this.#watching.get(message.id)?.show(message.value);
    }
  }

  #follow(engine: string): void {
    if (this.#engine === engine) return;
    const hadOne = this.#engine !== undefined;
    this.#engine = engine;
    if (hadOne) {
      const moved = new EngineFailure({ area: 'app', code: 'ENGINE_MOVED', message: 'another engine took over' });
      for (const { reject } of this.#waiting.values()) reject(moved);
      this.#waiting.clear();
    }
    if (this.#isShown) this.shown();
    for (const message of this.#untilEngine.splice(0)) this.#send(message);
    this.#watchAll();
  }

  #watchAll(): void {
    for (const [id, { name, args }] of this.#watching) this.#sendWatch(id, name, args);
  }

  #sendWatch(id: number, name: LiveName, args: LiveArgs<LiveName>): void {
    this.#send({ to: 'engine', tab: this.#tab, kind: 'watch', id, name, args });
  }

  #send(message: FromTab): void {
    this.#channel.postMessage(message);
  }
}
