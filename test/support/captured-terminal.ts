import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that nobody looks at: what was printed is kept, in order, by where it was printed to. */
export function capturedTerminal(): {
  readonly terminal: Terminal;
  readonly printed: readonly { readonly to: 'out' | 'err'; readonly text: string }[];
  text(to: 'out' | 'err'): string;
} {
  const printed: { to: 'out' | 'err'; text: string }[] = [];
  const keep = (to: 'out' | 'err') => (text: string) => {
    printed.push({ to, text });
  };
  return {
    terminal: { out: keep('out'), err: keep('err'), env: {}, interrupted: new AbortController().signal },
    printed,
    text: (to) => printed.flatMap((one) => (one.to === to ? [one.text] : [])).join(''),
  };
}
