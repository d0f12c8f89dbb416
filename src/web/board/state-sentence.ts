import type { DisclosureView } from '../../records/disclosure/disclosure-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import { listed } from '../design/moments.ts';
import type { RoomView } from '../engine/room-view.ts';
import { m } from '../messages/messages.ts';
import { partyName } from '../room/names.ts';

/** Where a text stands, and whom it waits for, in words. */
export function stateSentence(room: RoomView, view: DisclosureView, claims: readonly string[]): string {
  const { state, consents } = view;
  const names = (parties: readonly IdText[]) => listed(parties.map((party) => partyName(room.projection.room, party)));
  switch (state.kind) {
    case 'proposed': {
      if (state.awaited.length === 0) return m.consents.stands.proposedNobody();
      const needed = room.space?.quorum ?? 0;
      return m.consents.stands.proposed({ parties: names(state.awaited), needed, given: Object.keys(consents).length });
    }
    case 'consented':
      return m.consents.stands.consented({ parties: names(state.revealsAwaited) });
    case 'auditing': {
      const awaited = [...new Set([...state.sharesAwaited, ...state.releasesAwaited])];
      if (awaited.length === 0) return m.consents.stands.auditingNobody();
      return m.consents.stands.auditing({ parties: names(awaited) });
    }
    case 'released':
      return m.consents.stands.released();
    case 'published':
      return m.consents.stands.published({ number: state.number });
    case 'refused':
      return m.consents.stands.refused({ parties: names(state.by) });
    case 'lapsed':
      return m.consents.stands[state.reason]();
    case 'voided': {
      const party = partyName(room.projection.room, state.by);
      return m.consents.stands.voided({ party, claim: claims[state.claim] ?? '' });
    }
  }
}
