import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { fixed, struct } from '../../protocol/codec/shapes.ts';
import { SHA256_BYTES } from '../../protocol/crypto/sha256.ts';
import { ownBytes } from '../own-bytes.ts';
import { strictest } from '../post-refusal.ts';
import type { RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { refuseByHistory } from '../unread/may-be-unread.ts';
import { showUncertainStep } from './early-proposals.ts';
import { findDisclosure, refusalOfIndex, refusalToAnswer } from './open-disclosure.ts';
import { disclosureDigestField, indexField } from './signed-messages.ts';
import { reconsider } from './standing.ts';

const codec = struct('disclosure consent', {
  disclosure: disclosureDigestField,
  index: indexField,
  seal: fixed('seal', SHA256_BYTES),
});

export type DisclosureConsent = Decoded<typeof codec>;

/**
 * A party's yes to one exact disclosure: its signature, sealed until a quorum has said yes. `[CONSENT-5]`
 *
 * Not to be taken back, but alone it does nothing, and shows outsiders nothing: hence deniable only. A party that had
 * refused may think better of it while the disclosure is open; one that comes after the quorum still joins.
 */
export const disclosureConsent: RecordKind<'disclosure-consent', DisclosureConsent> = {
  kind: 'disclosure-consent',
  tag: 23,
  versions: 1,
  codec,
  attributions: ['deniable'],

  mayPost(content, by, room) {
    const refusal = strictest(
      refusalToAnswer(room, content.disclosure, by, ['proposed', 'consented', 'auditing']),
      refusalOfIndex(room, content.index, by),
    );
    if (refusal !== undefined) return refusal;
    if (findDisclosure(room, content.disclosure)?.consents[idText(by.party)] !== undefined) {
      return refuseByHistory(room, 'ALREADY_CONSENTED', 'a party consents once');
    }
    return undefined;
  },

  apply(room, entry) {
    const { disclosure, index } = entry.content;
    const view = findDisclosure(room, disclosure);
    if (view === undefined) return;
    const { position, author } = entry;
    const party = idText(author.party);
    view.consents[party] = {
      index,
      seal: ownBytes(entry.content.seal),
      seat: idText(author.seat),
      position,
      isVerified: author.authenticity === 'verified',
    };
    delete view.refusals[party];
    reconsider(room, view);
    show(room, entry, toHex(disclosure));
  },

  applyUncertain: (room, entry) => showUncertainStep(room, entry),
};
