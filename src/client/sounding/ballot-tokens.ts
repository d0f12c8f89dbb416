import { hasCode } from '../../base/coded-error.ts';
import { type EntryId, idFromText, idText, type Position, type SeatId } from '../../base/ids.ts';
import { fromHex } from '../../base/text-encodings.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import { ballotInfo, termsDigest } from '../../protocol/ballot-box/terms.ts';
import { askForTokens, takeTokens } from '../../protocol/token/batch.ts';
import { isElement } from '../../protocol/token/element.ts';
import type { SoundingView } from '../../records/sounding/sounding-slice.ts';
import { isPassingRefusal } from '../connection/passing-refusals.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Violation } from '../record/violation.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import type { SeatSession } from '../session/seat-session.ts';
import { FALSE_TOKEN } from './ballot-paper.ts';
import type { BallotPapers } from './ballot-papers.ts';

export interface BallotTokensOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly papers: BallotPapers;
  readonly onViolation: (violation: Violation) => void;
}

/**
 * Asks for this seat's token of every open sounding that asks the seat, as soon as it is read, needed or not: whoever
 * asked only to vote would have said so. `[SOUND-2]`
 */
export class BallotTokens {
  readonly #device: Device;
  readonly #of: BallotTokensOf;

  constructor(device: Device, of: BallotTokensOf) {
    this.#device = device;
    this.#of = of;
  }

  /** Gives whether there is something to ask again. One call ends before the next. */
  async tend(): Promise<'done' | 'again'> {
    const { record, identity } = this.#of;
    if (record.parts.phase !== 'seated') return 'done';
    const { order, byEntry } = record.room.soundings;
    const own = idText(identity.seat);
    let outcome: 'done' | 'again' = 'done';
    for (const entry of order) {
      const view = byEntry[entry];
      if (view === undefined || view.closedAt !== null || !view.seats.includes(own)) continue;
      if ((await this.#tendOne(idFromText<EntryId>(entry) as EntryId, view)) === 'again') outcome = 'again';
    }
    return outcome;
  }

  async #tendOne(sounding: EntryId, view: SoundingView): Promise<'done' | 'again'> {
    const { identity, record, session, papers } = this.#of;
    let paper = papers.of(sounding);
    if (paper !== undefined && paper.asked === undefined) return 'done';
    const issuerKey = record.parts.state?.charter.issuerKey;
    if (issuerKey === undefined || !isElement(issuerKey)) return 'done';
    const box = fromHex(view.box) as BoxId;
    const seats = view.seats.map((seat) => idFromText<SeatId>(seat) as SeatId);
    const terms = termsDigest({ ballotsMin: view.ballotsMin, seats });
    const info = ballotInfo(identity.channel, box, terms);
    if (paper === undefined) {
      const asked = askForTokens(issuerKey, info, 1, this.#device.random);
      const blank = { box, sounding, token: undefined, trouble: undefined, cast: undefined, isHeld: false };
      // Remembered before it is asked: with another element the venue would refuse, and the ballot would be lost.
      paper = await papers.keep({ ...blank, asked });
    }
    const { asked } = paper;
    const blinded = asked?.blinded[0];
    if (asked === undefined || blinded === undefined) return 'done';
    const connection = await session.connection();
    let issued: Awaited<ReturnType<typeof connection.ballotToken>>;
    try {
      issued = await connection.ballotToken(box, terms, blinded);
    } catch (error) {
      if (!hasCode(error, 'VENUE_REFUSED')) throw error;
      const code = String(error.detail['code']);
      if (isPassingRefusal(code)) return 'again';
      if (papers.of(sounding) !== undefined) await papers.keep({ ...paper, asked: undefined, trouble: code });
      return 'done';
    }
    // Closed and forgotten meanwhile.
    if (papers.of(sounding) === undefined) return 'done';
    const [token] = takeTokens(issuerKey, info, asked, issued) ?? [];
    if (token === undefined) {
      this.#of.onViolation({ kind: 'tokens', position: view.position as Position, evidence: issued.proof });
    }
    await papers.keep({ ...paper, asked: undefined, token, trouble: token === undefined ? FALSE_TOKEN : undefined });
    return 'done';
  }
}
