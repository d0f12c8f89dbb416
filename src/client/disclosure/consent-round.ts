import { equal } from '../../base/bytes.ts';
import { composed } from '../../base/composed.ts';
import { type Commitment, type EntryId, ID_BYTES, idFromText, idText, type PartyId } from '../../base/ids.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { publicKey } from '../../protocol/crypto/ed25519.ts';
import { auditClaim } from '../../protocol/disclosure/audit-claim.ts';
import { openAuditShare, sealAuditShare } from '../../protocol/disclosure/audit-share.ts';
import { type ConsentSignatures, signConsent, signRelease } from '../../protocol/disclosure/consent.ts';
import { consentBlind, sealConsent } from '../../protocol/disclosure/consent-seal.ts';
import {
  type CommuniqueKind,
  type Disclosure,
  type DisclosureText,
  disclosureCodec,
  disclosureDigest,
} from '../../protocol/disclosure/disclosure.ts';
import { DISCLOSURE_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { checkRound } from '../../protocol/disclosure/quorum.ts';
import { type OpenedEntry, type Release, releaseDigest } from '../../protocol/disclosure/release.ts';
import type { DisclosureView } from '../../records/disclosure/disclosure-slice.ts';
import type { ContentOf } from '../../records/registry.ts';
import { type OpenedRosterView, rosterInForce } from '../../records/roster/roster-slice.ts';
import type { AtSeat } from '../at-seat.ts';
import { ClientError } from '../client-error.ts';
import type { Device } from '../device.ts';
import { partyIn, seatIn } from '../group/epoch-state.ts';
import { type ClaimedEntry, claimedEntry, ownShareOf } from './claimed-entry.ts';
import { readSigned } from './roster-desk.ts';

export interface ProposedDisclosure {
  readonly kind: CommuniqueKind;
  /** The communiqué that it corrects, by its disclosure's id. */
  readonly corrects?: Uint8Array;
  readonly texts: readonly DisclosureText[];
  readonly claims: readonly { readonly entry: EntryId; readonly label: string }[];
  readonly showParties: boolean;
  /** When an answer is asked for, in ms. Nothing happens by itself then. */
  readonly respondBy?: number;
}

/** In whatever room: an answer that outsiders could be shown would outlive a round that failed. */
const DENIABLE = { attribution: 'deniable' } as const;

/** What an audit gave: the release to sign, or the first claim whose shares open nothing. */
export type Audit =
  | { readonly kind: 'sound'; readonly release: Release }
  | { readonly kind: 'awaiting-shares' }
  | { readonly kind: 'mismatch'; readonly claim: number };

/** One party's part in disclosures: asking, consenting, exchanging shares, auditing, releasing. `[CONSENT-1]`…`[CONSENT-5]` */
export class ConsentRound {
  readonly #device: Device;
  readonly #seat: AtSeat;

  constructor(device: Device, seat: AtSeat) {
    this.#device = device;
    this.#seat = seat;
  }

  /** Resolves with the digest of the exact disclosure: what it is called from here on. */
  async propose(typed: ProposedDisclosure): Promise<Uint8Array> {
    const proposed = composed(typed);
    const { claims, respondBy } = proposed;
    const entries = claims.map(({ entry, label }) => {
      const view = this.#seat.projection.entries[idText(entry)];
      if (view === undefined) throw new ClientError('DISCLOSURE_STATE', 'a claim is about an entry of this record');
      return { entry, claim: { commitment: view.commitment as Commitment, label } };
    });
    const disclosure: Disclosure = {
      version: 1,
      rosterDigest: fromHex(this.#roster().digest) as Uint8Array,
      id: this.#device.random(ID_BYTES),
      kind: proposed.kind,
      corrects: proposed.corrects,
      texts: proposed.texts,
      claims: entries.map(({ claim }) => claim),
      showParties: proposed.showParties,
    };
    await this.#seat.post('disclosure-proposal', { disclosure, entries: claims.map(({ entry }) => entry), respondBy });
    return disclosureDigest(disclosure);
  }

  /** The first signature, sealed: it leaves this device when a quorum has done the same, and not before. `[CONSENT-5]` */
  async consent(digest: Uint8Array): Promise<void> {
    const index = this.#ownIndex();
    const key = this.#roster().consentKeys[index];
    // A seal over another key's signature could not be opened, and would keep the party from consenting.
    if (key === undefined || !equal(key, await publicKey(this.#consentSeed()))) {
      throw new ClientError('DISCLOSURE_STATE', 'the roster has another consent key for this party');
    }
    const { seal } = await this.#signatureOf(this.view(digest));
    await this.#seat.post('disclosure-consent', { disclosure: digest, index, seal }, DENIABLE);
  }

  /** Opens the seal. Throws where that is not due: {@link isRevealDue}. */
  async reveal(digest: Uint8Array): Promise<void> {
    const view = this.view(digest);
    if (!(await this.isRevealDue(view))) throw new ClientError('DISCLOSURE_STATE', 'no signature is due yet');
    const { blind, signature } = await this.#signatureOf(view);
    await this.#seat.post(
      'consent-reveal',
      { disclosure: digest, index: this.#ownIndex(), blind, signature },
      DENIABLE,
    );
  }

  async refuse(digest: Uint8Array, reason: string): Promise<void> {
    await this.#seat.post('disclosure-refusal', { disclosure: digest, reason }, DENIABLE);
  }

  /** Takes back a proposal that is still open. */
  async withdraw(digest: Uint8Array): Promise<void> {
    await this.#seat.post('disclosure-lapse', { disclosure: digest });
  }

  /** This party's shares of all claims, to each party that signed and has not got them. `[CONSENT-3]` */
  async shareForAudit(digest: Uint8Array): Promise<void> {
    const view = this.view(digest);
    if (view.entries.length === 0) return;
    const disclosure = readDisclosure(view);
    const { charter } = this.#seat.epoch;
    const own = this.#ownParty();
    const round = await checkRound(readSigned(this.#roster()).roster, disclosure, signaturesOf(view));
    const recipients = Object.keys(view.reveals).filter(
      (party) =>
        party !== idText(own) && !(view.shares[idText(own)] ?? []).some(({ recipient }) => recipient === party),
    );
    const shares: ContentOf<'audit-share'>['shares'][number][] = [];
    for (const [claim, entry] of view.entries.entries()) {
      const opened = await claimedEntry(this.#seat, entry);
      const share = await ownShareOf(this.#seat, opened, own);
      const { commitment } = opened.header;
      for (const text of recipients) {
        const recipient = idFromText<PartyId>(text) as PartyId;
        const { shareKey, shareKeyGeneration: generation } = partyIn(charter, recipient);
        const of = { round, channel: this.#seat.identity.channel, commitment };
        shares.push({ claim, recipient, generation, sealed: await sealAuditShare(shareKey, of, share) });
      }
    }
    if (shares.length > 0) await this.#seat.post('audit-share', { disclosure: digest, shares });
  }

  /** Combines the shares that came, and holds each claim against its commitment. */
  async audit(digest: Uint8Array): Promise<Audit> {
    const view = this.view(digest);
    const disclosure = readDisclosure(view);
    const opened: OpenedEntry[] = [];
    for (const [claim, entry] of view.entries.entries()) {
      const result = await this.#auditOne(view, disclosure, claim, await claimedEntry(this.#seat, entry));
      if (result === 'awaiting-shares') return { kind: 'awaiting-shares' };
      if (result === 'mismatch') return { kind: 'mismatch', claim };
      opened.push(result);
    }
    return { kind: 'sound', release: { version: 1, disclosure, opened } };
  }

  /** The second signature, or the word that the shares open nothing. */
  async release(digest: Uint8Array): Promise<Audit> {
    const audit = await this.audit(digest);
    if (audit.kind === 'mismatch') await this.#seat.post('audit-mismatch', { disclosure: digest, claim: audit.claim });
    if (audit.kind !== 'sound') return audit;
    const signature = await signRelease(this.#consentSeed(), audit.release);
    const release = releaseDigest(audit.release);
    const signed = this.view(digest).releases[idText(this.#ownParty())];
    if (signed?.digest !== toHex(release)) {
      await this.#seat.post('disclosure-release', { disclosure: digest, index: this.#ownIndex(), release, signature });
    }
    return audit;
  }

  view(digest: Uint8Array): DisclosureView {
    const view = this.#seat.projection.disclosures.byDigest[toHex(digest)];
    if (view === undefined) throw new ClientError('DISCLOSURE_STATE', 'nothing with this digest was proposed here');
    return view;
  }

  isOwnSignatureIn(view: DisclosureView): boolean {
    return this.#seat.held.consentKey !== undefined && view.reveals[idText(this.#ownParty())] !== undefined;
  }

  /**
   * Whether this seat has sealed its consent, has not opened it, and knows for itself that a quorum has consented.
   *
   * A seal carries no signature, so it is worth what this device knows of who posted it: one from before its own
   * admission might be anyone's, and counts only once its party's signature is there.
   */
  async isRevealDue(view: DisclosureView): Promise<boolean> {
    if (view.state.kind !== 'consented' && view.state.kind !== 'auditing') return false;
    if (this.#seat.held.consentKey === undefined) return false;
    const own = idText(this.#ownParty());
    const given = view.consents[own];
    if (given === undefined || view.reveals[own] !== undefined) return false;
    const { seal } = await this.#signatureOf(view);
    if (!equal(given.seal, seal)) return false;
    const { parties, quorum } = this.#roster();
    const known = parties.filter((party) => {
      if (party === null) return false;
      return party === own || view.reveals[party] !== undefined || view.consents[party]?.isVerified === true;
    });
    return known.length >= quorum;
  }

  isOwnReleaseIn(view: DisclosureView): boolean {
    return view.releases[idText(this.#ownParty())] !== undefined;
  }

  /** Those that a quorum gave, each party's consent beside its release of the agreed bytes. */
  signatures(view: DisclosureView, release: Uint8Array): readonly ConsentSignatures[] {
    return Object.entries(view.reveals).flatMap(([party, { index, signature }]) => {
      const given = view.releases[party];
      if (given?.digest !== toHex(release)) return [];
      return [{ index, consent: signature, release: given.signature }];
    });
  }

  async #auditOne(
    view: DisclosureView,
    disclosure: Disclosure,
    claim: number,
    entry: ClaimedEntry,
  ): Promise<OpenedEntry | 'awaiting-shares' | 'mismatch'> {
    const { channel } = this.#seat.identity;
    const { commitment } = entry.header;
    const own = this.#ownParty();
    const context = { channel, disclosureDigest: disclosureDigest(disclosure), commitment };
    const shares = [await ownShareOf(this.#seat, entry, own)];
    for (const [party, sent] of Object.entries(view.shares)) {
      const ours = sent.find((share) => share.claim === claim && share.recipient === idText(own));
      if (ours === undefined || party === idText(own)) continue;
      const half = this.#seat.held.half(ours.generation);
      if (half === undefined) throw new ClientError('NO_SHARE_KEY', 'this seat does not hold its party’s share key');
      const share = await openAuditShare(half, context, ours.sealed);
      if (share === undefined) return 'mismatch';
      shares.push(share);
    }
    // As many as were needed when the entry was sealed: fewer open nothing, and show nothing.
    const { quorum } = this.#seat.epoch.charter.groundRules;
    const needed = quorum === 0 ? entry.shares.length : Math.min(quorum, entry.shares.length);
    if (shares.length < needed) return 'awaiting-shares';
    const claimed = await auditClaim(commitment, entry.payload, { shares });
    return claimed.kind === 'holds' ? claimed.opened : 'mismatch';
  }

  /** Made anew whenever it is needed: the seed and the disclosure are all that it takes. */
  async #signatureOf(view: DisclosureView) {
    const seed = this.#consentSeed();
    const disclosure = readDisclosure(view);
    const signature = await signConsent(seed, disclosure);
    const blind = consentBlind(seed, disclosureDigest(disclosure));
    return { signature, blind, seal: sealConsent(blind, signature) };
  }

  #roster(): OpenedRosterView {
    const roster = rosterInForce(this.#seat.projection.rosters);
    if (roster === undefined) throw new ClientError('DISCLOSURE_STATE', 'no public space was opened yet');
    return roster;
  }

  #ownParty(): PartyId {
    return seatIn(this.#seat.epoch.charter, this.#seat.seatId).party;
  }

  #ownIndex(): number {
    const index = this.#roster().parties.indexOf(idText(this.#ownParty()));
    if (index < 0) throw new ClientError('DISCLOSURE_STATE', 'this party is not in the roster');
    return index;
  }

  #consentSeed(): Uint8Array {
    const { consentKey } = this.#seat.held;
    if (consentKey === undefined) throw new ClientError('DISCLOSURE_STATE', 'this seat holds no consent key');
    return consentKey;
  }
}

export function readDisclosure({ disclosure }: DisclosureView): Disclosure {
  return decode(disclosureCodec, disclosure, DISCLOSURE_BYTES_MAX);
}

function signaturesOf(view: DisclosureView): readonly Pick<ConsentSignatures, 'index' | 'consent'>[] {
  return Object.values(view.reveals).map(({ index, signature }) => ({ index, consent: signature }));
}
