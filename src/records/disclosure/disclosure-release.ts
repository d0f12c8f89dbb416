import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { fixed, struct } from '../../protocol/codec/shapes.ts';
import { SHA256_BYTES } from '../../protocol/crypto/sha256.ts';
import { ownBytes } from '../own-bytes.ts';
import { strictest } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { rosterInForce } from '../roster/roster-slice.ts';
import { show } from '../show.ts';
import { refuseByHistory } from '../unread/may-be-unread.ts';
import { showUncertainStep } from './early-proposals.ts';
import { findDisclosure, refusalOfIndex, refusalToAudit } from './open-disclosure.ts';
import { disclosureDigestField, indexField, releaseMessageOf, signatureField } from './signed-messages.ts';
import { reconsider } from './standing.ts';

const codec = struct('disclosure release', {
  disclosure: disclosureDigestField,
  index: indexField,
  release: fixed('release', SHA256_BYTES),
  signature: signatureField,
});

export type DisclosureRelease = Decoded<typeof codec>;

/**
 * A holder's second signature, after its audit: over the digest of the release that it made for itself.
 * A quorum has to sign the same one; who signed another by mistake may sign again until then.
 */
export const disclosureRelease: RecordKind<'disclosure-release', DisclosureRelease> = {
  kind: 'disclosure-release',
  tag: 27,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal = strictest(
      refusalToAudit(room, content.disclosure, by, ['auditing', 'released']),
      refusalOfIndex(room, content.index, by),
    );
    if (refusal !== undefined) return refusal;
    const view = findDisclosure(room, content.disclosure);
    const release = toHex(content.release);
    if (view?.releases[idText(by.party)]?.digest === release)
      return refuseByHistory(room, 'NOTHING_CHANGED', 'signed before');
    if (view?.state.kind === 'released' && view.state.release !== release) {
      return refuseByHistory(room, 'WRONG_STATE', 'another release was agreed on');
    }
    return undefined;
  },

  signatures(content, _by, room) {
    const publicKey = rosterInForce(room.rosters)?.consentKeys[content.index];
    if (publicKey === undefined) return [];
    return [{ publicKey, message: releaseMessageOf(content.release), signature: content.signature }];
  },

  apply(room, entry) {
    const { disclosure, index, release } = entry.content;
    const view = findDisclosure(room, disclosure);
    if (view === undefined) return;
    const seat = idText(entry.author.seat);
    const signature = ownBytes(entry.content.signature);
    const { position } = entry;
    view.releases[idText(entry.author.party)] = { index, digest: toHex(release), signature, seat, position };
    reconsider(room, view);
    show(room, entry, toHex(disclosure));
  },

  applyUncertain: (room, entry) => showUncertainStep(room, entry),
};
