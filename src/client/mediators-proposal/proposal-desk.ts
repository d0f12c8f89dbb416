import { equal } from '../../base/bytes.ts';
import { hasCode } from '../../base/coded-error.ts';
import { type EntryId, idFromText, idText, type PartyId } from '../../base/ids.ts';
import { giveAnswer } from '../../protocol/private-and/answer-step.ts';
import { giveBlind } from '../../protocol/private-and/blind-step.ts';
import { giveDecryption } from '../../protocol/private-and/decrypt-step.ts';
import { giveKey } from '../../protocol/private-and/key-step.ts';
import { type Awaiting, awaitedParties, placeOf } from '../../protocol/private-and/round.ts';
import { decodeStep, STEP_KINDS, type StepOf } from '../../protocol/private-and/step.ts';
import { answeringSeat } from '../../records/mediators-proposal/answering-seat.ts';
import { isKnownRound } from '../../records/mediators-proposal/known-round.ts';
import { partiesToAsk } from '../../records/mediators-proposal/parties-to-ask.ts';
import { isOpenProposal, type ProposalView } from '../../records/mediators-proposal/proposal-slice.ts';
import type { ProposedTexts } from '../../records/mediators-proposal/proposed-texts.ts';
import { decodePayload } from '../../records/payload.ts';
import type { AtSeat } from '../at-seat.ts';
import { ClientError } from '../client-error.ts';
import type { Device } from '../device.ts';
import { SerialQueue } from '../serial-queue.ts';
import type { KeptRound, KeptRounds } from './kept-rounds.ts';

/** Of this device in a round. What was answered nobody is told here, the person themselves neither: it is not kept. */
export type OwnPart =
  | 'none' // its party was not asked, or the round is over
  | 'elsewhere' // another seat of the party, or another device of this seat, answers
  | 'to-answer'
  | 'kept' // answered, and it waits here until it can go
  | 'answered'
  | 'not-verifiable'; // this reader cannot tell whose steps there were, and so gives none

interface Asked {
  readonly proposal: EntryId;
  readonly view: ProposalView;
  readonly round: Awaiting;
  readonly party: PartyId;
}

/** All that follows is deniable, in whatever room: a failed round is not for outsiders to know. */
const DENIABLE = { attribution: 'deniable' } as const;

/**
 * Mediator's proposals at one seat: putting them, answering, and whatever follows from an answer.
 *
 * A person says yes or no, once. The key before it, the blind and the decryption after it this device gives by itself, as
 * soon as the round asks for them. `[AND-8]` `[AND-11]` `[AND-13]`
 */
export class ProposalDesk {
  readonly #device: Device;
  readonly #seat: AtSeat;
  readonly #kept: KeptRounds;
  /** One step at a time: what one puts into the outbox the next one knows. */
  readonly #turns = new SerialQueue();

  constructor(device: Device, seat: AtSeat, kept: KeptRounds) {
    this.#device = device;
    this.#seat = seat;
    this.#kept = kept;
  }

