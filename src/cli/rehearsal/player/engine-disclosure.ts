import { equal } from '../../../base/bytes.ts';
import { ID_BYTES, idText } from '../../../base/ids.ts';
import { fromHex } from '../../../base/text-encodings.ts';
import { readDisclosure } from '../../../client/disclosure/consent-round.ts';
import type { Seat } from '../../../client/seat.ts';
import { signConsent, signRelease } from '../../../protocol/disclosure/consent.ts';
import { disclosureDigest } from '../../../protocol/disclosure/disclosure.ts';
import type { Release } from '../../../protocol/disclosure/release.ts';
import { rosterInForce } from '../../../records/roster/roster-slice.ts';
import type { CastDisclosure } from './cast.ts';
import { RehearsalError } from './rehearsal-error.ts';

/** Fits the engine's disclosure desk to the player. */
export function engineDisclosure(seat: Seat): CastDisclosure {
  const desk = () => seat.disclosure;
  return {
    offerConsentKey: () => desk().roster.offerConsentKey(),
    draftRoster: ({ processName, quorum, labels }) => {
      const parties = [...labels].map(([party, label]) => ({ party, label }));
      return desk().roster.draft({ processName, quorum: quorum === 0 ? parties.length : quorum, parties });
    },
    signRoster: () => desk().roster.sign(),
    openSpace: (of) => desk().roster.open(of),
    async propose({ corrects, ...proposed }) {
      const corrected = corrects === undefined ? undefined : (fromHex(desk().round.view(corrects).id) as Uint8Array);
      const whole = { ...proposed, ...(corrected && { corrects: corrected }) };
      return rosterInForce(seat.projection.rosters) === undefined
        ? proposeWithoutRoster(seat, whole)
        : desk().round.propose(whole);
    },
    consent: (digest) => desk().round.consent(digest),
    refuse: (digest, reason) => desk().round.refuse(digest, reason),
    auditShares: (digest) => desk().round.shareForAudit(digest),
    async release(digest) {
      await desk().round.release(digest);
    },
    advance: () => desk().advance(),
    async publish(digest) {
      await desk().publish(digest);
    },
    async signTooEarly(digest) {
      const view = desk().round.view(digest);
      const disclosure = readDisclosure(view);
      if (disclosure.claims.length > 0) return undefined;
      const release: Release = { version: 1, disclosure, opened: [] };
      const own = seat.epoch.charter.seats.find((one) => equal(one.seat, seat.seatId));
      const given = view.consents[own === undefined ? '' : idText(own.party)];
      const seed = seat.held.consentKey;
      if (given === undefined || seed === undefined)
        throw new RehearsalError('NOT_THERE', 'This seat has not consented.');
      // The record has its consent sealed: only this holder can show what is in it.
      const consent = await signConsent(seed, disclosure);
      return { release, signatures: { index: given.index, consent, release: await signRelease(seed, release) } };
    },
  };
}

/** The app does not offer it; here the record's own rules are to say why it cannot be. */
async function proposeWithoutRoster(
  seat: Seat,
  { kind, texts, showParties }: Pick<Parameters<CastDisclosure['propose']>[0], 'kind' | 'texts' | 'showParties'>,
): Promise<Uint8Array> {
  const id = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  const rosterDigest = new Uint8Array(32);
  const disclosure = {
    version: 1 as const,
    rosterDigest,
    id,
    kind,
    corrects: undefined,
    texts,
    claims: [],
    showParties,
  };
  await seat.post('disclosure-proposal', { disclosure, entries: [], respondBy: undefined });
  return disclosureDigest(disclosure);
}
