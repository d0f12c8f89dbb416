import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct, text } from '../../protocol/codec/shapes.ts';
import { NOTE_BYTES_MAX } from '../limits.ts';
import type { RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { refuseByHistory } from '../unread/may-be-unread.ts';
import { showUncertainStep } from './early-proposals.ts';
import { findDisclosure, refusalToAnswer } from './open-disclosure.ts';
import { disclosureDigestField } from './signed-messages.ts';
import { reconsider } from './standing.ts';

const codec = struct('disclosure refusal', {
  disclosure: disclosureDigestField,
  reason: text('reason', { maxBytes: NOTE_BYTES_MAX }),
});

export type DisclosureRefusal = Decoded<typeof codec>;

/**
 * A party's no. It stops the disclosure only when the quorum can no longer be reached.
 *
 * Deniable only: that a text was put to the parties and refused is not for outsiders to know. `[CONSENT-5]`
 */
export const disclosureRefusal: RecordKind<'disclosure-refusal', DisclosureRefusal> = {
  kind: 'disclosure-refusal',
  tag: 24,
  versions: 1,
  codec,
  attributions: ['deniable'],

  mayPost(content, by, room) {
    const refusal = refusalToAnswer(room, content.disclosure, by, ['proposed', 'consented', 'auditing']);
    if (refusal !== undefined) return refusal;
    const view = findDisclosure(room, content.disclosure);
    if (view?.consents[idText(by.party)] !== undefined) {
      return refuseByHistory(room, 'ALREADY_CONSENTED', 'a consent that was given is not taken back');
    }
    return undefined;
  },

  apply(room, entry) {
    const { disclosure, reason } = entry.content;
    const view = findDisclosure(room, disclosure);
    if (view === undefined) return;
    const seat = idText(entry.author.seat);
    view.refusals[idText(entry.author.party)] = { reason, seat, position: entry.position };
    reconsider(room, view);
    show(room, entry, toHex(disclosure));
  },

  applyUncertain: (room, entry) => showUncertainStep(room, entry, { text: entry.content.reason }),
};
