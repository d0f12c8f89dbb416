import type { Terminal } from './terminal.ts';

const EVERY_MS = 1_000;

/** Says how far long work has come, at most once a second, and nothing about work that is done within one. */
export function progressOf(terminal: Terminal, what: string): (done: number, of: number) => void {
  let said = Date.now();
  return (done, of) => {
    const now = Date.now();
    if (now - said < EVERY_MS) return;
    said = now;
    terminal.err(`${what}: ${done.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}\n`);
  };
}
