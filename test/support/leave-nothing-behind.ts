import { afterAll, vi } from 'vitest';

// The files of one worker share what is global: each begins as if it were the first.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});
