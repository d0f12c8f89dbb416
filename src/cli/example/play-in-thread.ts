import { Worker } from 'node:worker_threads';
import type { ExampleStage, PlayExample, PlayedExample } from '../../venue/example/play-example.ts';
import type { ExampleThreadData, ThreadAnswer, ThreadReport } from './thread-messages.ts';

/** As long as a thread that was asked to end may take, before it is ended. */
const ENDING_MS_MAX = 2_000;

/** Plays the example in a thread of its own, and rejects where that breaks off or is interrupted. */
export const playInThread: PlayExample = async (stage) => {
  const { url, convenerToken, verifierKey } = stage;
  const workerData: ExampleThreadData = { url, convenerToken, verifierKey };
  const script = import.meta.url.endsWith('.ts') ? './example-thread.ts' : './example-thread.js';
  const worker = new Worker(new URL(script, import.meta.url), { workerData });
  const stop = () => {
    worker.postMessage({ kind: 'stop' } satisfies ThreadAnswer);
    setTimeout(() => void worker.terminate(), ENDING_MS_MAX).unref();
  };
  if (stage.interrupted.aborted) stop();
  stage.interrupted.addEventListener('abort', stop, { once: true });
  try {
    return await heard(worker, stage);
  } finally {
    stage.interrupted.removeEventListener('abort', stop);
    await worker.terminate();
  }
};

function heard(worker: Worker, stage: ExampleStage): Promise<PlayedExample> {
  const answer = (number: number, failed?: string) =>
    worker.postMessage({ kind: 'done', number, failed } satisfies ThreadAnswer);
  return new Promise((resolve, reject) => {
    worker.on('message', (report: ThreadReport) => {
      switch (report.kind) {
        case 'progress':
          return stage.tell(report.progress);
        case 'time':
          return stage.timeIs(report.ms);
        case 'beat':
        case 'release':
          return void stage[report.kind]().then(
            () => answer(report.number),
            (error: unknown) => answer(report.number, String(error)),
          );
        case 'played':
          return resolve(report.played);
        case 'failed':
          return reject(new Error(`the example broke off: ${report.message}`));
      }
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that played the example has ended')));
  });
}
