import { type ChannelId, idFromText, idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { ClientError } from '../../client/client-error.ts';
import type { Published } from '../../client/disclosure/disclosure-desk.ts';
import type { GuestPapers } from '../../client/joining/guest-papers.ts';
import type { Participant } from '../../client/participant.ts';
import type { Seat } from '../../client/seat.ts';
import { type CarryingSeat, type CarryingSteps, carry } from '../../client/transfer/carry.ts';
import type { IdText } from '../../records/timeline.ts';
import { withdrawnAt } from '../../records/words.ts';
import { ownZone } from '../calendar/zones.ts';
import { contactsByDay } from '../process/contacts-by-day.ts';
import type { AppNotes } from './app-notes.ts';
import type { CommandArgs } from './commands.ts';
import { hasConsentKey } from './consent-keys.ts';
import { entryId } from './entry-id.ts';
import { failureOf } from './failure.ts';
import type { LaterCarries, LaterCarry } from './later-carries.ts';
import { SHOW_AFTER_MS, SHOW_WHILE_CATCHING_UP_MS } from './limits.ts';
import type { KnockView, LiveArgs } from './live-values.ts';
import type { GuestView, Overview } from './overview.ts';
import { overviewOf } from './overview-of.ts';
import { processKeys } from './processes.ts';
import { type RecordWindow, recordWindow } from './record-window.ts';
import { type ReadDisclosures, roomOfSeat } from './room-of-seat.ts';
import type { RoomView } from './room-view.ts';
import type { Change } from './watches.ts';

export interface EngineOf {
  readonly participant: Participant;
  readonly notes: AppNotes;
  /** Words that wait to be carried. */
  readonly carries: LaterCarries;
  /** The venue's address, as this app was served from it. */
  readonly venue: string;
  readonly onChange: (change: Change, afterMs: number) => void;
}

/** A participant at work: tells what has changed, and makes what is shown of it. */
export class Engine {
  readonly participant: Participant;
  readonly notes: AppNotes;
  readonly carries: LaterCarries;
  readonly venue: string;
  readonly #onChange: EngineOf['onChange'];
  readonly #listening = new Map<Seat, () => void>();
  readonly #knocking = new Map<IdText, number>();
  readonly #guests = new Map<
    IdText,
    { readonly papers: GuestPapers; state: GuestView['state']; stop: AbortController }
  >();
  readonly #read: ReadDisclosures = new Map();
  /** By room and digest: what is being handed to the public, for as long as that takes. */
  readonly #publishing = new Map<IdText, Map<IdText, Promise<Published>>>();

  readonly #closing = new AbortController();

  private constructor({ participant, notes, carries, venue, onChange }: EngineOf) {
    this.participant = participant;
    this.notes = notes;
    this.carries = carries;
    this.venue = venue;
    this.#onChange = onChange;
  }

  static async open(of: EngineOf): Promise<Engine> {
    const engine = new Engine(of);
    for (const seat of of.participant.seats) engine.listenTo(seat);
    for (const papers of await of.participant.guests()) engine.awaitAnswer(papers);
    of.carries.start(
      (carry, steps) => engine.#carryLater(carry, steps),
      ({ from, to }) => {
        for (const channel of [from, to]) engine.changed(channel);
      },
    );
    return engine;
  }

  /** Throws `NOT_SEATED` where this person has no such room. */
  seat(channel: IdText): Seat {
    const id = idFromText<ChannelId>(channel);
    const seat = id && this.participant.seat(id);
    if (seat === undefined) throw new ClientError('NOT_SEATED', 'this person has no seat there');
    return seat;
  }

  listenTo(seat: Seat): void {
    if (this.#listening.has(seat)) return;
    const channel = idText(seat.identity.channel);
    const stop = seat.listen((event) => {
      if (event.kind === 'knocked') void this.#countKnocks(seat);
      const isCatchingUp = seat.session.state.kind === 'catching-up';
      this.changed(channel, isCatchingUp ? SHOW_WHILE_CATCHING_UP_MS : SHOW_AFTER_MS);
      // Links that were made on this device can be knocked at while it was away.
      if (event.kind === 'session' && event.state.kind === 'live') {
        void this.#countKnocks(seat);
        void this.carries.look();
      }
    });
    this.#listening.set(seat, stop);
    this.changed(channel);
  }

  changed(channel: IdText, afterMs = SHOW_AFTER_MS): void {
    for (const name of ['room', 'record'] as const) this.#onChange({ name, channel }, afterMs);
    this.#onChange({ name: 'overview' }, afterMs);
  }

  room(channel: IdText): RoomView | undefined {
    const id = idFromText<ChannelId>(channel);
    const seat = id && this.participant.seat(id);
    if (seat === undefined) return undefined;
    return roomOfSeat(seat, {
      process: this.processOf(channel),
      seenLines: this.notes.seenLines(channel),
      knocking: this.#knocking.get(channel) ?? 0,
      contactsByDay: contactsByDay(seat.projection, ownZone()),
      carrying: this.carries.of(channel),
      publishing: [...(this.#publishing.get(channel)?.keys() ?? [])],
      hasConsentKey: hasConsentKey(seat, this.participant.seats),
      read: this.#read,
    });
  }

  record({ channel, from, count }: LiveArgs<'record'>): RecordWindow | undefined {
    const id = idFromText<ChannelId>(channel);
    const seat = id && this.participant.seat(id);
    return seat && recordWindow(seat.projection, { from, count });
  }

  overviewChanged(): void {
    this.#onChange({ name: 'overview' }, SHOW_AFTER_MS);
    // A process's name stands in its rooms too.
    this.#onChange({ name: 'room' }, SHOW_AFTER_MS);
  }

  overview(): Overview {
    return overviewOf({
      seats: this.participant.seats,
      notes: this.notes,
      knocking: this.#knocking,
      guests: [...this.#guests].map(([knock, { papers, state }]) => ({
        knock,
        venue: papers.link.venue,
        channel: idText(papers.link.channel),
        safetyWords: papers.safetyWords,
        state,
      })),
    });
  }

  processOf(channel: IdText): IdText {
    const rooms = this.participant.seats.map(({ projection }) => ({
      channel: projection.channel,
      parties: projection.room.parties,
    }));
    return processKeys(rooms).get(channel) ?? channel;
  }

  async knocks(channel: IdText): Promise<readonly KnockView[]> {
    const guests = await this.seat(channel).stewardship.knocks();
    this.#setKnocking(channel, guests.length);
    return guests;
  }

  /** Waits in the background until the steward has answered; the seat is then among the others. */
  awaitAnswer(papers: GuestPapers): void {
    const knock = toHex(papers.knockId);
    const guest = { papers, state: { kind: 'waiting' } as GuestView['state'], stop: new AbortController() };
    this.#guests.set(knock, guest);
    this.#onChange({ name: 'overview' }, SHOW_AFTER_MS);
    void this.participant
      .admitted(papers, guest.stop.signal)
      .then((seat) => {
        this.#guests.delete(knock);
        this.listenTo(seat);
      })
      .catch((error: unknown) => {
        if (guest.stop.signal.aborted) this.#guests.delete(knock);
        else guest.state = { kind: 'failed', code: whyNoAnswer(error) };
      })
      .finally(() => this.#onChange({ name: 'overview' }, SHOW_AFTER_MS));
  }

  awaitAnswerAgain(knock: IdText): void {
    const guest = this.#guests.get(knock);
    if (guest?.state.kind === 'failed') this.awaitAnswer(guest.papers);
  }

  async giveUpKnock(knock: IdText): Promise<void> {
    const guest = this.#guests.get(knock);
    if (guest === undefined) return;
    guest.stop.abort();
    await this.participant.forgetGuest(guest.papers);
    this.#guests.delete(knock);
    this.#onChange({ name: 'overview' }, SHOW_AFTER_MS);
  }

  /** Goes on when the screen that asked is left; whoever asks meanwhile waits for the same. */
  publish(channel: IdText, digest: IdText, bytes: Uint8Array): Promise<Published> {
    const ofRoom = this.#publishing.get(channel) ?? new Map<IdText, Promise<Published>>();
    this.#publishing.set(channel, ofRoom);
    const begun = ofRoom.get(digest);
    if (begun !== undefined) return begun;
    const publishing = this.seat(channel)
      .disclosure.publish(bytes, this.#closing.signal)
      .finally(() => {
        ofRoom.delete(digest);
        this.changed(channel);
      });
    ofRoom.set(digest, publishing);
    this.changed(channel);
    return publishing;
  }

  /** The device has lost its line, or has one again: sooner known by it than found out by waiting. */
  lineChanged(): void {
    for (const seat of this.participant.seats) {
      const { kind } = seat.session.state;
      if (kind !== 'ended' && kind !== 'refused') seat.session.reconnect();
    }
  }

  /** Throws where it may not be carried. Gives back the entry at the other end. */
  async carry(
    { from, to, entry, as, ...words }: Omit<CommandArgs<'transfer'>, 'later'>,
    steps?: CarryingSteps,
  ): Promise<IdText> {
    const ends = { source: carryingSeat(this.seat(from)), target: carryingSeat(this.seat(to)) };
    const carried = as.kind === 'answer' ? { kind: as.kind, about: entryId(as.about) } : as;
    return idText(await carry(ends, { ...words, entry: entryId(entry), as: carried }, steps));
  }

  async #carryLater(later: LaterCarry, steps: CarryingSteps): Promise<void> {
    const { from, entry, to, about, title, text, language, attribution, authorsMin } = later;
    const as = about === undefined ? ({ kind: 'put forward', title } as const) : ({ kind: 'answer', about } as const);
    const seats = [this.seat(from), this.seat(to)];
    if (seats.some(({ session }) => session.state.kind !== 'live'))
      throw new ClientError('VENUE_UNREACHABLE', 'no line');
    // Taken back while it waited: then it stays where it is.
    if (withdrawnAt(this.seat(from).projection, entry) !== null) {
      throw new ClientError('POST_REFUSED', 'withdrawn meanwhile', { detail: { code: 'ALREADY_WITHDRAWN' } });
    }
    await this.carry({ from, entry, to, as, text, language, attribution, authorsMin }, steps);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.carries.stop();
    for (const { stop } of this.#guests.values()) stop.abort();
    for (const stop of this.#listening.values()) stop();
    this.#listening.clear();
    await this.participant.close();
  }

  async #countKnocks(seat: Seat): Promise<void> {
    const channel = idText(seat.identity.channel);
    if (seat.projection.room.seats[idText(seat.seatId)]?.role !== 'steward') return;
    // Asked for again whenever the line is there anew.
    const guests = await seat.stewardship.knocks().catch(() => undefined);
    if (guests !== undefined) this.#setKnocking(channel, guests.length);
  }

  #setKnocking(channel: IdText, count: number): void {
    if (this.#knocking.get(channel) === count) return;
    this.#knocking.set(channel, count);
    this.#onChange({ name: 'knocks', channel }, SHOW_AFTER_MS);
    this.changed(channel);
  }
}

function carryingSeat(seat: Seat): CarryingSeat {
  return {
    seat: seat.seatId,
    projection: seat.projection,
    post: async (kind, content, { onPut, ...options }) => {
      const { entry, durable } = await seat.put(kind, content, options);
      onPut?.();
      await seat.session.untilRead((await durable) + 1);
      return entry;
    },
  };
}

/** A steward's no is told from an invitation that has ended by itself. */
function whyNoAnswer(error: unknown): string {
  const isDeclined = error instanceof ClientError && error.detail['code'] === 'KNOCK_DISMISSED';
  return isDeclined ? 'KNOCK_DISMISSED' : failureOf(error).code;
}
