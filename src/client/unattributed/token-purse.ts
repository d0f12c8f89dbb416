import { hasCode } from '../../base/coded-error.ts';
import type { Position } from '../../base/ids.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { fixed, list, optional, struct, uint } from '../../protocol/codec/shapes.ts';
import { type AskedBatch, askedBatchCodec, askForTokens, takeTokens } from '../../protocol/token/batch.ts';
import { isElement } from '../../protocol/token/element.ts';
import { BATCH_TOKENS, ELEMENT_BYTES } from '../../protocol/token/limits.ts';
import { speechInfo, type Token, tokenCodec } from '../../protocol/token/token.ts';
import { backoffMs } from '../connection/backoff.ts';
import { isPassingRefusal } from '../connection/passing-refusals.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Violation } from '../record/violation.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import { SerialQueue } from '../serial-queue.ts';
import type { SeatSession } from '../session/seat-session.ts';
import { FIRST_RECOUNT_MS, PERIOD_SETTLES_MS } from './limits.ts';

/** As a device keeps it. */
export const purseCodec = struct('purse', {
  period: uint<Position>('period'),
  /** Until the answer has come. What blinds a token leads to its seat, so it is kept no longer. */
  asked: optional(askedBatchCodec),
  blinded: list('blinded', fixed('blinded', ELEMENT_BYTES), { max: BATCH_TOKENS }),
  tokens: list('tokens', tokenCodec, { max: BATCH_TOKENS }),
  seats: uint('seats'),
});

interface Purse {
  readonly period: Position;
  readonly asked: AskedBatch | undefined;
  readonly blinded: readonly Uint8Array[];
  readonly tokens: readonly Token[];
  readonly seats: number;
}

export interface TokenPurseOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly onViolation: (violation: Violation) => void;
  readonly onChange: () => void;
  /** {@link TokenPurse.tend} is due. */
  readonly onDue: () => void;
}

/**
 * This seat's tokens of the present period.
 *
 * Asks for them soon after a period began, needed or not: whoever asked only when there was something to say would have
 * said so. `[UNATTR-2]`
 */
export class TokenPurse {
  readonly #device: Device;
  readonly #of: TokenPurseOf;
  readonly #turns = new SerialQueue();
  // Owned here, as are those below.
  #purse: Purse | undefined;
  #due: ReturnType<typeof setTimeout> | undefined;
  /** One after the other, of a venue that had too much to do. */
  #refusals = 0;

  private constructor(device: Device, of: TokenPurseOf, purse: Purse | undefined) {
    this.#device = device;
    this.#of = of;
    this.#purse = purse;
  }

  static begin(device: Device, of: TokenPurseOf, kept: Uint8Array | undefined): TokenPurse {
    return new TokenPurse(device, of, kept && decode(purseCodec, kept, kept.length));
  }

  /** How many seats have tokens for the present period, this one among them, as the venue tells. `[UNATTR-7]` */
  get seats(): number {
    const purse = this.#purse;
    return purse !== undefined && purse.period === this.#period ? purse.seats : 0;
  }

  /** To be called when a period has begun, and when there is a line again. */
  look(): void {
    this.#dueIn(this.#device.periodSettlesMs ?? PERIOD_SETTLES_MS);
  }

  /** Comes to the present period, if there is one, and asks once more how many have tokens. */
  async tend(): Promise<void> {
    await this.#turns.run(() => this.#tend());
  }

  /** The venue has answered for the present period. */
  get isPresent(): boolean {
    return this.#purse !== undefined && this.#purse.period === this.#period && this.#purse.asked === undefined;
  }

  /**
   * One token of the present period, which is this caller's now; `undefined` where none is left. Asks the venue for
   * nothing: that would tell it who is about to speak.
   */
  async take(): Promise<{ readonly period: Position; readonly token: Token } | undefined> {
    return await this.#turns.run(async () => {
      const purse = this.#purse;
      const [token, ...tokens] = purse?.tokens ?? [];
      if (purse === undefined || token === undefined || purse.period !== this.#period) return undefined;
      // Gone from here before it is used: never is one used twice.
      await this.#keep({ ...purse, tokens });
      return { period: purse.period, token };
    });
  }

  end(): void {
    clearTimeout(this.#due);
  }

  get #period(): Position | undefined {
    const { state, phase, lastHandshake } = this.#of.record.parts;
    return phase === 'seated' && state !== undefined ? lastHandshake : undefined;
  }

  async #tend(): Promise<void> {
    const { record, session, identity } = this.#of;
    const connection = await session.connection();
    const period = this.#period;
    const issuerKey = record.parts.state?.charter.issuerKey;
    if (period === undefined || issuerKey === undefined || !isElement(issuerKey)) return;
    const info = speechInfo(identity.channel, period);
    let purse = this.#purse;
    if (purse?.period !== period) {
      const asked = askForTokens(issuerKey, info, BATCH_TOKENS, this.#device.random);
      // Remembered before it is asked: with other elements the venue would refuse, and the batch would be lost.
      purse = await this.#keep({ period, asked, blinded: asked.blinded, tokens: [], seats: 0 });
    }
    let issued: Awaited<ReturnType<typeof connection.tokens>>;
    try {
      issued = await connection.tokens(period, purse.blinded);
    } catch (error) {
      if (!hasCode(error, 'VENUE_REFUSED')) throw error;
      const { code, retryAfterMs } = error.detail;
      // Another device of this seat has them.
      if (code === 'TOKENS_ISSUED') await this.#keep({ ...purse, asked: undefined });
      else if (isPassingRefusal(code)) {
        const waitMs = backoffMs(this.#refusals++, this.#device.random);
        this.#dueIn(typeof retryAfterMs === 'number' ? Math.max(retryAfterMs, waitMs) : waitMs);
      }
      // Of all else another try comes by itself: with the handshake that is on its way, or with the next count.
      return;
    }
    this.#refusals = 0;
    if (purse.asked === undefined) {
      if (issued.seats !== purse.seats) await this.#keep({ ...purse, seats: issued.seats });
      return;
    }
    const tokens = takeTokens(issuerKey, info, purse.asked, issued);
    if (tokens === undefined) {
      this.#of.onViolation({ kind: 'tokens', position: period, evidence: issued.proof });
    }
    await this.#keep({ ...purse, asked: undefined, tokens: tokens ?? [], seats: tokens ? issued.seats : 0 });
    const chance = (this.#device.random(1)[0] as number) / 256;
    this.#dueIn(FIRST_RECOUNT_MS * (1 - chance / 2));
  }

  #dueIn(ms: number): void {
    clearTimeout(this.#due);
    this.#due = setTimeout(this.#of.onDue, ms);
  }

  async #keep(purse: Purse): Promise<Purse> {
    const key = seatKeys(this.#of.identity.channel).tokens;
    await this.#device.storage.write({ put: { [key]: encode(purseCodec, purse) } });
    this.#purse = purse;
    this.#of.onChange();
    return purse;
  }
}
