import type { Founding } from './founding.ts';
import type { Handshake } from './handshake.ts';

/**
 * The kinds of item in a record, by their tag. `shredded` is what the venue leaves of an entry past its retention;
 * `box-closed` is put there by the venue itself.
 */
export type ItemKind = Founding['kind'] | 'entry' | Handshake['kind'] | 'shredded' | 'box-closed';

const KINDS: readonly ItemKind[] = ['founding', 'entry', 'handshake', 'shredded', 'box-closed'];

/**
 * What kind an item's bytes claim to be, from their first two bytes (an array of two, then the tag), without
 * decoding the rest. `undefined` for bytes that can be no item.
 */
export function itemKind(item: Uint8Array): ItemKind | undefined {
  return item[0] === 0x82 ? KINDS[item[1] as number] : undefined;
}
