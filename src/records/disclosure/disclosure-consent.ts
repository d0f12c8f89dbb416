import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct } from '../../protocol/codec/shapes.ts';
import { ownBytes } from '../own-bytes.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { rosterInForce } from '../roster/roster-slice.ts';
import { show } from '../show.ts';
import { findDisclosure, refusalOfIndex, refusalToAnswer } from './open-disclosure.ts';
import { consentMessageOf, disclosureDigestField, indexField, signatureField } from './signed-messages.ts';
import { reconsider } from './standing.ts';

const codec = struct('disclosure consent', {
  disclosure: disclosureDigestField,
  index: indexField,
  signature: signatureField,
});

export type DisclosureConsent = Decoded<typeof codec>;

/**
 * A party's signed yes to one exact disclosure. Its signature cannot be taken back, but alone it does nothing.
 * A party that had refused may think better of it while the disclosure is open; one that comes after the quorum
 * still joins the audit.
 */
export const disclosureConsent: RecordKind<'disclosure-consent', DisclosureConsent> = {
  kind: 'disclosure-consent',
  tag: 23,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal =
      refusalToAnswer(room, content.disclosure, by, ['proposed', 'consented']) ??
      refusalOfIndex(room, content.index, by);
    if (refusal !== undefined) return refusal;
    if (findDisclosure(room, content.disclosure)?.consents[idText(by.party)] !== undefined) {
      return refuse('ALREADY_CONSENTED', 'a party consents once');
    }
    return undefined;
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
    const party = idText(entry.author.party);
    const seat = idText(entry.author.seat);
    const signature = ownBytes(entry.content.signature);
    view.consents[party] = { index, signature, seat, position: entry.position };
    delete view.refusals[party];
    reconsider(room, view);
    show(room, entry, toHex(disclosure));
  },
};
