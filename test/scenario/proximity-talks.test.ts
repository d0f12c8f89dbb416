import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/all.ts';
import { pourparler } from '../../src/cli/pourparler.ts';
import { capturedTerminal } from '../support/captured-terminal.ts';

test('[RECORD-4] a mediator and two parties who never share a room: nobody learns more than they are told', {
  timeout: 40_000,
}, async () => {
  const { terminal, text } = capturedTerminal();
  const code = await pourparler(COMMANDS, ['rehearse', join(import.meta.dirname, 'proximity-talks.yaml')], terminal);
  expect(text('out').match(/^ {2}✗.*\n.*/gmu) ?? []).toEqual([]);
  expect(text('out').match(/^ {2}✓/gmu)?.length).toBeGreaterThan(20);
  expect(code).toBe(0);
});
