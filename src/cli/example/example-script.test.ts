import { expect, test } from 'vitest';
import type { ExampleProgress } from '../../protocol/wire/example-bodies.ts';
import { ExampleProgressNarration } from './example-progress.ts';
import { exampleScript } from './example-script.ts';

test('the example is played without what it expects, and with every time in it', async () => {
  const { steps, people } = await exampleScript();
  expect(people.size).toBe(12);
  expect(steps.filter(({ does }) => does.kind === 'expectation' || does.kind === 'refusal expected')).toEqual([]);
  expect(steps.filter(({ does }) => does.kind === 'action').length).toBeGreaterThan(60);
  expect(steps.filter(({ at }) => at !== undefined).length).toBeGreaterThan(20);
});

test('progress counts what is done, and names acts and no words of the story', async () => {
  const script = await exampleScript();
  const told: ExampleProgress[] = [];
  const narration = new ExampleProgressNarration(script, (progress) => told.push(progress));
  narration.title();
  for (const channel of script.channels.keys()) if (channel !== 'boathouse') narration.did();
  for (const { does } of script.steps) {
    if (does.kind === 'act') narration.act(does.title);
    if (does.kind === 'action') narration.did();
  }
  expect(told[0]).toEqual({ step: 0, of: told.at(-1)?.of, line: 'The rooms are opened' });
  expect(told.at(-1)).toMatchObject({ step: told.at(-1)?.of, line: 'Winter. What stands' });
});
