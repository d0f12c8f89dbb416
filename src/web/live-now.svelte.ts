import { now } from './app-clock.ts';

/** Nothing that is shown by it changes oftener than by the minute. */
const STEP_MS = 20_000;

/** What time it is in this app, nearly, for as long as the component that asks is there. */
export function liveNow(): { readonly current: number } {
  let current = $state(now());
  $effect(() => {
    const timer = setInterval(() => {
      current = now();
    }, STEP_MS);
    return () => clearInterval(timer);
  });
  return {
    get current() {
      return current;
    },
  };
}
