import type { CommandName, Commands } from './commands.ts';
import type { Failure } from './failure.ts';
import type { LiveArgs, LiveName, LiveValue } from './live-values.ts';

/**
 * What tabs and the engine say to each other, over a BroadcastChannel of the origin that every tab and every tab's
 * worker hears. Structured clones: bytes stay bytes. Only our own code speaks there.
 */
export type FromTab =
  /** Who is the engine? Asked by a tab that has just opened. */
  | { readonly to: 'engine'; readonly tab: string; readonly kind: 'hello' }
  | {
      readonly to: 'engine';
      readonly tab: string;
      readonly kind: 'call';
      readonly id: number;
      readonly command: CommandName;
      readonly args: Commands[CommandName]['args'];
    }
  | {
      readonly to: 'engine';
      readonly tab: string;
      readonly kind: 'watch';
      readonly id: number;
      readonly name: LiveName;
      readonly args: LiveArgs<LiveName>;
    }
  | { readonly to: 'engine'; readonly tab: string; readonly kind: 'unwatch'; readonly id: number }
  /** The first screen stands there: what comes beside it may come now. */
  | { readonly to: 'engine'; readonly tab: string; readonly kind: 'shown' }
  | { readonly to: 'engine'; readonly tab: string; readonly kind: 'bye' };

export type FromEngine =
  /** This engine runs from now on. Watches and calls that another one had are gone. */
  | { readonly to: 'tabs'; readonly kind: 'engine'; readonly engine: string }
  | { readonly to: string; readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly to: string; readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly to: string; readonly kind: 'value'; readonly id: number; readonly value: LiveValue<LiveName> };

/** One for each profile: a chair of the example is another device than one's own. */
export function engineChannelName(profile: string): string {
  return `pourparler/${profile}/engine`;
}

/** Held by the one worker that runs the engine. */
export function engineLockName(profile: string): string {
  return `pourparler/${profile}/engine`;
}
