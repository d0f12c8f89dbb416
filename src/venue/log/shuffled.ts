import type { Randomness } from '../../base/ports.ts';

const UINT32_VALUES = 2 ** 32;

/** Every order equally likely (Fisher and Yates), by random bytes fit for keys: the order must tell nothing. */
export function shuffled<T>(items: readonly T[], random: Randomness): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1, random);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** Uniform below `limit`: draws that would favour the first numbers are drawn again. */
function below(limit: number, random: Randomness): number {
  const even = UINT32_VALUES - (UINT32_VALUES % limit);
  for (;;) {
    const bytes = random(4);
    const drawn = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    if (drawn < even) return drawn % limit;
  }
}
