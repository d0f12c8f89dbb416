import { expect, test } from 'vitest';
import { textFault } from './text-fault.ts';

test.each([
  ['', {}, 'empty'],
  ['  ', {}, 'empty'],
  ['', { isOptional: true }, undefined],
  ['Vellen', {}, undefined],
  ['湖', { max: 3 }, undefined],
  ['湖のほとり', { max: 10 }, 'too-long'],
] as const)('%j under %j: %s', (text, of, fault) => {
  expect(textFault(text, { max: 20, ...of })).toBe(fault);
});
