import { equal } from '../../base/bytes.ts';
import { composed } from '../../base/composed.ts';
import { type Epoch, ID_BYTES, type PartyId, type SeatId } from '../../base/ids.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import type { CharterSeat, Role } from '../../protocol/charter/charter.ts';
import { formatInvitationLink, type Invitation } from '../../protocol/joining/invitation-link.ts';
import { type Knock, openKnock } from '../../protocol/joining/knock.ts';
import { safetyWords } from '../../protocol/joining/safety-words.ts';
import { MlsError } from '../../protocol/mls/mls-error.ts';
import type { SeatKeys } from '../../protocol/seal/seat-keys.ts';
import type { InvitationId, KnockId } from '../../protocol/wire/mailbox-ids.ts';
import { ClientError } from '../client-error.ts';
import type { Device } from '../device.ts';
import { addingParty, admitting, handingOver, removing } from '../group/charter-edits.ts';
import type { Committer } from '../group/committer.ts';
import { type EpochState, partyIn, seatIn } from '../group/epoch-state.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import type { SeatSession } from '../session/seat-session.ts';
import { type AdmissionTerms, encodeTerms } from './deliver-admission.ts';

/** Somebody who holds a link and asks to be seated, by their own word. */
export interface WaitingGuest {
  readonly invitation: InvitationId;
  readonly knock: KnockId;
  readonly name: string;
  readonly affiliation: string;
  /** To be compared by another way before admitting. `[JOIN-2]` */
  readonly safetyWords: readonly string[];
}

export interface Seating {
  readonly party: PartyId;
  readonly role: Role;
  readonly consentHolder: boolean;
  /** What the steward vouches for; by default as the guest wrote it. */
  readonly name?: string;
  readonly affiliation?: string;
  readonly attributes: readonly string[];
  /** `now`: from the admission on. Otherwise from that epoch on, as the room will see. `[JOIN-3]` */
  readonly readsFrom: 'now' | Epoch;
  /** Whose place it takes over: that seat is out at once. */
  readonly succeeds?: SeatId | undefined;
}

export interface StewardshipOf {
  readonly identity: SeatIdentity;
  readonly keys: SeatKeys;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly committer: Committer;
}

/** What a steward does about who sits in the channel. */
export class Stewardship {
  readonly #device: Device;
  readonly #of: StewardshipOf;

  constructor(device: Device, of: StewardshipOf) {
    this.#device = device;
    this.#of = of;
  }

  /** A link that lets whoever has it knock, until then by this device's clock. The secret stays on this device, and in the link. */
  async invite({ expiresAt }: { readonly expiresAt: number }): Promise<string> {
    const { random, storage, clock } = this.#device;
    const { identity, session } = this.#of;
    const invitation = random(ID_BYTES) as InvitationId;
    const secret = random(32);
    await storage.write({ put: { [this.#invitationKey(invitation)]: secret } });
    const connection = await session.connection();
    await connection.do({ kind: 'invite', invitation, validMs: Math.max(0, Math.ceil(expiresAt - clock())) });
    return formatInvitationLink({
      venue: new URL(identity.venue).origin,
      invitation,
      secret,
      channel: identity.channel,
      stewardKey: this.#of.keys.static.publicKey,
    });
  }

  /** Of this device's invitations. Knocks that were made without the link are not shown. `[JOIN-1]` */
  async knocks(): Promise<readonly WaitingGuest[]> {
    const connection = await this.#of.session.connection();
    const waiting = await connection.knocks();
    const guests: WaitingGuest[] = [];
    // One after the other: each takes 32 MiB, and whoever has a link can knock often.
    for (const { invitation, knock, sealed } of waiting) {
      const opened = await this.#open(invitation, knock, sealed);
      if (opened === undefined) continue;
      const { name, affiliation } = opened;
      guests.push({
        invitation,
        knock,
        name,
        affiliation,
        safetyWords: await this.#wordsOf(invitation, knock, opened),
      });
    }
    return guests;
  }

  /** By the knock's id. Dear to make, and asked for whenever the list is looked at. */
  readonly #words = new Map<string, readonly string[]>();

  async #wordsOf(invitation: InvitationId, id: KnockId, knock: Knock): Promise<readonly string[]> {
    const known = this.#words.get(toHex(id));
    if (known !== undefined) return known;
    const { identity, keys } = this.#of;
    const words = await safetyWords(
      { invitation, channel: identity.channel, stewardKey: keys.static.publicKey },
      knock,
    );
    this.#words.set(toHex(id), words);
    return words;
  }

  /** Resolves with the new seat once the room has it and the guest can fetch the admission. */
  async admit(guest: Pick<WaitingGuest, 'invitation' | 'knock'>, seating: Seating): Promise<SeatId> {
    const knock = await this.#knockOf(guest);
    const { seatId } = this.#readKeyPackage(knock);
    const terms: AdmissionTerms = { ...guest, knockKey: knock.knockKey, readsFrom: seating.readsFrom };
    await this.#of.committer.commit(
      (state) => {
        partyIn(state.charter, seating.party);
        const seat = this.#seatOf(state, seatId, knock, composed(seating));
        const { succeeds } = seating;
        if (succeeds !== undefined) {
          if (!equal(this.#placeOf(state, succeeds).party, seating.party)) {
            throw new ClientError('UNKNOWN_SEAT', 'a place passes to somebody of the same party');
          }
          const remove = leavesOf(state, succeeds);
          return {
            add: [knock.keyPackage],
            remove,
            charter: handingOver(state.charter, succeeds, seat, knock.shareKey),
          };
        }
        return { add: [knock.keyPackage], charter: admitting(state.charter, seat, knock.shareKey) };
      },
      ({ welcome }) => ({ kind: 'admission', content: encodeTerms({ ...terms, welcome: welcome as Uint8Array }) }),
    );
    return seatId;
  }

  async dismiss({ invitation, knock }: Pick<WaitingGuest, 'invitation' | 'knock'>): Promise<void> {
    const connection = await this.#of.session.connection();
    await connection.do({ kind: 'dismiss', invitation, knock });
  }

  async withdraw(invitation: InvitationId): Promise<void> {
    const connection = await this.#of.session.connection();
    await connection.do({ kind: 'dismiss', invitation, knock: undefined });
    await this.#device.storage.write({ remove: [this.#invitationKey(invitation)] });
  }

  /** All devices of the seat at once; the channel key is renewed with it. `[AUTH-4]` */
  async remove(seat: SeatId): Promise<void> {
    await this.#of.committer.commit((state) => {
      this.#placeOf(state, seat);
      return { remove: leavesOf(state, seat), charter: removing(state.charter, seat) };
    });
  }

  /** Of another seat: nobody commits themselves out of the group. */
  #placeOf(state: EpochState, seat: SeatId): CharterSeat {
    if (equal(seat, this.#of.identity.seat)) throw new ClientError('UNKNOWN_SEAT', 'a seat cannot remove itself');
    return seatIn(state.charter, seat);
  }

  /** A party that is known from another room of the process keeps its id: so they can be seen together. */
  async addParty(party: {
    readonly party?: PartyId;
    readonly name: string;
    readonly secretariat: boolean;
  }): Promise<PartyId> {
    const id = party.party ?? (this.#device.random(ID_BYTES) as PartyId);
    await this.#of.committer.commit(({ charter }) => ({
      charter: addingParty(charter, { ...composed(party), party: id }),
    }));
    return id;
  }

