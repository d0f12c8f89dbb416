import type { IdText } from '../../records/timeline.ts';
import { myPart, type SeenFromMySeat } from './my-part.ts';
import { spaceProgress } from './space-progress.ts';

/** Something that waits for this person on the way to the public. */
export type Awaited =
  /** Their party's consent key is to be made: the others have begun. */
  | { readonly kind: 'make-key' }
  | { readonly kind: 'sign-list'; readonly digest: IdText }
  | { readonly kind: 'consent'; readonly digest: IdText; readonly respondBy: number | null }
  | { readonly kind: 'publish'; readonly digest: IdText };

/**
 * What of a room's disclosures waits for this person, the oldest first.
 *
 * Only what nothing goes on without: a party whose consent a quorum no longer needs may still join, and is not asked.
 */
export function awaitsMe(room: SeenFromMySeat): readonly Awaited[] {
  const { me, projection } = room;
  if (me.leftAt !== null) return [];
  const awaited: Awaited[] = [];
  const { step, awaited: parties, mine } = spaceProgress(room);
  // Nobody is asked to begin, and the secretariat may stay outside.
  const isBegun = step === 'keys' && Object.keys(projection.rosters.offers).length > 0;
  if (isBegun && parties.includes(me.party) && mine.includes('make-key')) awaited.push({ kind: 'make-key' });
  const { draft } = projection.rosters;
  if (draft !== null && mine.includes('sign')) awaited.push({ kind: 'sign-list', digest: draft.digest });
  for (const digest of projection.disclosures.pending) {
    const view = projection.disclosures.byDigest[digest];
    if (view === undefined) continue;
    const { canConsent, canPublish } = myPart(room, view);
    const { respondBy, state } = view;
    if (canConsent && state.kind === 'proposed' && state.awaited.includes(me.party)) {
      awaited.push({ kind: 'consent', digest, respondBy });
    }
    if (canPublish) awaited.push({ kind: 'publish', digest });
  }
  return awaited;
}
