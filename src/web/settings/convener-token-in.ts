import { broughtBy } from '../arrival.ts';

/** The secret in a convener's link to this venue; `undefined` in whatever else somebody pastes. */
export function convenerTokenIn(typed: string, origin: string): Uint8Array | undefined {
  const url = URL.parse(typed.trim());
  if (url === null || url.origin !== origin) return undefined;
  const brought = broughtBy(url.href);
  return brought.kind === 'convener' ? brought.token : undefined;
}
