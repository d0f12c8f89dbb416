import type { Action } from '../language/actions.ts';
import type { Script, ScriptStep } from '../script.ts';
import type { ScriptProblem } from '../script-problem.ts';
import type { ScriptSource } from '../script-source.ts';
import { checkAction } from './check-action.ts';
import { checkExpectation } from './check-expectation.ts';
import { checkHead, peopleSeated } from './check-head.ts';
import { Stage } from './stage.ts';

/** Follows a script from beginning to end without playing it, and says what could not be played. */
export function checkScript(script: Script, source: ScriptSource): readonly ScriptProblem[] {
  const stage = new Stage(script, source);
  checkHead(script, stage);
  // A wrong head makes nonsense of every step.
  if (stage.problems.length > 0) return stage.problems;
  for (const [name, channel] of script.channels) {
    if (!isOpenedLater(script, name)) stage.open(name, peopleSeated(channel));
  }
  let now = Number.NEGATIVE_INFINITY;
  for (const [index, step] of script.steps.entries()) {
    const path = ['acts', index];
    if (step.at !== undefined) {
      if (step.at.ms < now) stage.fault('TIME_GOES_BACK', [...path, 'at'], 'This is earlier than the step before it.');
      now = Math.max(now, step.at.ms);
    }
    checkStep(step, path, script, stage);
  }
  return stage.problems;
}

/** Channels that no `open` step names are there before the first act. */
export function isOpenedLater(script: Script, channel: string): boolean {
  return script.steps.some(
    ({ does }) => does.kind === 'action' && does.action.verb === 'open' && does.action.of === channel,
  );
}

function checkStep(step: ScriptStep, path: readonly (string | number)[], script: Script, stage: Stage): void {
  const { does, id } = step;
  if (does.kind === 'expectation') checkExpectation(does.expectation, path, stage);
  if (does.kind === 'refusal expected') checkAction(does.action, [...path, 'expect', 'refused'], stage, true);
  const done = does.kind === 'action' ? checkAction(does.action, path, stage) : undefined;
  if (id !== undefined) {
    const taken = stage.earlier.has(id);
    if (taken) stage.fault('NAME_TAKEN', [...path, 'id'], `An earlier step is called “${id}” already.`);
    else if (done !== undefined) stage.earlier.set(id, done);
    else if (does.kind !== 'action')
      stage.fault('WRONG_KIND', [...path, 'id'], 'Only what people do can be referred to.');
    // A step that could not be checked keeps its name, so that what refers to it is not reported as well.
    else stage.earlier.set(id, { verb: does.action.verb, channel: '', by: '' });
  }
  if (does.kind === 'action' && done !== undefined) move(does.action, script, stage);
}

/** Changes who sits where, as the step does. */
function move(action: Action, script: Script, stage: Stage): void {
  if (action.verb === 'open') {
    const channel = script.channels.get(action.of);
    if (channel !== undefined) stage.open(action.of, peopleSeated(channel));
  }
  if (action.verb === 'admit') {
    stage.seat(action.of.who, action.of.in);
    const predecessor = action.of['in-place-of'];
    if (predecessor !== undefined) stage.unseat(predecessor, action.of.in);
  }
  if (action.verb === 'remove') stage.unseat(action.of.who, action.of.in);
}
