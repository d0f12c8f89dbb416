import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { fixed, struct } from '../../protocol/codec/shapes.ts';
import { CONSENT_BLIND_BYTES, opensConsentSeal } from '../../protocol/disclosure/consent-seal.ts';
import { ownBytes } from '../own-bytes.ts';
import { strictest } from '../post-refusal.ts';
import type { RecordKind } from '../record-kind.ts';
import { rosterInForce } from '../roster/roster-slice.ts';
import { show } from '../show.ts';
import { refuseByHistory } from '../unread/may-be-unread.ts';
import { showUncertainStep } from './early-proposals.ts';
import { findDisclosure, refusalOfIndex, refusalToAnswer } from './open-disclosure.ts';
import { consentMessageOf, disclosureDigestField, indexField, signatureField } from './signed-messages.ts';
import { reconsider } from './standing.ts';

const codec = struct('consent reveal', {
  disclosure: disclosureDigestField,
  index: indexField,
  blind: fixed('blind', CONSENT_BLIND_BYTES),
  signature: signatureField,
});

export type ConsentReveal = Decoded<typeof codec>;

/**
 * A party opens its consent, once a quorum has sealed theirs and not before: `[CONSENT-3]`. From here on each member
 * can show the party's signature over the disclosure to anyone.
 *
 * Whoever sealed something else has nothing to open, and stays among those who are awaited.
 */
export const consentReveal: RecordKind<'consent-reveal', ConsentReveal> = {
  kind: 'consent-reveal',
  tag: 31,
  versions: 1,
  codec,
  attributions: ['deniable'],

  mayPost(content, by, room) {
    const refusal = strictest(
      refusalToAnswer(room, content.disclosure, by, ['proposed', 'consented', 'auditing']),
      refusalOfIndex(room, content.index, by),
    );
    if (refusal !== undefined) return refusal;
    const view = findDisclosure(room, content.disclosure);
    if (view?.state.kind === 'proposed') {
      return refuseByHistory(room, 'QUORUM_NOT_REACHED', 'no signature is shown before a quorum has consented');
    }
    const party = idText(by.party);
    const consent = view?.consents[party];
    if (consent === undefined) return refuseByHistory(room, 'NOT_CONSENTED', 'what was not sealed cannot be opened');
    if (view?.reveals[party] !== undefined) return refuseByHistory(room, 'NOTHING_CHANGED', 'opened before');
    return opensConsentSeal(consent.seal, content)
      ? undefined
      : refuseByHistory(room, 'OTHER_SEAL', 'a party opens to what it had sealed');
  },

  signatures(content, _by, room) {
    const publicKey = rosterInForce(room.rosters)?.consentKeys[content.index];
    if (publicKey === undefined) return [];
    return [{ publicKey, message: consentMessageOf(content.disclosure), signature: content.signature }];
  },

  apply(room, entry) {
    const { disclosure, index } = entry.content;
    const view = findDisclosure(room, disclosure);
    if (view === undefined) return;
    const { position, author } = entry;
    const signature = ownBytes(entry.content.signature);
    view.reveals[idText(author.party)] = { index, signature, seat: idText(author.seat), position };
    reconsider(room, view);
    show(room, entry, toHex(disclosure));
  },

  applyUncertain: (room, entry) => showUncertainStep(room, entry),
};
