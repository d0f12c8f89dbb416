import { expect, test } from 'vitest';
import type { ExampleStage } from '../../venue/example/play-example.ts';
import { playInThread } from './play-in-thread.ts';

const stage = (interrupted: AbortSignal): ExampleStage => ({
  // Nothing answers here.
  url: 'http://127.0.0.1:9',
  convenerToken: new Uint8Array(32),
  verifierKey: 'nobody+00000000+AA',
  beat: async () => {},
  release: async () => {},
  timeIs() {},
  tell() {},
  interrupted,
});

test('a thread whose venue does not answer breaks off, and says why', async () => {
  await expect(playInThread(stage(new AbortController().signal))).rejects.toThrow(/the example broke off: .+/u);
});

test('a thread that is interrupted ends', async () => {
  await expect(playInThread(stage(AbortSignal.abort()))).rejects.toThrow(/broke off|has ended/u);
});
