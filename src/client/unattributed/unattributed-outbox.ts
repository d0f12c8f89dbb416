import { equal } from '../../base/bytes.ts';
import { type EntryId, ID_BYTES, idText, type Position } from '../../base/ids.ts';
import { commit, SALT_BYTES } from '../../protocol/commitment/commitment.ts';
import { sign } from '../../protocol/crypto/ed25519.ts';
import { sealUnattributed } from '../../protocol/seal/seal-unattributed.ts';
import { postingStatement } from '../../protocol/token/posting.ts';
import { type UnattributedPost, unattributedPost } from '../../protocol/wire/http-bodies.ts';
import { rulesInForce } from '../../records/rules/rules-in-force.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import { isPassingRefusal } from '../connection/passing-refusals.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import type { Device } from '../device.ts';
import { underRulesInForce } from '../outbox/under-rules-in-force.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import { epochHeadOf } from '../record/record-parts.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import type { SeatSession } from '../session/seat-session.ts';
import { drawnDelayMs } from './drawn-delay.ts';
import { DELAY_MS_MAX, NOT_YET_MS, OVERDUE_MS_MAX, TOKENS_TRIED_MAX } from './limits.ts';
import type { TokenPurse } from './token-purse.ts';
import { WaitingList } from './waiting-list.ts';
import { LOST, NO_TOKEN, OVERTAKEN, type WaitingUnattributed } from './waiting-unattributed.ts';

export interface UnattributedOutboxOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly purse: TokenPurse;
  readonly onChange: () => void;
  /** Why an entry may not be posted now, by the record as it stands. */
  readonly refusalOf: (waiting: WaitingUnattributed) => string | undefined;
}

/**
 * What is said unattributed waits here: for a while that tells nothing, for a token, for the venue's release.
 *
 * Each goes by a request of its own, beside any login. One that is refused for good stays, marked. Whatever keeps one
 * from going when it is due (no line, no tokens yet, a sleeping device) it is drawn for anew: it never follows upon what
 * the venue saw of its author.
 */
export class UnattributedOutbox {
  readonly #device: Device;
  readonly #of: UnattributedOutboxOf;
  readonly #http: VenueHttp;
  readonly #list: WaitingList;
  // Owned here, as are those below.
  /** Sent without an answer: the venue may hold it. */
  readonly #underWay = new Set<string>();
  /** Tokens that the venue did not take, by entry. */
  readonly #tried = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  #hasEnded = false;

  constructor(device: Device, of: UnattributedOutboxOf) {
    this.#device = device;
    this.#of = of;
    this.#http = new VenueHttp(of.identity.venue);
    this.#list = new WaitingList(device.storage, seatKeys(of.identity.channel).unattributed, of.onChange);
  }

  /** Takes up what waited here when the device stopped. Before anything is put in. */
  async open(): Promise<void> {
    // Drawn anew: what was due while the device was off would go as it logs in.
    await this.#list.open(() => this.#laterMs());
  }

  get waiting(): readonly WaitingUnattributed[] {
    return this.#list.all;
  }

  start(): void {
    this.#wake();
  }