  /** Puts a text to every party that sits here now. Only the secretariat may. */
  async propose(put: { readonly texts: ProposedTexts; readonly respondBy?: number | undefined }): Promise<EntryId> {
    const parties = partiesToAsk(this.#seat.projection).map((party) => idFromText<PartyId>(party) as PartyId);
    const { texts, respondBy } = put;
    const { entry } = await this.#seat.post('mediators-proposal', { texts, parties, respondBy }, DENIABLE);
    return entry;
  }

  /**
   * This party's yes or no. Cannot be taken back, and is not kept once it has gone.
   *
   * Resolves when this device has it: it goes when all have given their keys and the venue is there. From a seat that
   * would not answer by itself it also gives the party's key: the first key in the record decides whose answer counts.
   * Throws `PROPOSAL_STATE` where no answer is awaited from here.
   */
  async answer(proposal: EntryId, { yes }: { readonly yes: boolean }): Promise<void> {
    await this.#turns.run(async () => {
      const asked = this.#asked(idText(proposal));
      const part = this.partIn(proposal);
      const isOthers =
        part === 'elsewhere' && asked !== undefined && asked.view.seats[idText(asked.party)] === undefined;
      if (asked === undefined || (part !== 'to-answer' && !isOthers)) {
        throw new ClientError('PROPOSAL_STATE', 'no answer is awaited from this device', { detail: { part } });
      }
      const row = this.#kept.of(idText(proposal));
      if (row === undefined) await this.#giveKey(asked, yes);
      else if (this.#isDue(asked, row, 'answer') && this.#seat.session.state.kind === 'live') {
        await this.#give(asked, giveAnswer(asked.round, asked.party, { yes }, this.#device.random), {
          ...row,
          given: 2,
          answer: undefined,
        });
      } else await this.#kept.write(proposal, { ...row, answer: yes });
    });
  }

  /** Ends a round that is not completed. By who put it, a steward, or after its time any party's seat. `[AND-14]` */
  async end(proposal: EntryId): Promise<void> {
    await this.#seat.post('proposal-ended', { proposal, at: this.#device.clock() }, DENIABLE);
  }

  partIn(proposal: EntryId): OwnPart {
    const asked = this.#asked(idText(proposal));
    if (asked === undefined) return 'none';
    const { view, round, party } = asked;
    if (!this.#isKnown(asked)) return 'not-verifiable';
    if (answeringSeat(this.#seat.projection, view, idText(party)) !== idText(this.#seat.seatId)) {
      return this.#kept.of(idText(proposal))?.answer === undefined ? 'elsewhere' : 'kept';
    }
    const row = this.#kept.of(idText(proposal));
    const inRecord = STEP_KINDS.indexOf(round.step) + (isAwaited(asked) ? 0 : 1);
    // The last step takes the row with it.
    if (inRecord > 2 || (row?.given ?? 0) > 1) return 'answered';
    const key = keyOf(asked);
    if (key !== undefined && !(row !== undefined && equal(row.key, key))) return 'elsewhere';
    return row?.answer === undefined ? 'to-answer' : 'kept';
  }

  /** Does what is due here, and erases what is over. Harmless when nothing is. */
  async advance(): Promise<void> {
    if (this.#hasLeft) {
      for (const { proposal } of this.#kept.all) await this.#kept.write(proposal, undefined);
      return;
    }
    await this.#discardRefused();
    if (!this.#isAnythingDue()) return;
    // What ended the round, or another device's step, may be among what is still to be read. Nobody who answers while
    // there is no line waits for that.
    await this.#seat.synced();
    await this.#turns.run(async () => {
      for (const row of this.#kept.all) if (this.#isPast(row)) await this.#kept.write(row.proposal, undefined);
      for (const text of [...this.#seat.projection.proposals.pending]) {
        const asked = this.#asked(text);
        if (asked !== undefined && this.#isKnown(asked)) await this.#advanceOne(asked);
      }
    });
  }

  #isAnythingDue(): boolean {
    if (this.#kept.all.some((row) => this.#isPast(row))) return true;
    return this.#seat.projection.proposals.pending.some((text) => {
      const asked = this.#asked(text);
      return asked !== undefined && this.#isKnown(asked) && this.#dueOf(asked) !== undefined;
    });
  }

  /** What was missed of a round might be a step: another made after it would break the round. */
  #isKnown({ proposal }: Asked): boolean {
    return isKnownRound(this.#seat.projection, idText(proposal));
  }

  /** Its round is over, or goes on with another key than this device's. */
  #isPast({ proposal, key }: KeptRound): boolean {
    const asked = this.#asked(idText(proposal));
    if (asked === undefined) return true;
    const given = keyOf(asked);
    return given !== undefined && !equal(given, key);
  }

  #dueOf(asked: Asked): 'key' | 'answer' | 'blind' | 'decrypt' | undefined {
    const { round, party, view } = asked;
    const row = this.#kept.of(idText(asked.proposal));
    if (row === undefined) {
      const isOwn = answeringSeat(this.#seat.projection, view, idText(party)) === idText(this.#seat.seatId);
      return round.step === 'key' && isAwaited(asked) && isOwn ? 'key' : undefined;
    }
    if (!this.#isDue(asked, row, round.step) || round.step === 'key') return undefined;
    return round.step === 'answer' && row.answer === undefined ? undefined : round.step;
  }

  #isDue(asked: Asked, row: KeptRound, step: Awaiting['step']): boolean {
    const key = keyOf(asked);
    const isOurs = key !== undefined && equal(key, row.key);
    return isOurs && asked.round.step === step && isAwaited(asked) && row.given <= STEP_KINDS.indexOf(step);
  }

  async #advanceOne(asked: Asked): Promise<void> {
    const { round, party, proposal } = asked;
    const { random } = this.#device;
    const due = this.#dueOf(asked);
    if (due === 'key') return await this.#giveKey(asked, undefined);
    const row = this.#kept.of(idText(proposal));
    if (row === undefined || due === undefined) return;
    if (due === 'answer' && row.answer !== undefined) {
      const step = giveAnswer(round, party, { yes: row.answer }, random);
      await this.#give(asked, step, { ...row, given: 2, answer: undefined });
    } else if (due === 'blind') {
      await this.#give(asked, giveBlind(round, party, random), { ...row, given: 3 });
    } else if (due === 'decrypt') {
      await this.#give(asked, giveDecryption(round, party, row.secret.slice(), random), undefined);
    }
  }

  async #giveKey(asked: Asked, answer: boolean | undefined): Promise<void> {
    const { step, secret } = giveKey(asked.round, asked.party, this.#device.random);
    const { key } = decodeStep(step) as StepOf<'key'>;
    await this.#give(asked, step, { proposal: asked.proposal, secret, key, given: 1, answer });
  }

  /** Into the outbox, with what is kept of the round from now on, in one write. */
  async #give({ proposal }: Asked, step: Uint8Array, row: KeptRound | undefined): Promise<void> {
    const beside = this.#kept.changes(proposal, row);
    const { entry, durable } = await this.#seat.put('proposal-step', { proposal, step }, { ...DENIABLE, beside });
    this.#kept.follow(proposal, row);
    // Another was first, or the round is over: there is nothing that a person should do about it.
    durable.catch(async (error: unknown) => {
      if (hasCode(error, 'POST_REFUSED')) await this.#seat.discard(entry);
    });
  }

  get #hasLeft(): boolean {
    return this.#seat.record.parts.phase === 'removed';
  }

  /** What was refused before this device stopped. */
  async #discardRefused(): Promise<void> {
    for (const { entry, payload, refused } of this.#seat.waiting) {
      if (refused === undefined || refused === 'LOST') continue;
      if (decodePayload(payload).kind === 'proposal-step') await this.#seat.discard(entry);
    }
  }

  /** Of an open round that this seat's party was asked in. */
  #asked(text: string): Asked | undefined {
    const { projection, seatId } = this.#seat;
    const view = projection.proposals.byEntry[text];
    const seat = projection.room.seats[idText(seatId)];
    if (view === undefined || seat?.leftAt !== null || !view.parties.includes(seat.party)) return undefined;
    if (!isOpenProposal(view) || view.round.kind !== 'awaiting') return undefined;
    const proposal = idFromText<EntryId>(text) as EntryId;
    return { proposal, view, round: view.round, party: idFromText<PartyId>(seat.party) as PartyId };
  }
}

function isAwaited({ round, party }: Asked): boolean {
  return awaitedParties(round).some((each) => equal(each, party));
}

/** The key that stands in the record for the party. */
function keyOf({ round, party }: Asked): Uint8Array | undefined {
  const at = placeOf(round.proposal.parties, party);
  return round.step === 'key' ? round.given[at]?.key : round.keys[at];
}
