import { ownScript } from '../own-script.ts';
import type { WorkerStart } from './engine-worker.ts';
import worker from './engine-worker.ts?worker&url';

/** This tab's worker: the engine itself, or ready to become it. Ends with the tab. */
export function startEngine(start: WorkerStart): void {
  new Worker(ownScript(worker), { type: 'module', name: 'engine' }).postMessage(start);
}
