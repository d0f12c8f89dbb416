import { idText, type PartyId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { fixed, id, list, struct, uint } from '../../protocol/codec/shapes.ts';
import { CLAIMS_MAX } from '../../protocol/disclosure/limits.ts';
import { AUDIT_SHARES_MAX, SEALED_SHARE_BYTES } from '../limits.ts';
import { ownBytes } from '../own-bytes.ts';
import { type PostRefusal, refuse, strictest } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { refuseByHistory } from '../unread/may-be-unread.ts';
import type { AuditShareView, DisclosureView } from './disclosure-slice.ts';
import { showUncertainStep } from './early-proposals.ts';
import { findDisclosure, refusalToAudit } from './open-disclosure.ts';
import { disclosureDigestField } from './signed-messages.ts';
import { reconsider } from './standing.ts';

const codec = struct('audit share', {
  disclosure: disclosureDigestField,
  shares: list(
    'shares',
    struct('share', {
      claim: uint('claim', { max: CLAIMS_MAX - 1 }),
      recipient: id<PartyId>('recipient'),
      generation: uint('generation'),
      sealed: fixed('sealed', SEALED_SHARE_BYTES),
    }),
    { min: 1, max: AUDIT_SHARES_MAX },
  ),
});

export type AuditShare = Decoded<typeof codec>;

/**
 * A consenting party's shares of the claims, sealed to the others who consented: never before a quorum has signed
 * `[CONSENT-3]`, and to nobody whose signature is not there. It may be posted again for one who came later.
 */
export const auditShare: RecordKind<'audit-share', AuditShare> = {
  kind: 'audit-share',
  tag: 25,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    return strictest(
      refusalToAudit(room, content.disclosure, by, ['auditing']),
      ...content.shares.map((share) => refusalOfShare(room, findDisclosure(room, content.disclosure), share)),
    );
  },

  apply(room, entry) {
    const view = findDisclosure(room, entry.content.disclosure);
    if (view === undefined) return;
    const sent: AuditShareView[] = entry.content.shares.map(({ claim, recipient, generation, sealed }) => ({
      claim,
      recipient: idText(recipient),
      generation,
      sealed: ownBytes(sealed),
    }));
    const place = ({ claim, recipient }: AuditShareView) => `${claim} ${recipient}`;
    const replaced = new Set(sent.map(place));
    const party = idText(entry.author.party);
    const kept = (view.shares[party] ?? []).filter((share) => !replaced.has(place(share)));
    view.shares[party] = [...kept, ...sent];
    reconsider(room, view);
    show(room, entry, toHex(entry.content.disclosure));
  },

  applyUncertain: (room, entry) => showUncertainStep(room, entry),
};

function refusalOfShare(
  room: ChannelProjection,
  view: DisclosureView | undefined,
  { claim, recipient, generation }: AuditShare['shares'][number],
): PostRefusal | undefined {
  const key = idText(recipient);
  if (room.room.parties[key]?.shareKeyGeneration !== generation) {
    return refuse('WRONG_GENERATION', 'a share is sealed to the share key of now');
  }
  if (view === undefined) return undefined;
  if (view.entries[claim] === undefined) return refuse('WRONG_INDEX', 'a share is of one of the claims');
  if (view.consents[key] === undefined) {
    return refuseByHistory(room, 'NOT_CONSENTED', 'shares go to those who consented');
  }
  if (view.reveals[key] !== undefined) return undefined;
  return refuseByHistory(room, 'NOT_REVEALED', 'shares go to those whose signature is there');
}
