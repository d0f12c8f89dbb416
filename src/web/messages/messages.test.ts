import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.resetModules());

async function wordsIn(tag: string) {
  vi.stubGlobal('localStorage', { getItem: () => tag });
  const module = await import('./messages.ts');
  await module.loadMessages();
  return module.m;
}

test('from right to left, what a sentence is told keeps its own order', async () => {
  const { ideas, welcome } = await wordsIn('ar-XB');
  expect(ideas.by({ who: 'Anna, 24 November' })).toContain('\u2068Anna, 24 November\u2069');
  // Also a number, and what stands within a plural.
  expect(welcome.step({ step: 1, steps: 3 })).toMatch(/\u20681\u2069.*\u20683\u2069/u);
  expect(welcome.recover.unknownLike({ place: 2, word: 'lak', like: 'lake' })).toContain('\u2068lak\u2069');
});

test('from left to right, a sentence holds no mark that nobody sees', async () => {
  const { ideas, welcome } = await wordsIn('en');
  expect(`${ideas.by({ who: 'Anna' })}${welcome.step({ step: 1, steps: 3 })}`).not.toMatch(/[\u2066-\u2069]/u);
});
