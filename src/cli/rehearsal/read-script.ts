import * as v from 'valibot';
import { checkScript } from './check/check-script.ts';
import { didYouMean, explainIssue } from './explain-issue.ts';
import { ACTIONS, actionOf, verbsIn } from './language/actions.ts';
import { EXPECTATIONS, type Expectation, type ExpectationKind } from './language/expecting.ts';
import { rehearsal } from './language/rehearsal.ts';
import type { Deed, Script, ScriptStep } from './script.ts';
import type { ScriptProblem } from './script-problem.ts';
import { type Path, parseScript, type ScriptSource } from './script-source.ts';
import { explainFault, readMoment } from './script-time.ts';

export type ReadScript =
  | { readonly kind: 'script'; readonly script: Script }
  | { readonly kind: 'problems'; readonly problems: readonly ScriptProblem[] };

type Written = v.InferOutput<typeof rehearsal>;
type WrittenStep = Written['acts'][number];

/**
 * Reads a rehearsal and checks everything that can be known before it is played: its form, its words, that every
 * name leads somewhere, that whoever acts is seated, and that time goes forward. Reports all it finds, in the
 * order of the file.
 */
export function readScript(text: string): ReadScript {
  const source = parseScript(text);
  if ('problems' in source) return { kind: 'problems', problems: source.problems };
  if (Array.isArray(source.value)) {
    return problems([source.problem('WRONG_SHAPE', [], 'A script is a block of “key: value” lines, not a list.')]);
  }
  const parsed = v.safeParse(rehearsal, source.value);
  if (!parsed.success) return problems(parsed.issues.flatMap((issue) => explain(issue, source)));

  const found: ScriptProblem[] = [];
  const steps = parsed.output.acts.map((step, index) => readStep(step, ['acts', index], source, found));
  const { process, note, sources, parties, people, channels } = parsed.output;
  const maps = { parties: mapOf(parties), people: mapOf(people), channels: mapOf(channels) };
  const script: Script = { process, note, sources, ...maps, steps: steps.filter((step) => step !== undefined) };
  // Names and seats are followed only through a script whose every step could be read.
  if (found.length === 0) found.push(...checkScript(script, source));
  return found.length > 0 ? problems(found) : { kind: 'script', script };
}

function problems(found: readonly ScriptProblem[]): ReadScript {
  return { kind: 'problems', problems: found.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

function mapOf<Value>(record: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(record));
}

/** An `expect` of any kind fails the schema as one union; what is wrong with it is asked of the kind that is meant. */
function explain(issue: v.BaseIssue<unknown>, source: ScriptSource): ScriptProblem[] {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  if (issue.type !== 'union' || path.at(-1) !== 'expect') return [explainIssue(rehearsal, issue, source, [])];
  const input = issue.input;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return [source.problem('WRONG_SHAPE', path, 'This should be a block of “key: value” lines.')];
  }
  const kind = expectationKind(input);
  if (kind === undefined) {
    const keys = Object.keys(input);
    const hint = keys.map((key) => didYouMean(key, Object.keys(EXPECTATIONS))).find((one) => one !== '') ?? '';
    const kinds = Object.keys(EXPECTATIONS).join(', ');
    return [source.problem('UNKNOWN_KEY', path, `Nothing is expected here.${hint} The kinds are ${kinds}.`)];
  }
  const schema = EXPECTATIONS[kind];
  const again = v.safeParse(schema, input);
  return again.success ? [] : again.issues.map((inner) => explainIssue(schema, inner, source, path));
}

function expectationKind(of: object): ExpectationKind | undefined {
  return Object.keys(of).find((key): key is ExpectationKind => Object.hasOwn(EXPECTATIONS, key));
}

function readStep(step: WrittenStep, path: Path, source: ScriptSource, found: ScriptProblem[]): ScriptStep | undefined {
  const at = step.at === undefined ? undefined : readMoment(step.at);
  if (at !== undefined && 'fault' in at) {
    found.push(source.problem('BAD_TIME', [...path, 'at'], explainFault(step.at ?? '', at.fault)));
    return undefined;
  }
  const does = readDeed(step, path, source);
  if ('code' in does && 'line' in does) {
    found.push(does);
    return undefined;
  }
  const { line } = source.problem('WRONG_SHAPE', path, '');
  return { line, at, id: step.id, does };
}

function readDeed(step: WrittenStep, path: Path, source: ScriptSource): Deed | ScriptProblem {
  const verbs = verbsIn(step);
  const all = [...verbs, ...(step.act === undefined ? [] : ['act']), ...(step.expect === undefined ? [] : ['expect'])];
  if (all.length > 1) {
    const message = `A step does one thing: put “${all.join('” and “')}” into steps of their own.`;
    return source.problem('ONE_THING_A_STEP', [...path, all[1] ?? ''], message, 'key');
  }
  if (step.act !== undefined) return { kind: 'act', title: step.act };
  if (step.expect !== undefined) return readExpectation(step.expect, [...path, 'expect'], source);
  const [verb] = verbs;
  if (verb !== undefined) return { kind: 'action', action: actionOf(step, verb) };
  if (step.at !== undefined) return { kind: 'time passes' };
  return source.problem(
    'ONE_THING_A_STEP',
    path,
    `Nothing happens in this step. The verbs are ${Object.keys(ACTIONS).join(', ')}.`,
  );
}

function readExpectation(
  of: NonNullable<WrittenStep['expect']>,
  path: Path,
  source: ScriptSource,
): Deed | ScriptProblem {
  const kind = expectationKind(of);
  if (kind === undefined) return source.problem('UNKNOWN_KEY', path, 'Nothing is expected here.');
  if (!('refused' in of)) return { kind: 'expectation', expectation: { kind, of } as Expectation };
  const verbs = verbsIn(of.refused);
  const [verb] = verbs;
  if (verb === undefined || verbs.length > 1) {
    return source.problem('ONE_THING_A_STEP', [...path, 'refused'], 'Exactly one step is expected to be refused.');
  }
  return { kind: 'refusal expected', action: actionOf(of.refused, verb), code: of.because };
}
