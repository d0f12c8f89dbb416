import { ID_BYTES } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { ClientError } from '../../client/client-error.ts';
import type { Storage } from '../../client/storage/storage.ts';
import type { CarryingSteps } from '../../client/transfer/carry.ts';
import { drawnDelayMs } from '../../client/unattributed/drawn-delay.ts';
import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { bool, list, optional, struct, text, uint, word } from '../../protocol/codec/shapes.ts';
import { languageTag } from '../../records/language-tag.ts';
import { STATEMENT_BYTES_MAX, TITLE_BYTES_MAX } from '../../records/limits.ts';
import type { IdText } from '../../records/timeline.ts';
import { CARRIES_BYTES_MAX, CARRIES_MAX, CARRY_AGAIN_MS, TIMER_MS_MAX } from './limits.ts';

const CARRIES_KEY = 'app/carries';

const idText = (name: string) => text(name, { minBytes: 2 * ID_BYTES, maxBytes: 2 * ID_BYTES });

const laterCarry = struct('later carry', {
  id: idText('id'),
  from: idText('from'),
  entry: idText('entry'),
  to: idText('to'),
  /** What it answers there; without it, it is a text of its own. */
  about: optional(idText('about')),
  title: text('title', { maxBytes: TITLE_BYTES_MAX }),
  text: text('text', { minBytes: 1, maxBytes: STATEMENT_BYTES_MAX }),
  language: languageTag('language'),
  attribution: word('attribution', ['on the record', 'deniable']),
  authorsMin: uint('authors min', { max: 1_000 }),
  /** By this device's clock: not before, and the end of the time within which it was drawn. */
  dueAt: uint('due at'),
  until: uint('until'),
  isNoted: bool('is noted'),
  refused: optional(text('refused', { maxBytes: 64 })),
});

const carriesCodec = struct('later carries', {
  version: uint('version', { min: 1, max: 1 }),
  carries: list('carries', laterCarry, { max: CARRIES_MAX }),
});

/** Words that are carried later: they wait here, on the carrier's device alone. */
export type LaterCarry = Decoded<typeof laterCarry>;

/** As it is kept here, and changed by nobody else. */
type Kept = { -readonly [Key in keyof LaterCarry]: LaterCarry[Key] };

export interface LaterCarriesOf {
  readonly storage: Storage;
  readonly clock: () => number;
  readonly random: (length: number) => Uint8Array;
}

/** What the engine does with one that is due. */
export type CarryIt = (carry: LaterCarry, steps: CarryingSteps) => Promise<unknown>;

/**
 * Waits with words that are to be put forward later, and goes on where the device stopped. Nothing of it is with the
 * venue before its time. It goes when its time has come and the app is open: not while the device is off.
 */
export class LaterCarries {
  readonly #of: LaterCarriesOf;
  // Owned here, as are those below.
  #carries: Kept[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #carryIt: CarryIt | undefined;
  #onChange: (carry: LaterCarry) => void = () => {};
  #underWay = new Set<IdText>();

  private constructor(of: LaterCarriesOf) {
    this.#of = of;
  }

  static async open(of: LaterCarriesOf): Promise<LaterCarries> {
    const carries = new LaterCarries(of);
    const kept = await of.storage.get(CARRIES_KEY);
    if (kept !== undefined) carries.#carries = [...decode(carriesCodec, kept, CARRIES_BYTES_MAX).carries];
    return carries;
  }

  start(carryIt: CarryIt, onChange: (carry: LaterCarry) => void): void {
    this.#carryIt = carryIt;
    this.#onChange = onChange;
    this.#wake();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#carryIt = undefined;
  }

  /** Of a room, at either end. */
  of(channel: IdText): readonly LaterCarry[] {
    return this.#carries.filter(({ from, to }) => from === channel || to === channel);
  }