  /**
   * `durable` resolves when it stands in the record, which may take minutes. Where the period turned meanwhile it stands
   * there under another id than it was put in with.
   */
  async put(payload: Uint8Array): Promise<{ entry: EntryId; durable: Promise<Position> }> {
    const names = this.#newNames();
    const { read: durable } = await this.#list.put({
      ...names,
      payload,
      dueAt: this.#laterMs(),
      post: undefined,
      isHeld: false,
      under: rulesInForce(this.#of.record.room).rule,
      refused: undefined,
    });
    this.#wake();
    return { entry: names.entry, durable };
  }

  /** False where the venue holds it, or may hold it. */
  async discard(entry: EntryId): Promise<boolean> {
    const found = this.#list.find(entry);
    if (found === undefined || this.#underWay.has(idText(entry))) return false;
    const isSealed = found.post !== undefined && !this.#isOver(found.post);
    if ((found.isHeld || isSealed) && found.refused === undefined) return false;
    await this.#forget(found, new ClientError('CLOSED', 'discarded'));
    return true;
  }

  /** Tries again what was refused, as another entry: the venue may have seen the first one. */
  async retry(entry: EntryId): Promise<void> {
    const found = this.#list.find(entry);
    if (found?.refused === undefined) return;
    const { rule: under } = rulesInForce(this.#of.record.room);
    await this.#again(found, { ...this.#newNames(), isHeld: false, refused: undefined, under });
    this.#wake();
  }

  /** To be told of everything that is read. */
  async observe(reading: Reading): Promise<void> {
    if (reading.kind === 'applied') {
      const own = this.#list.find(reading.entry.entry);
      if (own === undefined) return;
      // The venue knows the id, and so can a member who is with it.
      if (!equal(reading.entry.commitment, commit(own.salt, own.payload))) {
        await this.#list.markRefused(own, LOST);
        return;
      }
      await this.#forget(own, reading.position);
    } else if (reading.kind === 'skipped' && reading.entry !== undefined) {
      const own = this.#list.find(reading.entry);
      if (own !== undefined) await this.#list.markRefused(own, reading.reason);
    } else if (reading.kind === 'epoch-began' || reading.kind === 'handshake-refused') {
      // What the venue held went into the record before this handshake, or never will. [UNATTR-6] One that is read
      // once more, after a restart, says nothing of what was posted after it.
      const { position } = reading;
      const lost = this.#list.all.filter(
        ({ isHeld, refused, post }) => isHeld && refused === undefined && (post?.lastHandshake ?? 0) < position,
      );
      for (const each of lost) await this.#list.markRefused(each, LOST);
    }
  }

  end(error: Error): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#list.end(error);
  }

  #wake(): void {
    clearTimeout(this.#timer);
    const next = this.#nextDue();
    if (next === undefined || this.#hasEnded || this.#isSending) return;
    const waitMs = Math.max(0, next.dueAt - this.#device.clock());
    // Looked at now and then whatever it says: the clock may have been set back.
    this.#timer = setTimeout(() => void this.#send(), Math.min(waitMs, DELAY_MS_MAX));
  }

  #nextDue(): WaitingUnattributed | undefined {
    const due = this.#list.all.filter(({ isHeld, refused }) => !isHeld && refused === undefined);
    return due.reduce<WaitingUnattributed | undefined>(
      (first, each) => (first === undefined || each.dueAt < first.dueAt ? each : first),
      undefined,
    );
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    let failures = 0;
    try {
      for (let next = this.#nextDue(); next !== undefined && !this.#hasEnded; next = this.#nextDue()) {
        if (this.#isOutOfTime(next)) {
          await this.#list.change(next, { dueAt: this.#laterMs() });
          continue;
        }
        if (next.dueAt > this.#device.clock()) break;
        try {
          const pause = await this.#sendOne(next, failures);
          failures = pause === 0 ? 0 : failures + 1;
          if (pause > 0) await delay(pause);
        } catch (error) {
          if (this.#of.session.state.kind === 'ended') throw error;
          if (!(error instanceof ClientError)) await this.#list.markRefused(next, 'UNSEALABLE', error);
          else {
            await this.#drawAgain(next);
            await delay(backoffMs(failures++, this.#device.random));
          }
        }
      }
    } catch (error) {
      this.end(error instanceof Error ? error : new ClientError('CLOSED', String(error)));
    } finally {
      this.#isSending = false;
      this.#wake();
    }
  }

  /** Its time has long passed, or is farther off than any that is drawn. */
  #isOutOfTime({ dueAt }: WaitingUnattributed): boolean {
    const inMs = dueAt - this.#device.clock();
    return inMs < -OVERDUE_MS_MAX || inMs > this.#delayMsMax;
  }

  async #drawAgain({ number }: WaitingUnattributed): Promise<void> {
    const now = this.#list.all.find((each) => each.number === number);
    if (now !== undefined) await this.#list.change(now, { dueAt: this.#laterMs() });
  }

  /** How long to wait before the next, in ms. */
  async #sendOne(waiting: WaitingUnattributed, failures: number): Promise<number> {
    const { session, refusalOf } = this.#of;
    if (session.state.kind === 'ended') await session.connection();
    const { post } = waiting;
    // Nothing is asked over the channel's connection for its sake, neither before nor after: it would name its author.
    // Nor does what was sent before wait for it: a venue that cuts a line would see whose words come no more.
    if (post === undefined && session.state.kind !== 'live') {
      await this.#drawAgain(waiting);
      return NOT_YET_MS;
    }
    if (post !== undefined && this.#isOver(post)) {
      // In the same epoch the first could still come into the record beside the second: that is its author's to decide.
      if (post.begunAt === this.#begunAt) await this.#list.markRefused(waiting, OVERTAKEN);
      // Were it held, it would have come before the handshake. Under another id, and salt: a venue that kept the
      // handshake from this device alone knows whose the first request was.
      else await this.#again(waiting, { ...this.#newNames(), dueAt: this.#laterMs() });
      return 0;
    }
    const refusal = refusalOf(waiting);
    if (refusal !== undefined) {
      await this.#list.markRefused(waiting, refusal);
      return 0;
    }
    const sealed = post === undefined ? await this.#seal(waiting) : waiting;
    if (sealed === 'later') {
      await this.#drawAgain(waiting);
      return NOT_YET_MS;
    }
    if (sealed?.post === undefined) return 0;
    const name = idText(sealed.entry);
    this.#underWay.add(name);
    try {
      await this.#http.post('/api/v1/unattributed', unattributedPost, sealed.post);
      await this.#list.change(sealed, { isHeld: true });
      return 0;
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'VENUE_REFUSED') throw error;
      return await this.#afterRefusal(sealed, error.detail, failures);
    } finally {
      this.#underWay.delete(name);
    }
  }

  async #afterRefusal(
    waiting: WaitingUnattributed,
    { code, retryAfterMs }: ClientError['detail'],
    failures: number,
  ): Promise<number> {
    if (code === 'EPOCH_MOVED') {
      // The handshake is on its way, and what the venue held comes before it. Until then the same bytes stay as they are.
      await this.#list.change(waiting, { dueAt: this.#laterMs() });
      return 0;
    }
    if (code === 'TOKEN_REFUSED' || code === 'TOKEN_SPENT') {
      const tried = (this.#tried.get(idText(waiting.entry)) ?? 0) + 1;
      this.#tried.set(idText(waiting.entry), tried);
      if (tried < TOKENS_TRIED_MAX) await this.#again(waiting, { dueAt: this.#laterMs() });
      else await this.#list.markRefused(waiting, code);
      return 0;
    }
    if (typeof code === 'string' && isPassingRefusal(code)) {
      return typeof retryAfterMs === 'number' ? retryAfterMs : backoffMs(failures, this.#device.random);
    }
    await this.#list.markRefused(waiting, String(code));
    return 0;
  }

  /** With a token of the present period. `later` while there are none yet; none left is said to its author. */
  async #seal(waiting: WaitingUnattributed): Promise<WaitingUnattributed | 'later' | undefined> {
    const { record, purse, identity } = this.#of;
    if (!purse.isPresent) return 'later';
    const taken = await purse.take();
    // The period may have ended while this waited behind a count of who has tokens.
    if (taken === undefined && !purse.isPresent) return 'later';
    const { state, lastHandshake } = record.parts;
    const seen = epochHeadOf(record.parts);
    const begunAt = this.#begunAt;
    // The period turned meanwhile: once more, from the beginning.
    if (taken !== undefined && taken.period !== lastHandshake) return undefined;
    if (taken === undefined || state === undefined || seen === undefined || begunAt === undefined) {
      await this.#list.markRefused(waiting, NO_TOKEN);
      return undefined;
    }
    const { channel } = identity;
    const { entry, payload, salt } = waiting;
    const { random } = this.#device;
    const { epoch, recordSecret, charter, postingSeed } = state;
    const under = underRulesInForce(charter, record.room);
    const sealing = { channel, epoch, entry, payload, salt, seen, recordSecret, charter: under, random };
    const item = await sealUnattributed(sealing);
    const { token, period } = taken;
    const posting = await sign(postingSeed, postingStatement(token, item));
    const post = { channel, lastHandshake: period, begunAt, token, posting, item };
    return await this.#list.change(waiting, { post });
  }

  #laterMs(): number {
    return this.#device.clock() + drawnDelayMs(this.#delayMsMax, this.#device.random);
  }

  get #delayMsMax(): number {
    return this.#device.unattributedDelayMs ?? DELAY_MS_MAX;
  }

  /** A device that was stopped may not have read as far again as it had when it sealed: then it is not over. */
  #isOver({ lastHandshake }: UnattributedPost): boolean {
    return lastHandshake < this.#of.record.parts.lastHandshake;
  }

  get #begunAt(): Position | undefined {
    const { state, epochStarts } = this.#of.record.parts;
    return state && epochStarts.get(state.epoch)?.position;
  }

  /** What the venue knows an entry by. */
  #newNames(): Pick<WaitingUnattributed, 'entry' | 'salt'> {
    const { random } = this.#device;
    return { entry: random(ID_BYTES) as EntryId, salt: random(SALT_BYTES) };
  }

  /** To be sealed anew. */
  async #again(waiting: WaitingUnattributed, change: Parameters<WaitingList['change']>[1]): Promise<void> {
    await this.#list.change(waiting, { ...change, post: undefined });
  }

  async #forget(waiting: WaitingUnattributed, outcome: Position | Error): Promise<void> {
    this.#tried.delete(idText(waiting.entry));
    await this.#list.forget(waiting, outcome);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
