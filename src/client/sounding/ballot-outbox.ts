import { idText, type Position } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { sign } from '../../protocol/crypto/ed25519.ts';
import { postingStatement } from '../../protocol/token/posting.ts';
import { ballotPost } from '../../protocol/wire/http-bodies.ts';
import type { ChannelProjection } from '../../records/projection.ts';
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
import { DELAY_MS_MAX, NOT_YET_MS, OVERDUE_MS_MAX } from '../unattributed/limits.ts';
import { type BallotPaper, TOO_LATE } from './ballot-paper.ts';
import type { BallotPapers } from './ballot-papers.ts';
import { drawMoment } from './draw-moment.ts';

export interface BallotOutboxOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly papers: BallotPapers;
  readonly onViolation: (violation: Violation) => void;
}

/**
 * Votes wait here for a while that tells nothing, and go each by a request of its own, beside any login; then until they
 * are read back. `[SOUND-3]` `[SOUND-9]` Whatever keeps one from going when it is due (no line, a device that was off or
 * slept, a request that failed) it is drawn for anew: it never follows upon what the venue saw of its voter. `[UNATTR-9]`
 */
export class BallotOutbox {
  readonly #device: Device;
  readonly #of: BallotOutboxOf;
  readonly #http: VenueHttp;
  // Owned here, as are those below: votes that the venue may have seen, by entry.
  readonly #tried = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  #hasEnded = false;

  constructor(device: Device, of: BallotOutboxOf) {
    this.#device = device;
    this.#of = of;
    this.#http = new VenueHttp(of.identity.venue);
  }

  /** After the papers were taken up. What was due while the device was off would go as it logs in. */
  async open(): Promise<void> {
    for (const paper of this.#onTheirWay) await this.#drawAgain(paper);
  }

  /** To be called whenever a vote was put among the papers. */
  wake(): void {
    clearTimeout(this.#timer);
    const next = this.#nextDue();
    if (next?.cast === undefined || this.#hasEnded || this.#isSending) return;
    const waitMs = Math.max(0, next.cast.dueAt - this.#device.clock());
    // Looked at now and then whatever it says: the clock may have been set back.
    this.#timer = setTimeout(() => void this.#send(), Math.min(waitMs, DELAY_MS_MAX));
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
      const { closedAt, isVoid } = view;
      const { cast, isHeld } = paper;
      // Others may have been closed in what was read with it: `room.soundings.run` is of the last one.
      const ballots = ballotsIn(room, closedAt);
      if (cast === undefined || room.entries[idText(cast.entry)] !== undefined) await papers.forget(paper);
      else if (cursor > closedAt + ballots) await this.#missing(paper, isHeld && !isVoid && ballots > 0, closedAt);
    }
  }

  /** The box is closed, and this vote is not in its run. */
  async #missing(paper: BallotPaper, isAccused: boolean, closedAt: number): Promise<void> {
    const { papers, onViolation } = this.#of;
    if (paper.isHeld) await papers.forget(paper);
    else await this.#tooLate(paper);
    if (isAccused && paper.cast !== undefined) {
      onViolation({ kind: 'lost', position: closedAt as Position, evidence: paper.cast.item });
    }
  }

  /** Its voter is told, and nothing is kept of what it said. */
  async #tooLate(paper: BallotPaper): Promise<void> {
    await this.#of.papers.keep({ ...paper, token: undefined, cast: undefined, trouble: TOO_LATE });
  }

  get #onTheirWay(): readonly BallotPaper[] {
    return this.#of.papers.all.filter(
      ({ cast, isHeld, trouble }) => cast !== undefined && !isHeld && trouble === undefined,
    );
  }

  #nextDue(): BallotPaper | undefined {
    return this.#onTheirWay.toSorted((a, b) => (a.cast?.dueAt ?? 0) - (b.cast?.dueAt ?? 0))[0];
  }

  /** Its time has long passed, or is farther off than any that is drawn. */
  #isOutOfTime(dueAt: number): boolean {
    const inMs = dueAt - this.#device.clock();
    return inMs < -OVERDUE_MS_MAX || inMs > (this.#device.unattributedDelayMs ?? DELAY_MS_MAX);
  }

  async #drawAgain({ sounding, box }: BallotPaper): Promise<void> {
    const { papers, record } = this.#of;
    const current = papers.of(sounding);
    if (current?.cast === undefined) return;
    const closesAt = soundingOfBox(record.room, toHex(box))?.closesAt ?? 0;
    await papers.keep({ ...current, cast: { ...current.cast, dueAt: drawMoment(this.#device, closesAt) } });
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    let failures = 0;
    try {
      for (let next = this.#nextDue(); next?.cast !== undefined && !this.#hasEnded; next = this.#nextDue()) {
        if (this.#isOutOfTime(next.cast.dueAt)) {
          await this.#drawAgain(next);
          continue;
        }
        if (next.cast.dueAt > this.#device.clock()) break;
        let pause: number;
        try {
          pause = await this.#sendOne(next, failures);
        } catch (error) {
          if (this.#of.session.state.kind === 'ended' || !(error instanceof ClientError)) throw error;
          await this.#drawAgain(next);
          pause = backoffMs(failures, this.#device.random);
        }
        failures = pause === 0 ? 0 : failures + 1;
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } catch {
      // The session has ended, or the storage has: the vote stays among the papers, and goes when the device is back.
      this.end();
    } finally {
      this.#isSending = false;
      this.wake();
    }
  }

  /** How long to wait before the next, in ms. */
  async #sendOne(paper: BallotPaper, failures: number): Promise<number> {
    const { session, record, papers, identity } = this.#of;
    if (session.state.kind === 'ended') await session.connection();
    const { state, epochStarts } = record.parts;
    const begunAt = state && epochStarts.get(state.epoch)?.position;
    const { box, token, cast } = paper;
    if (token === undefined || cast === undefined) return 0;
    const name = idText(cast.entry);
    // Nothing is asked over the channel's connection for its sake, neither before nor after: it would name its voter.
    // Nor does what was sent before wait for it: a venue that cuts a line would see whose vote comes no more.
    const mayGo = session.state.kind === 'live' || this.#tried.has(name);
    if (!mayGo || state === undefined || begunAt === undefined) {
      await this.#drawAgain(paper);
      return NOT_YET_MS;
    }
    this.#tried.add(name);
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
      // Read back meanwhile, it is counted.
      if (current === undefined) return 0;
      if (code === 'BALLOT_BOX_UNKNOWN') await this.#tooLate(current);
      else await papers.keep({ ...current, trouble: String(code) });
      return 0;
    }
    const current = papers.of(paper.sounding);
    if (current !== undefined) await papers.keep({ ...current, isHeld: true });
    return 0;
  }
}

/** How many ballots the item of a closed box counts. */
function ballotsIn({ timeline }: ChannelProjection, closedAt: number): number {
  const item = timeline.findLast(({ kind, position }) => kind === 'box-closed' && position === closedAt);
  return item?.kind === 'box-closed' ? item.ballots : 0;
}
