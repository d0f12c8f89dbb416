// The thread that plays the example: a dozen engines at work would stall the venue's own.
import { parentPort, workerData } from 'node:worker_threads';
import { exampleScript } from './example-script.ts';
import { performExample } from './perform-example.ts';
import type { ExampleThreadData, ThreadAnswer, ThreadReport } from './thread-messages.ts';

const port = parentPort;
if (port === null) throw new Error('example-thread.ts runs as a worker only');

const interruption = new AbortController();
// Owned here: who waits for what the venue is asked to do.
const waiting = new Map<number, PromiseWithResolvers<void>>();

port.on('message', (answer: ThreadAnswer) => {
  if (answer.kind === 'stop') {
    interruption.abort();
    return;
  }
  const asker = waiting.get(answer.number);
  waiting.delete(answer.number);
  if (answer.failed === undefined) asker?.resolve();
  else asker?.reject(new Error(answer.failed));
});

let asked = 0;

function ask(kind: 'beat' | 'release'): Promise<void> {
  const number = ++asked;
  const asker = Promise.withResolvers<void>();
  waiting.set(number, asker);
  report({ kind, number });
  return asker.promise;
}

try {
  const played = await performExample(await exampleScript(), {
    ...(workerData as ExampleThreadData),
    beat: () => ask('beat'),
    release: () => ask('release'),
    timeIs: (ms) => report({ kind: 'time', ms }),
    tell: (progress) => report({ kind: 'progress', progress }),
    interrupted: interruption.signal,
  });
  report({ kind: 'played', played });
} catch (error) {
  report({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
// What an engine left under way must not keep the thread.
port.close();

function report(message: ThreadReport): void {
  port?.postMessage(message);
}
