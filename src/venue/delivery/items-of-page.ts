import type { Page } from '../store/store.ts';

/** The page's items, as views. */
export function itemsOfPage({ bytes, lengths }: Page): Uint8Array[] {
  const items: Uint8Array[] = [];
  let at = 0;
  for (const length of lengths) {
    items.push(bytes.subarray(at, at + length));
    at += length;
  }
  return items;
}
