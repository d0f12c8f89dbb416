/**
 * What a command may touch of the world around it.
 *
 * Results go to `out`, so that they can be piped; progress and messages go to `err`.
 */
export type Terminal = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the person at the terminal, or the system, asks the command to end. */
  readonly interrupted: AbortSignal;
};

/** The process's own terminal. The first Ctrl-C asks for an orderly end, the second one ends at once. */
export function processTerminal(): Terminal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => controller.abort(signal));
  }
  // A reader that went away (`| head`) is no fault of ours and no reason to go on.
  process.stdout.on('error', () => process.exit(0));
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: process.env,
    interrupted: controller.signal,
  };
}

/** Resolves when the command is asked to end. */
export function untilInterrupted({ interrupted }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
}
