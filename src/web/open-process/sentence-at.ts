import { m } from '../messages/messages.ts';
import type { PlanFault } from './plan-faults.ts';

/** What to say at a place of the form; nothing where nothing is wrong there. */
export function sentenceAt(faults: readonly PlanFault[]): (at: PlanFault['at']) => string | undefined {
  const byPlace = new Map(faults.map(({ at, kind }) => [at, kind]));
  return (at) => {
    const kind = byPlace.get(at);
    return kind && m.opening.fault[kind]();
  };
}
