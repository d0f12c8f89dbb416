import { live } from './app-state.svelte.ts';

const STEP_MS = 20_000;

/** What this person's clock shows, nearly: the story's in a chair of the example. For as long as the component is there. */
export function liveNow(): { readonly current: number } {
  const gate = live('gate', () => ({}));
  let real = $state(Date.now());
  $effect(() => {
    const timer = setInterval(() => {
      real = Date.now();
    }, STEP_MS);
    return () => clearInterval(timer);
  });
  return {
    get current() {
      const offset = gate.current?.kind === 'open' ? (gate.current.chair?.clockOffsetMs ?? 0) : 0;
      return real + offset;
    },
  };
}
