import type { DisclosureView } from '../../records/disclosure/disclosure-slice.ts';
import { listed } from '../design/moments.ts';
import type { RoomView } from '../engine/room-view.ts';
import { m } from '../messages/messages.ts';

/** As the public page says who stands behind a text; before they have, as far as one can know. */
export function whoConsents(
  { space }: Pick<RoomView, 'space'>,
  showParties: boolean,
  view?: Pick<DisclosureView, 'releases' | 'state'>,
): string {
  if (space === undefined) return '';
  const isOut = view?.state.kind === 'released' || view?.state.kind === 'published';
  const signed = space.parties.filter(({ party }) => party !== null && view?.releases[party] !== undefined);
  if (!isOut) {
    const named = showParties && space.parties.every(({ label }) => label !== undefined);
    return named
      ? m.publish.namedLater()
      : m.publish.withConsentCount({ given: space.quorum, parties: space.parties.length });
  }
  const labels = signed.flatMap(({ label }) => label ?? []);
  return showParties && labels.length === signed.length
    ? m.publish.withConsent({ parties: listed(labels) })
    : m.publish.withConsentCount({ given: signed.length, parties: space.parties.length });
}
