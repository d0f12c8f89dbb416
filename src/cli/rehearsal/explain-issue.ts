import type * as v from 'valibot';
import { nearestWord } from '../nearest-word.ts';
import type { ScriptProblem } from './script-problem.ts';
import type { Path, ScriptSource } from './script-source.ts';

type Issue = v.BaseIssue<unknown>;

/** Says in plain words, and at its place in the file, what the schema found. */
export function explainIssue(schema: v.GenericSchema, issue: Issue, source: ScriptSource, under: Path): ScriptProblem {
  const inner = pathOf(issue);
  const path = [...under, ...inner];
  const key = inner.at(-1);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const hint = didYouMean(String(key), keysAt(schema, inner.slice(0, -1)));
    // `{ text: One, two }` reads as two keys, and nobody means that.
    const comma = hint === '' && /\s|[.!?]$/u.test(String(key)) ? ' Text with a comma inside { } wants quotes.' : '';
    return source.problem('UNKNOWN_KEY', path, `“${key}” means nothing here.${hint}${comma}`, 'key');
  }
  if (issue.type === 'strict_object' && issue.kind === 'schema' && issue.path?.at(-1)?.origin === 'key') {
    return source.problem('MISSING_KEY', path.slice(0, -1), `“${key}” is missing here.`);
  }
  if (issue.type === 'picklist' || issue.type === 'literal') {
    const words = [...(issue.expected ?? '').replace(/^"(.*)"$/u, '("$1")').matchAll(/"([^"]*)"/gu)].map(
      (match) => match[1] ?? '',
    );
    const wanted = words.length > 0 ? words.map((word) => `“${word}”`).join(', ') : (issue.expected ?? 'another word');
    const hint = typeof issue.input === 'string' ? didYouMean(issue.input, words) : '';
    const form = words.length > 1 ? `one of ${wanted}` : wanted;
    return source.problem('UNKNOWN_WORD', path, `${shown(issue.input)} should be ${form}.${hint}`);
  }
  // A record's own key: the pattern of names applies to it.
  const atKey = issue.path?.at(-1)?.origin === 'key' ? 'key' : 'value';
  return source.problem('WRONG_SHAPE', path, wrongShape(issue), atKey);
}

function wrongShape(issue: Issue): string {
  switch (issue.type) {
    case 'string':
      return `This should be text, not ${what(issue.input)}${isScalar(issue.input) ? '; put it in quotes' : ''}.`;
    case 'number':
      return `This should be a number, not ${what(issue.input)}.`;
    case 'boolean':
      return `This should be true or false, not ${what(issue.input)}.`;
    case 'array':
      return `This should be a list, not ${what(issue.input)}.`;
    case 'strict_object':
    case 'record':
      return `This should be a block of “key: value” lines, not ${what(issue.input)}.`;
    case 'max_length':
      return `This is longer than it may be (${issue.expected?.replace('<=', '')}).`;
    case 'min_length':
      return 'This is empty.';
    case 'min_value':
    case 'max_value':
    case 'integer':
      return `${shown(issue.input)} should be a whole number ${issue.expected ?? ''}.`.replace(' .', '.');
    default:
      return issue.message;
  }
}

export function didYouMean(typed: string, words: Iterable<string>): string {
  const meant = nearestWord(typed, words);
  return meant === undefined || meant === typed ? '' : ` Did you mean “${meant}”?`;
}

function pathOf(issue: Issue): (string | number)[] {
  return (issue.path ?? []).map(({ key }) => key as string | number);
}

/** The keys that the schema knows at `path`. */
function keysAt(schema: unknown, path: Path): string[] {
  let current = schema as Shape | undefined;
  for (const step of path) current = inside(current, String(step));
  const entries = unwrapped(current)?.entries;
  return entries === undefined ? [] : Object.keys(entries);
}

type Shape = {
  readonly wrapped?: Shape;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly item?: Shape;
  readonly value?: Shape;
};

function unwrapped(shape: Shape | undefined): Shape | undefined {
  return shape?.wrapped === undefined ? shape : unwrapped(shape.wrapped);
}

function inside(shape: Shape | undefined, key: string): Shape | undefined {
  const outer = unwrapped(shape);
  return outer?.entries?.[key] ?? outer?.item ?? outer?.value;
}

function isScalar(input: unknown): boolean {
  return typeof input === 'number' || typeof input === 'boolean';
}

function what(input: unknown): string {
  if (input === null || input === undefined) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a block';
  return typeof input === 'string' ? 'text' : shown(input);
}

function shown(input: unknown): string {
  if (typeof input === 'string') return `“${input}”`;
  return typeof input === 'number' || typeof input === 'boolean' ? String(input) : 'This';
}
