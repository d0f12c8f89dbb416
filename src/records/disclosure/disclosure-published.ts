import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct, text, uint } from '../../protocol/codec/shapes.ts';
import { slugText } from '../../protocol/disclosure/slug.ts';
import { isConsentHolder, isSteward } from '../authority.ts';
import { COMMUNIQUE_NUMBER_MAX, LINK_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showUncertainStep } from './early-proposals.ts';
import { findDisclosure, refusalOfState } from './open-disclosure.ts';
import { disclosureDigestField } from './signed-messages.ts';
import { settle } from './standing.ts';

const codec = struct('disclosure published', {
  disclosure: disclosureDigestField,
  slug: slugText('slug'),
  number: uint('number', { max: COMMUNIQUE_NUMBER_MAX }),
  link: text('link', { minBytes: 1, maxBytes: LINK_BYTES_MAX }),
});

export type DisclosurePublished = Decoded<typeof codec>;

/** The venue has accepted the communiqué. Where it says so is for everyone to look up. */
export const disclosurePublished: RecordKind<'disclosure-published', DisclosurePublished> = {
  kind: 'disclosure-published',
  tag: 28,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const isHolder = isSteward(room, by) || isConsentHolder(room, by);
    if (!isHolder) return refuse('NOT_A_CONSENT_HOLDER', 'stewards and consent holders publish');
    return refusalOfState(room, findDisclosure(room, content.disclosure), ['released']);
  },

  apply(room, entry) {
    const { disclosure, slug, number, link } = entry.content;
    const view = findDisclosure(room, disclosure);
    if (view?.state.kind !== 'released') return;
    const { release } = view.state;
    settle(room, view, { kind: 'published', release, slug, number, link, position: entry.position });
    show(room, entry, toHex(disclosure));
  },

  applyUncertain: (room, entry) => showUncertainStep(room, entry, { text: entry.content.link }),
};
