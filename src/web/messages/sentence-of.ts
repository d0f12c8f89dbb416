import type { Failure } from '../engine/failure.ts';
import { m } from './messages.ts';

/** What a person reads when something could not be done: what happened, and what to do. */
export function sentenceOf({ area, code }: Failure): string {
  const tables: Readonly<Record<Failure['area'], Readonly<Record<string, () => string>>>> = {
    engine: m.errors.engine,
    venue: m.errors.venue,
    record: m.refusals,
    app: m.failures,
  };
  return (tables[area][code] ?? m.failures.UNFORESEEN)();
}