  /** Due at a moment from here on that is drawn at random, or exactly at the end. */
  async put(
    carry: Omit<LaterCarry, 'id' | 'dueAt' | 'until' | 'isNoted' | 'refused'>,
    when: { readonly kind: 'after' | 'within'; readonly ms: number },
  ): Promise<LaterCarry> {
    if (this.#carries.length >= CARRIES_MAX) {
      throw new ClientError('POST_REFUSED', 'as many wait as can be kept', { detail: { code: 'TOO_MANY_PENDING' } });
    }
    const now = this.#of.clock();
    const dueAt = now + (when.kind === 'after' ? when.ms : drawnDelayMs(when.ms, this.#of.random));
    const id = toHex(this.#of.random(ID_BYTES));
    const later: Kept = { ...carry, id, dueAt, until: now + when.ms, isNoted: false, refused: undefined };
    this.#carries.push(later);
    try {
      await this.#keep(later);
    } catch (error) {
      // Told that it was not kept, nobody expects it to go; and one that cannot be written would keep the others from it.
      this.#carries = this.#carries.filter((one) => one !== later);
      throw error;
    }
    this.#wake();
    return later;
  }

  /** Before its time, or once more after it was refused. */
  async now(id: IdText): Promise<void> {
    const carry = this.#carries.find((one) => one.id === id);
    if (carry === undefined) return;
    carry.dueAt = Math.min(carry.dueAt, this.#of.clock());
    carry.refused = undefined;
    await this.#keep(carry);
    try {
      await this.#attempt(carry);
    } finally {
      this.#wake();
    }
  }

  /** Gives it up. What is under way already is not stopped any more: gives back whether it was. */
  async cancel(id: IdText): Promise<boolean> {
    const carry = this.#carries.find((one) => one.id === id);
    if (carry === undefined || this.#underWay.has(id)) return false;
    this.#carries = this.#carries.filter((one) => one !== carry);
    await this.#keep(carry);
    this.#wake();
    return true;
  }

  /** Whatever has come due, now that something changed: the time, or the line. */
  async look(): Promise<void> {
    const now = this.#of.clock();
    try {
      for (const carry of this.#carries.filter(({ dueAt, refused }) => refused === undefined && dueAt <= now)) {
        await this.#attempt(carry);
      }
    } finally {
      this.#wake();
    }
  }

  async #attempt(carry: Kept): Promise<void> {
    if (this.#carryIt === undefined || this.#underWay.has(carry.id)) return;
    this.#underWay.add(carry.id);
    let isPut = false;
    const steps: CarryingSteps = {
      isNoted: carry.isNoted,
      onNoted: async () => {
        carry.isNoted = true;
        await this.#keep(carry);
      },
      forget: () => {
        this.#carries = this.#carries.filter((one) => one !== carry);
        return { put: { [CARRIES_KEY]: this.#encoded() } };
      },
      onPut: () => {
        isPut = true;
      },
    };
    try {
      await this.#carryIt(carry, steps);
      this.#carries = this.#carries.filter((one) => one !== carry);
    } catch (error) {
      // The outbox has it, and says itself what became of it.
      if (isPut) return this.#onChange(carry);
      if (!this.#carries.includes(carry)) this.#carries.push(carry);
      const code = error instanceof ClientError && error.code === 'POST_REFUSED' ? error.detail['code'] : undefined;
      // Everything else passes: it is tried again, and nothing of it has changed.
      if (typeof code !== 'string') return;
      carry.refused = code;
    } finally {
      this.#underWay.delete(carry.id);
    }
    await this.#keep(carry);
  }

  #wake(): void {
    clearTimeout(this.#timer);
    const due = this.#carries.filter(({ refused }) => refused === undefined).map(({ dueAt }) => dueAt);
    if (this.#carryIt === undefined || due.length === 0) return;
    const wait = Math.min(...due) - this.#of.clock();
    this.#timer = setTimeout(() => void this.look(), Math.min(Math.max(wait, CARRY_AGAIN_MS), TIMER_MS_MAX));
  }

  async #keep(changed: LaterCarry): Promise<void> {
    await this.#of.storage.write({ put: { [CARRIES_KEY]: this.#encoded() } });
    this.#onChange(changed);
  }

  #encoded(): Uint8Array {
    return encode(carriesCodec, { version: 1, carries: this.#carries });
  }
}
