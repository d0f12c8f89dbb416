import type { DisclosureSlice, DisclosureView } from '../../records/disclosure/disclosure-slice.ts';

/**
 * Published texts lead to this venue's own pages. The record has a link too, which the seat that published wrote itself:
 * a member's hand could put any address there, of whatever scheme, and the room would open it.
 */
export function publishedHere(disclosures: DisclosureSlice, venue: string): DisclosureSlice {
  const views = Object.entries(disclosures.byDigest).map(([digest, view]) => [digest, linkedHere(view, venue)]);
  return { ...disclosures, byDigest: Object.fromEntries(views) };
}

function linkedHere(view: DisclosureView, venue: string): DisclosureView {
  const { state } = view;
  if (state.kind !== 'published') return view;
  const link = new URL(`/p/${state.slug}/communiques/${state.number}`, venue).href;
  return { ...view, state: { ...state, link } };
}
