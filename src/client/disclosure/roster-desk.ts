import { equal } from '../../base/bytes.ts';
import { idFromText, idText, type PartyId } from '../../base/ids.ts';
import { fromHex } from '../../base/text-encodings.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { keyPair, publicKey } from '../../protocol/crypto/ed25519.ts';
import { ROSTER_BYTES_MAX, SIGNED_ROSTER_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import {
  firstRoster,
  type Roster,
  rosterCodec,
  type SignedRoster,
  signedRosterCodec,
  signRoster,
  successorRoster,
} from '../../protocol/disclosure/roster.ts';
import { SPACE_OPENING_PATH, spaceOpening } from '../../protocol/disclosure/space-opening.ts';
import { isRosterDue } from '../../records/roster/roster-due.ts';
import { type OpenedRosterView, type RosterDraftView, rosterInForce } from '../../records/roster/roster-slice.ts';
import type { AtSeat } from '../at-seat.ts';
import { ClientError } from '../client-error.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import type { Device } from '../device.ts';
import { seatIn } from '../group/epoch-state.ts';

export interface RosterPlan {
  readonly processName: string;
  /** How many parties' consents a disclosure needs. */
  readonly quorum: number;
  /** What the public may read of a party; one that is not named here stays nameless. In the roster's order. */
  readonly parties: readonly { readonly party: PartyId; readonly label?: string }[];
}

/** Who may consent for the process: keys offered by the parties, put together by a steward, signed by all of them. */
export class RosterDesk {
  readonly #device: Device;
  readonly #seat: AtSeat;

  constructor(device: Device, seat: AtSeat) {
    this.#device = device;
    this.#seat = seat;
  }

  /** A consent holder's key is made once; it is kept before it is offered. */
  async offerConsentKey(): Promise<void> {
    const { held } = this.#seat;
    const seed = held.consentKey ?? this.#device.random(32);
    if (held.consentKey === undefined) await held.keepConsentKey(seed);
    const { publicKey: consentKey } = await keyPair(seed);
    await this.#seat.post('roster-offer', { consentKey });
    await this.#seat.keepInVault();
  }

  async draft({ processName, quorum, parties }: RosterPlan): Promise<void> {
    const { rosters } = this.#seat.projection;
    const consentKeys = parties.map(({ party, label }) => {
      const offer = rosters.offers[idText(party)];
      if (offer === undefined) throw new ClientError('DISCLOSURE_STATE', 'a party has not offered its consent key');
      return { key: offer.consentKey, label };
    });
    const before = rosterInForce(rosters);
    const roster =
      before === undefined
        ? firstRoster(processName, { consentKeys, quorum })
        : successorRoster(readSigned(before).roster, { consentKeys, quorum });
    await this.#seat.post('roster-draft', { roster, parties: parties.map(({ party }) => party) });
  }

  /** With the party's new key, and as an endorsement with the one that it had. */
  async sign(): Promise<void> {
    const { rosters } = this.#seat.projection;
    const { draft } = rosters;
    if (draft === null) throw new ClientError('DISCLOSURE_STATE', 'there is no roster to sign');
    const digest = fromHex(draft.digest) as Uint8Array;
    const own = idText(this.#ownParty());
    const sign = async (as: 'member' | 'predecessor', index: number) => {
      const signature = await signRoster(this.#consentSeed(), readDraft(draft));
      await this.#seat.post('roster-signature', { digest, as, index, signature });
    };
    const index = draft.parties.indexOf(own);
    if (index >= 0 && draft.ownSignatures[index] === null) await sign('member', index);
    const before = rosterInForce(rosters);
    const place = before?.parties.indexOf(own) ?? -1;
    if (before === undefined || place < 0 || draft.endorsements[place] !== null) return;
    const key = before.consentKeys[place];
    if (key !== undefined && equal(key, await publicKey(this.#consentSeed()))) await sign('predecessor', place);
  }

  /** The public space opens, or goes on, under the draft that all have signed. */
  async open(of: { readonly slug: string; readonly convenerToken: Uint8Array }): Promise<void> {
    const { draft } = this.#seat.projection.rosters;
    if (draft === null || draft.awaited.length > 0) {
      throw new ClientError('DISCLOSURE_STATE', 'not all parties have signed the roster');
    }
    const signedRoster: SignedRoster = {
      roster: readDraft(draft),
      signatures: draft.ownSignatures as Uint8Array[],
      endorsements: draft.endorsements.flatMap((signature, index) =>
        signature === null ? [] : [{ index, signature }],
      ),
    };
    await new VenueHttp(this.#seat.identity.venue).post(SPACE_OPENING_PATH, spaceOpening, { ...of, signedRoster });
    await this.#announce(of.slug, signedRoster, draft.parties);
  }

  /** Another channel of the process: disclosures from there are under the same roster. */
  async adopt(of: { readonly opened: OpenedRosterView }): Promise<void> {
    await this.#announce(of.opened.slug, readSigned(of.opened), of.opened.parties);
  }

  /** Word for word, for those who cannot read where it stands; it changes nothing for the others. `[RECORD-7]` */
  async sayAgain(): Promise<void> {
    const inForce = rosterInForce(this.#seat.projection.rosters);
    if (inForce === undefined) throw new ClientError('DISCLOSURE_STATE', 'no public space was opened yet');
    await this.adopt({ opened: inForce });
  }

  /** Asked for when seats have changed; harmless when nothing is due. */
  async tend(): Promise<void> {
    if (isRosterDue(this.#seat.projection, this.#seat.seatId)) await this.sayAgain();
  }

  async #announce(slug: string, signedRoster: SignedRoster, parties: readonly (string | null)[]): Promise<void> {
    const here = this.#seat.projection.room.parties;
    await this.#seat.post('roster-opened', {
      slug,
      signedRoster,
      parties: parties.map((party) =>
        party === null || here[party] === undefined ? undefined : idFromText<PartyId>(party),
      ),
    });
  }

  #ownParty(): PartyId {
    return seatIn(this.#seat.epoch.charter, this.#seat.seatId).party;
  }

  #consentSeed(): Uint8Array {
    const { consentKey } = this.#seat.held;
    if (consentKey === undefined) throw new ClientError('DISCLOSURE_STATE', 'this seat has offered no consent key');
    return consentKey;
  }
}

export function readSigned({ signedRoster }: OpenedRosterView): SignedRoster {
  return decode(signedRosterCodec, signedRoster, SIGNED_ROSTER_BYTES_MAX);
}

function readDraft({ roster }: RosterDraftView): Roster {
  return decode(rosterCodec, roster, ROSTER_BYTES_MAX);
}
