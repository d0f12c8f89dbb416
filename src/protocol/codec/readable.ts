import { CodecError } from './codec-error.ts';

/** What a decoder made of bytes from outside; `undefined` where they are not what it reads. Faults of ours pass through. */
export function readable<T>(decoder: () => T): T | undefined {
  try {
    return decoder();
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}
