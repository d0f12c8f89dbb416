import type { InvitationLink } from '../../protocol/joining/invitation-link.ts';

export type LinkOutcome =
  | { readonly kind: 'here' }
  /** The app speaks with the venue that it came from, and its policy lets it speak with no other. */
  | { readonly kind: 'elsewhere'; readonly venue: string }
  | { readonly kind: 'none' };

export function linkOutcome(link: Pick<InvitationLink, 'venue'> | undefined, origin: string): LinkOutcome {
  if (link === undefined) return { kind: 'none' };
  return link.venue === origin ? { kind: 'here' } : { kind: 'elsewhere', venue: link.venue };
}
