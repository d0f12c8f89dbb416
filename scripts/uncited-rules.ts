// Lists the rules of docs/protocol.md that no test cites, and the citations of rules that do not exist.
// A rule begins with its number in bold, **[SEAL-3]**; a test cites it by naming [SEAL-3] in its name.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const DEFINITION = /\*\*\[([A-Z][A-Z-]*-\d+)\]\*\*/g;
const CITATION = /\[([A-Z][A-Z-]*-\d+)\]/g;
const NAMING = new Set(['test', 'it', 'describe']);

export type RuleReport = { readonly uncited: readonly string[]; readonly unknown: readonly string[] };

/** Compares the rules that `text` defines with the test names in `sources` (file name → TypeScript). */
export function compareRules(text: string, sources: ReadonlyMap<string, string>): RuleReport {
  const defined = new Set([...text.matchAll(DEFINITION)].map((match) => match[1] ?? ''));
  const cited = new Set<string>();
  const unknown: string[] = [];
  for (const [file, source] of sources) {
    for (const name of testNames(file, source)) {
      for (const [, rule = ''] of name.matchAll(CITATION)) {
        cited.add(rule);
        if (!defined.has(rule)) unknown.push(`${rule} (${file})`);
      }
    }
  }
  return { uncited: [...defined].filter((rule) => !cited.has(rule)), unknown };
}

function testNames(file: string, source: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const [first] = ts.isCallExpression(node) ? node.arguments : [];
    if (ts.isCallExpression(node) && first !== undefined && NAMING.has(callee(node.expression))) {
      names.push(first.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return names;
}

/** The word that a call starts with: `test` of `test('…')`, of `test.each(rows)('…')` and of `test.for(rows)('…')`. */
function callee(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression))
    return callee(expression.expression);
  return '';
}

function main(root: string): number {
  const files = globSync(['src/**/*.test.ts', 'test/**/*.ts'], { cwd: root });
  const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const { uncited, unknown } = compareRules(readFileSync(join(root, 'docs/protocol.md'), 'utf8'), sources);
  for (const rule of uncited) process.stdout.write(`no test cites [${rule}]\n`);
  for (const rule of unknown) process.stdout.write(`docs/protocol.md has no rule ${rule}\n`);
  return uncited.length + unknown.length;
}

if (import.meta.main) process.exitCode = main(join(import.meta.dirname, '..')) === 0 ? 0 : 1;
