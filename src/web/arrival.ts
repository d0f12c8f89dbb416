import { fromBase64Url } from '../base/text-encodings.ts';
import type { Chair } from './engine/gate.ts';

/** What a link brought along after its `#`: it never reached the venue. */
export type Brought =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'convener'; readonly token: Uint8Array }
  | { readonly kind: 'invitation'; readonly link: string };

export interface Arrival {
  /** Whose device this tab is: one's own, or a chair of the example. */
  readonly profile: string;
  readonly chair: Chair | undefined;
  readonly brought: Brought;
}

const CHAIR_KEY = 'pourparler-chair';
const OWN_PROFILE = 'own';

/** How this tab was come to. Secrets are taken out of the address at once: it is seen, bookmarked and photographed. */
export function arrival(): Arrival {
  const chair = seatedIn();
  const brought = broughtBy(location.href);
  if (brought.kind !== 'nothing' || location.pathname !== '/app') {
    history.replaceState(null, '', `/app${brought.kind === 'nothing' ? location.hash : ''}`);
  }
  return { profile: chair === undefined ? OWN_PROFILE : `chair-${chair.name}`, chair, brought };
}

export function broughtBy(href: string): Brought {
  const { pathname, hash } = new URL(href);
  if (pathname === '/join') return { kind: 'invitation', link: href };
  const token = fromBase64Url(/^#convener=(.+)$/u.exec(hash)?.[1] ?? '');
  return token?.length === 32 ? { kind: 'convener', token } : { kind: 'nothing' };
}

/** Kept for this tab alone, so that two tabs can sit in two chairs. */
function seatedIn(): Chair | undefined {
  const kept = sessionStorage.getItem(CHAIR_KEY);
  if (kept === null) return undefined;
  const { name, clockOffsetMs } = JSON.parse(kept) as Partial<Chair>;
  return typeof name === 'string' && typeof clockOffsetMs === 'number' ? { name, clockOffsetMs } : undefined;
}

export function sitDown(chair: Chair): void {
  sessionStorage.setItem(CHAIR_KEY, JSON.stringify(chair));
}

export function standUp(): void {
  sessionStorage.removeItem(CHAIR_KEY);
}
