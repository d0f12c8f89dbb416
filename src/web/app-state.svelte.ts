import type { IdText } from '../records/timeline.ts';
import type { CommandArgs, CommandName, CommandValue } from './engine/commands.ts';
import { EngineClient } from './engine/engine-client.ts';
import type { LiveArgs, LiveName, LiveValue } from './engine/live-values.ts';
import type { RoomView } from './engine/room-view.ts';
import { formatRoute, parseRoute, type Route } from './routes.ts';

let client: EngineClient | undefined;

/** Once, when the page is loaded. */
export function connectEngine(profile: string): void {
  client = new EngineClient(profile);
}

function engine(): EngineClient {
  if (client === undefined) throw new Error('the engine is not connected yet');
  return client;
}

/** The first screen stands there: the engine's own code comes after it. */
export function screenShown(): void {
  engine().shown();
}

/** Asks the engine for something. Throws `EngineFailure`. */
export function call<Name extends CommandName>(command: Name, args: CommandArgs<Name>): Promise<CommandValue<Name>> {
  return engine().call(command, args);
}

/**
 * A live value of the engine, for as long as the component that asks is there. `current` is undefined until the first
 * one has come. `args` may depend on state: it is watched anew when they change.
 */
export function live<Name extends LiveName>(
  name: Name,
  args: () => LiveArgs<Name>,
): { readonly current: LiveValue<Name> | undefined; readonly isLoading: boolean } {
  let current = $state.raw<LiveValue<Name> | undefined>(undefined);
  let isLoading = $state(true);
  const key = $derived(JSON.stringify(args()));
  $effect(() => {
    isLoading = true;
    return engine().watch(name, JSON.parse(key) as LiveArgs<Name>, (value) => {
      current = value;
      isLoading = false;
    });
  });
  return {
    get current() {
      return current;
    },
    get isLoading() {
      return isLoading;
    },
  };
}

/** The rooms of these channels, those that have come so far, in the order that was asked for. */
export function liveRooms(channels: () => readonly IdText[]): {
  readonly current: readonly RoomView[];
  readonly isLoading: boolean;
} {
  let byChannel = $state.raw<Readonly<Record<IdText, RoomView | undefined>>>({});
  const key = $derived(channels().join(' '));
  const wanted = $derived(key === '' ? [] : key.split(' '));
  $effect(() => {
    const stops = wanted.map((channel) =>
      engine().watch('room', { channel }, (room) => {
        byChannel = { ...byChannel, [channel]: room };
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  });
  return {
    get current() {
      return wanted.flatMap((channel) => byChannel[channel] ?? []);
    },
    get isLoading() {
      return wanted.some((channel) => !(channel in byChannel));
    },
  };
}

/** Where one is. Set by the address, and by nothing else. */
class Place {
  route = $state.raw<Route>(parseRoute(location.hash));
  /** Somebody is on the way elsewhere, and would lose what is here: whoever holds it asks them. */
  isLeaving = $state(false);
  #isHeld = false;

  constructor() {
    addEventListener('hashchange', () => {
      if (this.#isHeld) this.isLeaving = true;
      else this.look();
    });
  }

  /** The address was changed without anybody going anywhere: a secret was taken out of it. */
  look(): void {
    this.isLeaving = false;
    this.route = parseRoute(location.hash);
  }

  /** Nobody is let go from here unasked, by the browser's Back neither. Gives back how to end that. */
  hold(): () => void {
    this.#isHeld = true;
    return () => {
      this.#isHeld = false;
      if (this.isLeaving) this.look();
    };
  }

  /** They stay: the address is again that of where they are. */
  stay(): void {
    this.isLeaving = false;
    history.pushState(null, '', formatRoute(this.route));
  }
}

export const place = new Place();

export function go(route: Route): void {
  location.hash = formatRoute(route);
}
