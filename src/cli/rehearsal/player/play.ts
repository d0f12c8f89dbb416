import { idText } from '../../../base/ids.ts';
import { isOpenedLater } from '../check/check-script.ts';
import { meetExpectation } from '../expectations/meet-expectation.ts';
import type { Outcome } from '../expectations/outcome.ts';
import { refused } from '../expectations/refused.ts';
import type { Action } from '../language/actions.ts';
import type { Narration } from '../narration.ts';
import type { ScriptStep } from '../script.ts';
import { findSeen } from '../seen-entry.ts';
import type { Performance } from './performance.ts';
import { playAction } from './play-action.ts';
import { RehearsalError, refusalCode } from './rehearsal-error.ts';

export type PlayedExpectation = { readonly line: number; readonly outcome: Outcome };

/**
 * Plays a rehearsal from beginning to end, and says of each expectation what became of it. Goes on after one that
 * did not hold; rejects where a step that should succeed does not, since nothing after it means anything then.
 */
export async function play(
  stage: Performance,
  narrator: Narration,
  interrupted: AbortSignal,
): Promise<PlayedExpectation[]> {
  const { script } = stage;
  narrator.title(script);
  // What is there before the first act was opened on its day.
  const first = script.steps.find(({ at }) => at !== undefined)?.at;
  if (first !== undefined) stage.clock.set(first);
  for (const channel of script.channels.keys()) {
    if (!isOpenedLater(script, channel)) await act({ verb: 'open', of: channel }, undefined, 0, stage, narrator);
  }
  const met: PlayedExpectation[] = [];
  for (const step of script.steps) {
    const outcome = await unlessInterrupted(interrupted, () => playStep(step, stage, narrator));
    if (outcome === undefined) continue;
    met.push({ line: step.line, outcome });
    narrator.expectation(outcome, step.line);
  }
  return met;
}

/** A step may wait for a venue that does not answer: who asks for an end need not wait for it too. */
async function unlessInterrupted<T>(interrupted: AbortSignal, task: () => Promise<T>): Promise<T> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new RehearsalError('INTERRUPTED', 'The rehearsal was stopped.'));
  if (interrupted.aborted) stop();
  interrupted.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([stopped, task()]);
  } finally {
    interrupted.removeEventListener('abort', stop);
  }
}

async function playStep(step: ScriptStep, stage: Performance, narrator: Narration): Promise<Outcome | undefined> {
  const { at, does, id, line } = step;
  if (at !== undefined) {
    stage.clock.set(at);
    narrator.time(stage.clock.shown());
    await stage.lookAtClocks();
  }
  switch (does.kind) {
    case 'time passes':
      return undefined;
    case 'act':
      narrator.act(does.title);
      return undefined;
    case 'action':
      await act(does.action, id, line, stage, narrator);
      return undefined;
    case 'expectation':
      return meetExpectation(does.expectation, stage);
    case 'refusal expected':
      return refused(does.action, does.code, stage);
  }
}

async function act(
  action: Action,
  id: string | undefined,
  line: number,
  stage: Performance,
  narrator: Narration,
): Promise<void> {
  const done = await playAction(action, stage).catch((error: unknown) => stepFailed(action, line, error));
  const { played } = done;
  stage.remember(id, line, played);
  narrator.did(played.channel, done.line, done.quote);
  if (played.entry === undefined) return;
  const entry = idText(played.entry);
  const seen = [...stage.actors.values()].filter(({ seats }) => {
    const room = seats.get(played.channel)?.projection;
    return room !== undefined && findSeen(room, entry) !== undefined;
  });
  narrator.seen(seen.map(({ name }) => name));
}

function stepFailed(action: Action, line: number, cause: unknown): never {
  const code = refusalCode(cause);
  if (code === undefined) throw cause;
  const where = line === 0 ? `Opening “${String(action.of)}”` : `Line ${line}: \`${action.verb}\``;
  const message = `${where} did not succeed: ${(cause as Error).message} [${code}]`;
  throw new RehearsalError('STEP_FAILED', message, { cause, detail: { line } });
}
