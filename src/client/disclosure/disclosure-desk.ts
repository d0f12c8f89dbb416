import type { Commitment } from '../../base/ids.ts';
import { fromHex } from '../../base/text-encodings.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { PUBLISHED_ANSWER_BYTES_MAX, publishedAnswer } from '../../protocol/disclosure/published-answer.ts';
import { releaseDigest } from '../../protocol/disclosure/release.ts';
import { submissionCodec } from '../../protocol/disclosure/submission.ts';
import { rosterInForce } from '../../records/roster/roster-slice.ts';
import type { AtSeat } from '../at-seat.ts';
import { ClientError } from '../client-error.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import type { Device } from '../device.ts';
import { ConsentRound } from './consent-round.ts';
import { placementsOf } from './placements.ts';
import { RosterDesk } from './roster-desk.ts';

export interface Published {
  readonly slug: string;
  readonly number: number;
  readonly link: string;
}

/**
 * From a text to a communiqué: the roster that may consent, the round of consents, and the publication.
 *
 * A holder decides once. Whatever follows from its consent (opening its signature at the quorum, handing over shares,
 * the audit, the second signature) `advance` does by itself, and as often as it is asked.
 */
export class DisclosureDesk {
  readonly roster: RosterDesk;
  readonly round: ConsentRound;
  readonly #seat: AtSeat;
  #advancing: Promise<void> | undefined;
  #isAskedAgain = false;

  constructor(device: Device, seat: AtSeat) {
    this.#seat = seat;
    this.roster = new RosterDesk(device, seat);
    this.round = new ConsentRound(device, seat);
  }

  /** Does what this seat's consents have made due. Nothing where it has consented to nothing. */
  advance(): Promise<void> {
    // What was read while it is at work may have made more due.
    this.#isAskedAgain = true;
    this.#advancing ??= this.#advanceWhileAsked();
    return this.#advancing;
  }

  async #advanceWhileAsked(): Promise<void> {
    try {
      while (this.#isAskedAgain) {
        this.#isAskedAgain = false;
        for (const text of [...this.#seat.projection.disclosures.pending]) await this.#advanceOne(text);
      }
    } finally {
      this.#advancing = undefined;
    }
  }

  async #advanceOne(text: string): Promise<void> {
    const digest = fromHex(text) as Uint8Array;
    // The view is the projection's: what a step posts is in it when the next one looks.
    const view = this.round.view(digest);
    if (await this.round.isRevealDue(view)) {
      // What ended the round may be among what is still to be read.
      await this.#seat.synced();
      if (await this.round.isRevealDue(view)) await this.round.reveal(digest);
    }
    if (view.state.kind !== 'auditing' || !this.round.isOwnSignatureIn(view)) return;
    await this.round.shareForAudit(digest);
    if (!this.round.isOwnReleaseIn(view)) await this.round.release(digest);
  }

  /**
   * Hands the communiqué to the venue, which logs and shows it. By a holder who consented: it is one of those who can
   * open the claims. Waits for the beat of the log that covers them.
   */
  async publish(digest: Uint8Array, signal?: AbortSignal): Promise<Published> {
    const view = this.round.view(digest);
    const roster = rosterInForce(this.#seat.projection.rosters);
    if (view.state.kind !== 'released' || roster === undefined) {
      throw new ClientError('DISCLOSURE_STATE', 'the parties have not released it', {
        detail: { state: view.state.kind },
      });
    }
    const audit = await this.round.audit(digest);
    if (audit.kind !== 'sound') throw new ClientError('DISCLOSURE_STATE', 'this seat cannot open the claims');
    const { release } = audit;
    const consents = this.round.signatures(view, releaseDigest(release));
    const commitments = release.disclosure.claims.map(({ commitment }) => commitment as Commitment);
    const placements = await placementsOf(this.#seat, commitments, signal);
    const { slug } = roster;
    const { venue } = this.#seat.identity;
    const path = `/api/v1/spaces/${slug}/communiques`;
    const answer = await new VenueHttp(venue).post(path, submissionCodec, { release, consents, placements });
    const { number } = decode(publishedAnswer, answer, PUBLISHED_ANSWER_BYTES_MAX);
    const link = new URL(`/p/${slug}/communiques/${number}`, venue).href;
    await this.#seat.post('disclosure-published', { disclosure: digest, slug, number, link });
    return { slug, number, link };
  }
}
