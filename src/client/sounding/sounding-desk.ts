import { hasCode } from '../../base/coded-error.ts';
import { composed } from '../../base/composed.ts';
import {
  type EntryId,
  type Epoch,
  ID_BYTES,
  idFromText,
  idText,
  type PartyId,
  type Position,
  type SeatId,
} from '../../base/ids.ts';
import { fromHex } from '../../base/text-encodings.ts';
import { BOX_ID_BYTES, type BoxId } from '../../protocol/ballot-box/box-id.ts';
import { sealBallot } from '../../protocol/seal/ballot.ts';
import type { Attribution } from '../../records/author.ts';
import { encodePayload } from '../../records/payload.ts';
import type { PostRefusalCode } from '../../records/post-refusal.ts';
import { refusalOfBallot } from '../../records/sounding/ballot.ts';
import { seatsToAsk } from '../../records/sounding/electorate.ts';
import type { SoundingAnswer } from '../../records/sounding/form.ts';
import type { Sounding } from '../../records/sounding/sounding.ts';
import type { SoundingView } from '../../records/sounding/sounding-slice.ts';
import { ClientError } from '../client-error.ts';
import type { Device } from '../device.ts';
import { epochHeadOf } from '../record/record-parts.ts';
import type { SeatPosts } from '../seat-posts.ts';
import { SerialQueue } from '../serial-queue.ts';
import { BallotOutbox, type BallotOutboxOf } from './ballot-outbox.ts';
import { type PaperState, stateOf } from './ballot-paper.ts';
import { BallotPapers } from './ballot-papers.ts';
import { BallotTokens } from './ballot-tokens.ts';
import { drawMoment } from './draw-moment.ts';

/** Between two tries of a venue that was busy. */
const AGAIN_MS = 2_000;

/** A sounding as it is opened. Of `one seat a party`, which ones. */
export interface SoundingToOpen extends Omit<Sounding, 'box' | 'seats'> {
  readonly seats?: readonly SeatId[] | undefined;
}

export interface SoundingDeskOf extends Omit<BallotOutboxOf, 'papers'> {
  readonly onChange: () => void;
  readonly posts: Pick<SeatPosts, 'post' | 'refusalOf'>;
}

/** What a seat does about soundings: opens them, votes, closes them; and what its device does by itself for that. */
export class SoundingDesk {
  readonly #device: Device;
  readonly #of: SoundingDeskOf;
  readonly #papers: BallotPapers;
  readonly #tokens: BallotTokens;
  readonly #outbox: BallotOutbox;
  /** Of what is done to papers at once; asking waits for the line, and has a queue of its own. */
  readonly #turns = new SerialQueue();
  readonly #asking = new SerialQueue();
  // Owned here.
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(device: Device, of: SoundingDeskOf) {
    this.#device = device;
    this.#of = of;
    this.#papers = new BallotPapers(device, of.identity, of.onChange);
    this.#tokens = new BallotTokens(device, { ...of, papers: this.#papers });
    this.#outbox = new BallotOutbox(device, { ...of, papers: this.#papers });
  }

  async recall(): Promise<void> {
    await this.#papers.open();
    await this.#outbox.open();
  }

  start(): void {
    this.#outbox.wake();
  }

