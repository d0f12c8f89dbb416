import type { Chair } from '../../protocol/wire/example-bodies.ts';

/** In the order in which the example names them. */
export function byParty(
  chairs: readonly Chair[],
): readonly { readonly party: string; readonly chairs: readonly Chair[] }[] {
  return [...Map.groupBy(chairs, ({ party }) => party)].map(([party, of]) => ({ party, chairs: of }));
}
