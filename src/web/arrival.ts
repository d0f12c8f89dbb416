import { fromBase64Url } from '../base/text-encodings.ts';
import { parseInvitationLink } from '../protocol/joining/invitation-link.ts';

/** What a link brought along after its `#`: it never reached the venue. */
export type Brought =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'convener'; readonly token: Uint8Array }
  | { readonly kind: 'invitation'; readonly link: string }
  /** A link of ours that is not whole: somebody copied a part of it, or a program broke it on the way. */
  | { readonly kind: 'damaged'; readonly of: 'convener' | 'invitation' };

export interface Arrival {
  /** Whose device this tab is: one's own, or a chair of the example. */
  readonly profile: string;
  /** By its name. */
  readonly chair: string | undefined;
  readonly brought: Brought;
}

const CHAIR_KEY = 'pourparler-chair';
const OWN_PROFILE = 'own';

/** How this tab was come to. */
export function arrival(): Arrival {
  const named = /^#\/example\/([a-z0-9-]{1,64})$/u.exec(location.hash)?.[1];
  // Kept for this tab alone, so that two tabs can sit in two chairs.
  if (named !== undefined) sessionStorage.setItem(CHAIR_KEY, named);
  const chair = sessionStorage.getItem(CHAIR_KEY) ?? undefined;
  const brought = takeBrought();
  if (named !== undefined) history.replaceState(null, '', '/app');
  return { profile: chair === undefined ? OWN_PROFILE : `chair-${chair}`, chair, brought };
}

/**
 * Takes secrets out of the address at once: it is seen, bookmarked and photographed. To be asked again whenever the
 * address changes: a convener's link that is pasted over an open app loads no page.
 */
export function takeBrought(): Brought {
  const brought = broughtBy(location.href);
  if (brought.kind !== 'nothing') history.replaceState(null, '', '/app');
  return brought;
}

export function broughtBy(href: string): Brought {
  const { pathname, hash } = new URL(href);
  if (pathname === '/join') {
    return parseInvitationLink(href) === undefined
      ? { kind: 'damaged', of: 'invitation' }
      : { kind: 'invitation', link: href };
  }
  const convener = /^#convener(?:=(.*))?$/u.exec(hash);
  if (convener === null) return { kind: 'nothing' };
  const token = fromBase64Url(convener[1] ?? '');
  return token?.length === 32 ? { kind: 'convener', token } : { kind: 'damaged', of: 'convener' };
}

/** The chair is free again for this tab; the device in it stays. */
export function standUp(): void {
  sessionStorage.removeItem(CHAIR_KEY);
}

/** For another chair: the page is loaded again, with none. */
export function leaveChair(): void {
  standUp();
  location.href = '/app#/example';
  location.reload();
}
