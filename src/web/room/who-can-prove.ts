import { hasOpenings } from '../../records/authority.ts';
import { rulesInForce } from '../../records/rules/rules-in-force.ts';
import type { RoomSlice } from '../../records/seat/room-slice.ts';

/**
 * Who can prove to outsiders what is said here from now on, as the shares are made: only parties that somebody sits for
 * hold one, and where fewer sit here than the quorum asks, all of them are enough. `[SHARE-4]`
 */
export type WhoCanProve =
  /** Off the record, nothing is bound outside. */
  | { readonly kind: 'nobody' }
  /** No second party sits here to hold a share. */
  | { readonly kind: 'authors' }
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly count: number };

export function whoCanProve(room: RoomSlice): WhoCanProve {
  const { rule, quorum } = rulesInForce({ room });
  if (rule === 'off the record') return { kind: 'nobody' };
  if (!hasOpenings({ room })) return { kind: 'authors' };
  return quorum === 0 ? { kind: 'all' } : { kind: 'some', count: quorum };
}
