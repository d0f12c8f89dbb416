import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct, uint } from '../../protocol/codec/shapes.ts';
import { CLAIMS_MAX } from '../../protocol/disclosure/limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showUncertainStep } from './early-proposals.ts';
import { findDisclosure, refusalToAudit } from './open-disclosure.ts';
import { disclosureDigestField } from './signed-messages.ts';
import { settle } from './standing.ts';

const codec = struct('audit mismatch', {
  disclosure: disclosureDigestField,
  claim: uint('claim', { max: CLAIMS_MAX - 1 }),
});

export type AuditMismatch = Decoded<typeof codec>;

/**
 * A holder's shares gave no opening of a claim: the round is void. `[CONSENT-4]`
 *
 * Taken at the holder's word, which is on show: whoever lies stops one round, and everyone sees who did.
 */
export const auditMismatch: RecordKind<'audit-mismatch', AuditMismatch> = {
  kind: 'audit-mismatch',
  tag: 26,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal = refusalToAudit(room, content.disclosure, by, ['auditing']);
    if (refusal !== undefined) return refusal;
    const claims = findDisclosure(room, content.disclosure)?.entries.length ?? 0;
    return content.claim < claims ? undefined : refuse('WRONG_INDEX', 'a mismatch is of one of the claims');
  },

  apply(room, entry) {
    const view = findDisclosure(room, entry.content.disclosure);
    if (view === undefined) return;
    const by = idText(entry.author.party);
    settle(room, view, { kind: 'voided', claim: entry.content.claim, by, position: entry.position });
    show(room, entry, toHex(entry.content.disclosure));
  },

  applyUncertain: (room, entry) => showUncertainStep(room, entry),
};
