import { toHex } from '../../src/base/text-encodings.ts';

/** What a test knows by name: each id or key in hex, and what to call it. */
export type KnownNames = ReadonlyMap<string, string>;

/** Before this, a whole number is a count or a position; from here on, a moment. What has a fraction is days since 1970. */
const MOMENTS_FROM = 1_000_000_000_000;

/**
 * A value without what two runs of one story draw anew: bytes that nobody knows by name are shown by their length alone,
 * moments as such, and maps in the order of their names. What is left is the same in two runs unless they differ in
 * something that can be told from it.
 */
export function plainOf(value: unknown, known: KnownNames): unknown {
  if (value instanceof Uint8Array) return named(toHex(value), known);
  if (typeof value === 'string') return textOf(value, known);
  if (typeof value === 'bigint') return plainOf(Number(value), known);
  if (typeof value === 'number') return value >= MOMENTS_FROM || !Number.isInteger(value) ? 'a moment' : value;
  if (Array.isArray(value)) return value.map((one) => plainOf(one, known));
  if (value instanceof Map) return plainOf(Object.fromEntries(value), known);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).map(([key, one]) => [textOf(key, known), plainOf(one, known)] as const);
  return entries.sort(([a, one], [b, other]) => compare(a, b) || compare(JSON.stringify(one), JSON.stringify(other)));
}

/** Ids stand in texts too: in addresses, and in keys of maps. */
function textOf(text: string, known: KnownNames): string {
  return text
    .replaceAll(/[0-9a-f]{32,}/g, (hex) => named(hex, known))
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a moment');
}

function named(hex: string, known: KnownNames): string {
  return known.get(hex) ?? `${hex.length / 2} bytes`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