  /** Where this device stands with one. */
  stateOf(sounding: EntryId): PaperState {
    return stateOf(this.#papers.of(sounding));
  }

  /** By sounding, and why where it says `not-taken`. */
  get states(): Readonly<Record<string, { readonly state: PaperState; readonly trouble: string | null }>> {
    const all = this.#papers.all.map((paper) => {
      return [idText(paper.sounding), { state: stateOf(paper), trouble: paper.trouble ?? null }] as const;
    });
    return Object.fromEntries(all);
  }

  /** Asks the room. Needs the line: the venue has the box before the room has the question. Throws `POST_REFUSED`. */
  async open(
    { seats: named, ...asked }: SoundingToOpen,
    options: { readonly attribution: Attribution },
  ): Promise<{ readonly entry: EntryId; readonly position: Position }> {
    const { record, session, posts } = this.#of;
    const box = this.#device.random(BOX_ID_BYTES) as BoxId;
    const all = seatsToAsk(record.room, asked.electorate).map((seat) => idFromText<SeatId>(seat) as SeatId);
    const seats = named?.toSorted((a, b) => (idText(a) < idText(b) ? -1 : 1)) ?? all;
    const content = composed({ ...asked, box, seats });
    const refusal = posts.refusalOf({ kind: 'sounding', content }, options.attribution);
    if (refusal !== undefined) throw refused(refusal.code, refusal.rule);
    const validMs = asked.closesAt - this.#device.clock();
    if (validMs <= 0) throw refused('WRONG_STATE', 'a sounding closes after it was opened');
    const { ballotsMin } = asked;
    await (await session.connection()).do({ kind: 'open-box', box, validMs, ballotsMin, seats });
    return await posts.post('sounding', content, options);
  }

  /** Votes, once. Resolves when this device remembers it. Throws `POST_REFUSED`. `[SOUND-9]` */
  async vote(sounding: EntryId, answer: SoundingAnswer): Promise<void> {
    await this.#turns.run(() => this.#vote(sounding, composed(answer)));
    this.#outbox.wake();
  }

  /** Says so in the record, and has the venue close the box. Throws `POST_REFUSED` or `VENUE_REFUSED`. `[SOUND-4]` */
  async close(sounding: EntryId, options: { readonly attribution: Attribution }): Promise<void> {
    const view = this.#view(sounding);
    if (view.closedAt !== null) return;
    if (view.closing === null) await this.#of.posts.post('sounding-closed', { sounding }, options);
    await this.#closeBox(view);
  }

  /** Does what is due: asks for tokens, and closes what this seat said that it closes. */
  async tend(): Promise<void> {
    const outcome = await this.#asking.run(() => this.#tokens.tend());
    if (outcome === 'again') {
      clearTimeout(this.#again);
      this.#again = setTimeout(() => void this.tend().catch(() => {}), AGAIN_MS);
    }
    const own = idText(this.#of.identity.seat);
    for (const view of Object.values(this.#of.record.room.soundings.byEntry)) {
      if (view.closing?.by === own && view.closedAt === null) await this.#closeBox(view);
    }
  }

  async afterReading(): Promise<void> {
    if (this.#papers.all.length > 0) await this.#turns.run(() => this.#outbox.afterReading());
  }

  end(): void {
    clearTimeout(this.#again);
    this.#outbox.end();
  }

  async #closeBox(view: SoundingView): Promise<void> {
    try {
      await (await this.#of.session.connection()).do({ kind: 'close-box', box: fromHex(view.box) as BoxId });
    } catch (error) {
      // It is closed: what came of it is on its way.
      if (!hasCode(error, 'VENUE_REFUSED') || error.detail['code'] !== 'BALLOT_BOX_UNKNOWN') throw error;
    }
  }

  async #vote(sounding: EntryId, answer: SoundingAnswer): Promise<void> {
    const { identity, record } = this.#of;
    const view = this.#view(sounding);
    if (view.closedAt !== null) throw refused('WRONG_STATE', 'a closed sounding takes no ballots');
    if (!view.seats.includes(idText(identity.seat))) {
      throw refused('NOT_IN_THE_ELECTORATE', 'a sounding asks the seats that it lists');
    }
    const paper = this.#papers.of(sounding);
    if (paper?.cast !== undefined) throw refused('ALREADY_VOTED', 'a seat has one ballot');
    if (paper?.token === undefined) throw refused('NO_BALLOT', 'this device has no ballot of this sounding');
    const { box } = paper;
    const party = record.room.room.seats[idText(identity.seat)]?.party;
    const side = view.bySide && party !== undefined ? idFromText<PartyId>(party) : undefined;
    const refusal = refusalOfBallot(view, { side, answer });
    if (refusal !== undefined) throw refused(refusal.code, refusal.rule);
    const epoch = view.epoch as Epoch;
    const [recordSecret, seen] = [record.parts.keyring.of(epoch), epochHeadOf(record.parts, epoch)];
    if (recordSecret === undefined || seen === undefined) throw refused('NO_BALLOT', 'its epoch is not this seat’s');
    const { random } = this.#device;
    const entry = random(ID_BYTES) as EntryId;
    const payload = encodePayload('ballot', { box, side, answer });
    const { channel } = identity;
    const item = await sealBallot({ channel, epoch, seen, recordSecret, entry, payload, random });
    await this.#papers.keep({ ...paper, cast: { entry, item, dueAt: drawMoment(this.#device, view.closesAt) } });
  }

  #view(sounding: EntryId): SoundingView {
    const view = this.#of.record.room.soundings.byEntry[idText(sounding)];
    if (view === undefined) throw refused('NO_SUCH_ENTRY', 'there is no such sounding in this record');
    return view;
  }
}

function refused(code: PostRefusalCode | string, rule: string): ClientError {
  return new ClientError('POST_REFUSED', rule, { detail: { code } });
}
