import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct } from '../../protocol/codec/shapes.ts';
import { isSteward } from '../authority.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { refuseByHistory } from '../unread/may-be-unread.ts';
import { showUncertainStep } from './early-proposals.ts';
import { findDisclosure } from './open-disclosure.ts';
import { disclosureDigestField } from './signed-messages.ts';
import { isOpen, settle } from './standing.ts';

const codec = struct('disclosure lapse', { disclosure: disclosureDigestField });

export type DisclosureLapse = Decoded<typeof codec>;

/**
 * Ends an open disclosure: by who proposed it, or by a steward once the time to answer has passed. The record
 * has no clock, so nothing lapses by itself. Signatures and shares that have moved by then have moved.
 */
export const disclosureLapse: RecordKind<'disclosure-lapse', DisclosureLapse> = {
  kind: 'disclosure-lapse',
  tag: 29,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const view = findDisclosure(room, content.disclosure);
    if (view === undefined) {
      return refuseByHistory(room, 'NO_SUCH_ENTRY', 'nothing with this digest was proposed here');
    }
    if (view.proposedBy !== idText(by.seat) && !isSteward(room, by)) {
      return refuseByHistory(room, 'NOT_THE_AUTHOR', 'a proposal is ended by who made it or by a steward');
    }
    return isOpen(view) ? undefined : refuseByHistory(room, 'WRONG_STATE', `the disclosure is ${view.state.kind}`);
  },

  apply(room, entry) {
    const view = findDisclosure(room, entry.content.disclosure);
    if (view === undefined) return;
    settle(room, view, { kind: 'lapsed', reason: 'withdrawn', position: entry.position });
    show(room, entry, toHex(entry.content.disclosure));
  },

  applyUncertain: (room, entry) => showUncertainStep(room, entry),
};
