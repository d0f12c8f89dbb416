import { afterEach, expect, test, vi } from 'vitest';

const ELSEWHERE = [
  'https://elsewhere.example/assets/engine-a1b2.js',
  '//elsewhere.example/assets/engine.js',
  'blob:https://talks.example/7f',
  'data:text/javascript,1',
  '/p/lake-talks/communiques/1.json',
  '/assets/../p/lake-talks/communiques/1.json',
  '/service-worker.js?of=elsewhere',
  '',
];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test('a worker is started from the app’s own scripts, and from nothing else', async () => {
  const { ownScript } = await import('./own-script.ts');
  for (const url of ['/assets/engine-worker-a1_B2.js', '/service-worker.js']) expect(ownScript(url)).toBe(url);
  for (const url of ELSEWHERE) expect(() => ownScript(url), url).toThrow(TypeError);
});

test('where a browser asks for a policy, the policy itself lets nothing else through', async () => {
  const createPolicy = vi.fn((_name: string, rules: { createScriptURL(url: string): string }) => rules);
  vi.stubGlobal('trustedTypes', { createPolicy });
  const { ownScript } = await import('./own-script.ts');
  expect(ownScript('/service-worker.js')).toBe('/service-worker.js');
  for (const url of ELSEWHERE) expect(() => ownScript(url), url).toThrow(TypeError);
  expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['pourparler-scripts']);
});
