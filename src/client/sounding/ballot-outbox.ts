import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { sign } from '../../protocol/crypto/ed25519.ts';
import { postingStatement } from '../../protocol/token/posting.ts';
import { ballotPost } from '../../protocol/wire/http-bodies.ts';
import { soundingOfBox } from '../../records/sounding/ballot-run.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import { isPassingRefusal } from '../connection/passing-refusals.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Violation } from '../record/violation.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import type { SeatSession } from '../session/seat-session.ts';
import { type BallotPaper, TOO_LATE } from './ballot-paper.ts';
import type { BallotPapers } from './ballot-papers.ts';

/** Between two looks whether the line has come. */
const NOT_LIVE_MS = 1_000;

export interface BallotOutboxOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly papers: BallotPapers;
  readonly onViolation: (violation: Violation) => void;
}

/**
 * Votes wait here for a while that tells nothing, and go each by a request of its own, beside any login; then until they
 * are read back. `[SOUND-3]` `[SOUND-9]`
 */
export class BallotOutbox {
  readonly #device: Device;
  readonly #of: BallotOutboxOf;
  readonly #http: VenueHttp;
  // Owned here, as are those below.
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  #hasEnded = false;

  constructor(device: Device, of: BallotOutboxOf) {
    this.#device = device;
    this.#of = of;
    this.#http = new VenueHttp(of.identity.venue);
  }

  /** To be called whenever a vote was put among the papers. */
  wake(): void {
    clearTimeout(this.#timer);
    const next = this.#nextDue();
    if (next?.cast === undefined || this.#hasEnded || this.#isSending) return;
    this.#timer = setTimeout(() => void this.#send(), Math.max(0, next.cast.dueAt - this.#device.clock()));
  }

  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
  }

  /** After the record has gone on: what was counted is forgotten, and what was dropped is told. */
  async afterReading(): Promise<void> {
    const { papers, record } = this.#of;
    const { room, cursor } = record;
    for (const paper of papers.all) {
      const box = toHex(paper.box);
      const view = soundingOfBox(room, box);
      // Its words were shredded.
      if (view === undefined) await papers.forget(paper);
      if (view === undefined || view.closedAt === null || paper.trouble === TOO_LATE) continue;
      const { run } = room.soundings;
      const isRead = run?.box !== box || cursor > run.last;
      const { cast, isHeld } = paper;
      if (cast === undefined || room.entries[idText(cast.entry)] !== undefined) await papers.forget(paper);
      else if (isRead) await this.#missing(paper, isHeld && run !== null && run.last > run.at, cast.item);
    }
  }

  /** The box is closed, and this vote is not in its run. */
  async #missing(paper: BallotPaper, isAccused: boolean, evidence: Uint8Array): Promise<void> {
    const { papers, record, onViolation } = this.#of;
    if (paper.isHeld) await papers.forget(paper);
    // Its voter is told, and nothing is kept of what it said.
    else await papers.keep({ ...paper, token: undefined, cast: undefined, trouble: TOO_LATE });
    const position = soundingOfBox(record.room, toHex(paper.box))?.closedAt;
    if (isAccused && position != null) onViolation({ kind: 'lost', position: position as never, evidence });
  }

  #nextDue(): BallotPaper | undefined {
    const due = this.#of.papers.all.filter(
      ({ cast, isHeld, trouble }) => cast !== undefined && !isHeld && trouble === undefined,
    );
    return due.toSorted((a, b) => (a.cast?.dueAt ?? 0) - (b.cast?.dueAt ?? 0))[0];
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    let failures = 0;
    try {
      for (let next = this.#nextDue(); next?.cast !== undefined && !this.#hasEnded; next = this.#nextDue()) {
        if (next.cast.dueAt > this.#device.clock()) break;
        let pause: number;
        try {
          pause = await this.#sendOne(next, failures);
        } catch (error) {
          if (this.#of.session.state.kind === 'ended' || !(error instanceof ClientError)) throw error;
          pause = backoffMs(failures, this.#device.random);
        }
        failures = pause === 0 ? 0 : failures + 1;
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } catch {
      // The session has ended: the vote stays among the papers, and goes when the device is back.
      this.end();
    } finally {
      this.#isSending = false;
      this.wake();
    }
  }

  /** How long to wait before the next, in ms. */
  async #sendOne(paper: BallotPaper, failures: number): Promise<number> {
    const { session, record, papers, identity } = this.#of;
    // Nothing is asked over the channel's connection for its sake, neither before nor after: it would name its voter.
    if (session.state.kind !== 'live') {
      await session.connection();
      return NOT_LIVE_MS;
    }
    const { state, epochStarts } = record.parts;
    const begunAt = state && epochStarts.get(state.epoch)?.position;
    const { box, token, cast } = paper;
    if (state === undefined || begunAt === undefined) return NOT_LIVE_MS;
    if (token === undefined || cast === undefined) return 0;
    const posting = await sign(state.postingSeed, postingStatement(token, cast.item));
    const { channel } = identity;
    try {
      await this.#http.post('/api/v1/ballots', ballotPost, { channel, box, begunAt, token, posting, item: cast.item });
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'VENUE_REFUSED') throw error;
      const { code, retryAfterMs } = error.detail;
      if (isPassingRefusal(code)) {
        return typeof retryAfterMs === 'number' ? retryAfterMs : backoffMs(failures, this.#device.random);
      }
      const current = papers.of(paper.sounding);
      const trouble = code === 'BALLOT_BOX_UNKNOWN' ? TOO_LATE : String(code);
      // Read back meanwhile, it is counted.
      if (current !== undefined) await papers.keep({ ...current, trouble });
      return 0;
    }
    const current = papers.of(paper.sounding);
    if (current !== undefined) await papers.keep({ ...current, isHeld: true });
    return 0;
  }
}
