import type { Randomness } from '../../base/ports.ts';
import { RECOVERY_WORDS } from '../../protocol/joining/limits.ts';

/** Two different places of a phrase, from 1, in their order: whoever has the paper finds both. */
export function placesToAsk(random: Randomness): readonly [number, number] {
  const [first, second] = random(2) as unknown as [number, number];
  const a = first % RECOVERY_WORDS;
  const b = second % (RECOVERY_WORDS - 1);
  const other = b < a ? b : b + 1;
  return [Math.min(a, other) + 1, Math.max(a, other) + 1];
}

export function isWordAt(phrase: string, place: number, typed: string): boolean {
  return phrase.split(' ')[place - 1] === typed.normalize('NFKC').trim().toLowerCase();
}
