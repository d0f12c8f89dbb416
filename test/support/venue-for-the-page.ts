import type { TestProject } from 'vitest/node';
import { House } from './house.ts';
import { Line } from './line.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a page reaches the venue, and the convener's token in hex. */
    readonly venue: { readonly url: string; readonly token: string };
  }
}

/** Runs in Node, once, beside the tests in a browser. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const house = await House.open();
  const line = await Line.to(house.url);
  project.provide('venue', { url: line.url, token: Buffer.from(house.token).toString('hex') });
  return async () => {
    await line.close();
    await house.close();
  };
}