  #seatOf(state: EpochState, seat: SeatId, knock: Knock, seating: Seating): CharterSeat {
    const readsFrom = seating.readsFrom === 'now' ? ((state.epoch + 1) as Epoch) : seating.readsFrom;
    return {
      seat,
      party: seating.party,
      role: seating.role,
      consentHolder: seating.consentHolder,
      signKey: knock.signKey,
      staticKey: knock.staticKey,
      accessKey: knock.accessKey,
      name: seating.name ?? knock.name,
      affiliation: seating.affiliation ?? knock.affiliation,
      attributes: seating.attributes,
      vouchedBy: this.#of.identity.seat,
      readsFrom,
      succeeds: seating.succeeds,
    };
  }

  async #knockOf(guest: Pick<WaitingGuest, 'invitation' | 'knock'>): Promise<Knock> {
    const connection = await this.#of.session.connection();
    for (const { invitation, knock, sealed } of await connection.knocks()) {
      if (!equal(invitation, guest.invitation) || !equal(knock, guest.knock)) continue;
      const opened = await this.#open(invitation, knock, sealed);
      if (opened !== undefined) return opened;
    }
    throw new ClientError('INVITATION_ENDED', 'this knock waits no more');
  }

  #readKeyPackage(knock: Knock): { readonly seatId: SeatId } {
    try {
      return this.#device.mls.readKeyPackage(knock.keyPackage);
    } catch (cause) {
      if (cause instanceof MlsError)
        throw new ClientError('INVITATION_ENDED', 'the knock holds no key package', { cause });
      throw cause;
    }
  }

  async #open(invitation: InvitationId, knock: KnockId, sealed: Uint8Array): Promise<Knock | undefined> {
    const secret = await this.#device.storage.get(this.#invitationKey(invitation));
    if (secret === undefined) return undefined;
    const link: Invitation = { invitation, secret };
    return await openKnock(link, knock, sealed);
  }

  /** Links that this device made and that are not withdrawn. */
  async invitations(): Promise<readonly InvitationId[]> {
    const { invitations } = seatKeys(this.#of.identity.channel);
    const kept = await this.#device.storage.list(invitations);
    return kept.map(([key]) => fromHex(key.slice(invitations.length)) as InvitationId);
  }

  #invitationKey(invitation: InvitationId): string {
    return `${seatKeys(this.#of.identity.channel).invitations}${toHex(invitation)}`;
  }
}

function leavesOf({ leaves }: EpochState, seat: SeatId) {
  return leaves.filter(({ seatId }) => equal(seatId, seat)).map(({ leafIndex }) => leafIndex);
}
