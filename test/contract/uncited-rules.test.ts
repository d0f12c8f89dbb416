import { describe, expect, test } from 'vitest';
import { compareRules } from '../../scripts/uncited-rules.ts';

// Numbers are put together here, so that this file cites no rule itself.
const rule = (number: number) => `[SEAL-${number}]`;
const page = `**${rule(1)}** One thing. **${rule(2)}** Another.\nSee ${rule(3)}, which is defined nowhere.\n`;
const report = (source: string) => compareRules(page, new Map([['seal.test.ts', source]]));

describe('the list of uncited rules', () => {
  test('names a rule that no test cites', () => {
    expect(report(`test('${rule(1)} holds', () => {});`)).toEqual({ uncited: ['SEAL-2'], unknown: [] });
  });

  test('takes the name of a table of tests and of a group, over several lines too', () => {
    const source = `describe('${rule(1)}', () => { test.each([1])(\n  '${rule(2)} %s',\n  () => {},\n); });`;
    expect(report(source)).toEqual({ uncited: [], unknown: [] });
  });

  test('names a citation of a rule that does not exist', () => {
    expect(report(`test('${rule(3)} holds', () => {});`).unknown).toEqual(['SEAL-3 (seal.test.ts)']);
  });

  test('a comment or a text in a body cites nothing', () => {
    expect(report(`// ${rule(1)}\ntest('x', () => { say('${rule(2)}'); });`).uncited).toEqual(['SEAL-1', 'SEAL-2']);
  });
});
