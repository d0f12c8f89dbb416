/**
 * The same value with all text in it composed (NFC), however deep it stands; bytes stay as they are.
 *
 * For what people typed, where it enters. Never for what was received or signed: runtimes know different versions of
 * Unicode, so nothing that members must agree on may depend on this.
 */
export function composed<T>(value: T): T {
  if (typeof value === 'string') return value.normalize('NFC') as T;
  if (Array.isArray(value)) return value.map((each) => composed(each)) as T;
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, composed(each)])) as T;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
