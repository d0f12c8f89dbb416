import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { SCRIPT_ALIASES_MAX, SCRIPT_BYTES_MAX } from './limits.ts';
import type { ProblemCode, ScriptProblem } from './script-problem.ts';

export type Path = readonly (string | number)[];

/** A parsed script that knows where each of its values was written. */
export type ScriptSource = {
  readonly value: unknown;
  /** A problem at the value of `path`, or at its key when `at` says so. */
  readonly problem: (code: ProblemCode, path: Path, message: string, at?: 'value' | 'key') => ScriptProblem;
};

export function parseScript(text: string): ScriptSource | { readonly problems: readonly ScriptProblem[] } {
  if (new TextEncoder().encode(text).length > SCRIPT_BYTES_MAX) {
    const message = `The script is larger than ${SCRIPT_BYTES_MAX} bytes.`;
    return { problems: [{ code: 'TOO_LARGE', line: 1, column: 1, message }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, stringKeys: true, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    const problems = broken.map(
      ({ pos, message }): ScriptProblem => ({ code: 'NOT_YAML', ...place(pos[0]), message: firstSentence(message) }),
    );
    return { problems };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: SCRIPT_ALIASES_MAX });
  } catch {
    const message = `Aliases (*name) stand for more than ${SCRIPT_ALIASES_MAX} values, or for themselves.`;
    return { problems: [{ code: 'TOO_MANY_ALIASES', line: 1, column: 1, message }] };
  }
  const resolve = (node: unknown): Node | undefined => {
    if (isAlias(node)) return resolve(node.resolve(document));
    return isNode(node) ? node : undefined;
  };
  const offsetOf = (path: Path, at: 'value' | 'key'): number => {
    let node = resolve(document.contents);
    let offset = node?.range?.[0] ?? 0;
    for (const [index, step] of path.entries()) {
      const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
      const next: unknown = pair?.value ?? (isSeq(node) ? node.items[Number(step)] : undefined);
      const last = index === path.length - 1;
      const target = last && at === 'key' && pair !== undefined ? pair.key : next;
      if (!isNode(target)) {
        // A key that is not there, or has no value, is reported where it should have been.
        return isNode(pair?.key) ? (pair.key.range?.[0] ?? offset) : offset;
      }
      offset = target.range?.[0] ?? offset;
      node = resolve(target);
    }
    return offset;
  };
  return {
    value,
    problem: (code, path, message, at = 'value') => ({ code, ...place(offsetOf(path, at)), message }),
  };
}

function firstSentence(message: string): string {
  const sentence = message.split('\n')[0]?.trim() ?? '';
  return /[.!?]$/u.test(sentence) ? sentence : `${sentence}.`;
}
