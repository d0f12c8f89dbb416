import { composed } from '../base/composed.ts';
import { type EntryId, idFromText, idText, type Position } from '../base/ids.ts';
import type { Attribution, Unattributed } from '../records/author.ts';
import { defaultAttribution, mayPostEntry } from '../records/may-post-entry.ts';
import { decodePayload, encodePayload } from '../records/payload.ts';
import type { PostRefusal } from '../records/post-refusal.ts';
import type { ContentOf, EntryContent, KindName } from '../records/registry.ts';
import { isWords, refusalToSpeakHere } from '../records/rules/may-speak.ts';
import { acceptance, rulesToTell } from '../records/rules/rules-accepted.ts';
import { hasAccepted, rulesInForce } from '../records/rules/rules-in-force.ts';
import { isStricterRule } from '../records/rules/strictness.ts';
import { ClientError } from './client-error.ts';
import type { Device } from './device.ts';
import { seatIn } from './group/epoch-state.ts';
import { Outbox, type OutboxOf, type WaitingEntry } from './outbox/outbox.ts';
import type { Reading } from './record/reading.ts';
import type { Violation } from './record/violation.ts';
import type { StorageChanges } from './storage/storage.ts';
import { TokenPurse } from './unattributed/token-purse.ts';
import { UnattributedOutbox } from './unattributed/unattributed-outbox.ts';
import type { WaitingUnattributed } from './unattributed/waiting-unattributed.ts';

/** Somebody of this room, and no more. */
const NOBODY: Unattributed = {
  seat: undefined,
  party: undefined,
  attribution: 'unattributed',
  authenticity: 'verified',
  onRecord: false,
};

export interface SeatPostsOf extends Omit<OutboxOf, 'onLost' | 'refusalOf'> {
  /** The tokens that this device kept. */
  readonly purse: Uint8Array | undefined;
  readonly onViolation: (violation: Violation) => void;
  /** {@link SeatPosts.tendTokens} is due. */
  readonly onTokensDue: () => void;
}

/** What a seat says in its channel: whether it may, and by which of two ways it goes, with its name or without. */
export class SeatPosts {
  readonly #of: SeatPostsOf;
  readonly #outbox: Outbox;
  readonly #purse: TokenPurse;
  readonly #unattributed: UnattributedOutbox;

  constructor(device: Device, of: SeatPostsOf) {
    this.#of = of;
    this.#outbox = new Outbox(device, {
      ...of,
      onLost: (position, evidence) => of.onViolation({ kind: 'lost', position, evidence }),
      refusalOf: (waiting) => this.#refusalOfWaiting(waiting, waiting.attribution),
    });
    this.#purse = TokenPurse.begin(device, { ...of, onDue: of.onTokensDue }, of.purse);
    this.#unattributed = new UnattributedOutbox(device, {
      ...of,
      purse: this.#purse,
      refusalOf: (waiting) => this.#refusalOfWaiting(waiting, 'unattributed'),
    });
  }

  /** Takes up what waited here when the device stopped. */
  async open(): Promise<void> {
    await Promise.all([this.#outbox.open(), this.#unattributed.open()]);
  }

  start(): void {
    this.#outbox.start();
    this.#unattributed.start();
  }

  get waiting(): readonly WaitingEntry[] {
    return this.#outbox.waiting;
  }

  /** What is on its way without a name. */
  get waitingUnattributed(): readonly WaitingUnattributed[] {
    return this.#unattributed.waiting;
  }

  /** How many seats could have said what is said unattributed now, this one among them, as the venue tells. */
  get hidesAmong(): number {
    return this.#purse.seats;
  }

  /** To be called when a period of tokens has begun, and when there is a line again. */
  lookForTokens(): void {
    this.#purse.look();
  }

  /** Has the tokens of the present period, and counts anew who has them. */
  async tendTokens(): Promise<void> {
    await this.#purse.tend();
  }

  /** Resolves when the venue holds it durably and it is in this device's projection. As {@link put} until then. */
  async post<Name extends KindName>(
    kind: Name,
    content: ContentOf<Name>,
    options: { readonly attribution?: Attribution } = {},
  ): Promise<{ readonly entry: EntryId; readonly position: Position }> {
    const { entry, durable } = await this.put(kind, content, options);
    const position = await durable;
    await this.#of.session.untilRead(position + 1);
    return { entry: options.attribution === 'unattributed' ? (this.#entryAt(position) ?? entry) : entry, position };
  }

  /**
   * Resolves as soon as this device remembers the entry, and `beside` with it in one write; it waits here, through
   * restarts. Throws `POST_REFUSED` at once where the kind or the room's rule does not allow it.
   */
  async put<Name extends KindName>(
    kind: Name,
    content: ContentOf<Name>,
    options: { readonly attribution?: Attribution; readonly beside?: StorageChanges } = {},
  ): Promise<{ readonly entry: EntryId; readonly durable: Promise<Position> }> {
    const attribution = options.attribution ?? defaultAttribution(this.#room);
    // What a roster says is signed already, and stays as it is.
    const typed = kind === 'roster-opened' ? content : composed(content);
    const refusal = this.refusalOf({ kind, content: typed } as EntryContent, attribution);
    if (refusal !== undefined) throw new ClientError('POST_REFUSED', refusal.rule, { detail: { code: refusal.code } });
    const payload = encodePayload(kind, typed);
    if (attribution === 'unattributed') return await this.#unattributed.put(payload);
    return await this.#outbox.put(payload, attribution, options.beside);
  }

  /** For what this device says by itself: where another was first, and the room wants it no more, it is given up. */
  async postIfStillDue<Name extends KindName>(
    kind: Name,
    content: ContentOf<Name>,
    options: { readonly attribution?: Attribution } = {},
  ): Promise<void> {
    const { entry, durable } = await this.put(kind, content, options);
    try {
      await this.#of.session.untilRead((await durable) + 1);
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'POST_REFUSED') throw error;
      await this.discard(entry);
    }
  }

  /** This seat has read the ground rules and accepts them. Nothing where it has already. `[RULES-1]` */
  async acceptRules(): Promise<void> {
    const put = await this.putAcceptance();
    if (put !== undefined) await this.#of.session.untilRead((await put.durable) + 1);
  }

  /** As {@link acceptRules}, but resolves as soon as this device remembers it. */
  async putAcceptance(): Promise<{ readonly durable: Promise<Position> } | undefined> {
    const content = acceptance(this.#room);
    if (content === undefined || hasAccepted(this.#room.room, this.#seat)) return undefined;
    return await this.put('rules-accepted', content, { attribution: 'deniable' });
  }

  /** Tells those whom this seat admitted what rules were agreed before they came, where they cannot read it. */
  async tellRules(): Promise<void> {
    const told = rulesToTell(this.#room, this.#seat);
    if (told !== undefined) await this.postIfStillDue('rules-accepted', told, { attribution: 'deniable' });
  }

  /** Gives up what was not sent yet, or was refused. False where the venue has it, or may have it. */
  async discard(entry: EntryId): Promise<boolean> {
    return (await this.#outbox.discard(entry)) || (await this.#unattributed.discard(entry));
  }

  /** Tries again what was refused. */
  async retry(entry: EntryId): Promise<void> {
    await this.#outbox.retry(entry);
    await this.#unattributed.retry(entry);
  }

  /** Why this seat may not post this now. */
  refusalOf(content: EntryContent, attribution: Attribution): PostRefusal | undefined {
    const { seat } = this.#of.identity;
    const silence = refusalToSpeakHere(this.#room, content.kind, this.#seat);
    if (silence !== undefined) return silence;
    if (attribution === 'unattributed') return mayPostEntry(this.#room, content, NOBODY);
    const { state } = this.#of.record.parts;
    if (state === undefined) throw new ClientError('NOT_SEATED', 'this seat is not in the channel');
    const { party } = seatIn(state.charter, seat);
    const onRecord = attribution === 'on the record';
    return mayPostEntry(this.#room, content, { seat, party, attribution, authenticity: 'verified', onRecord });
  }

  /** To be told of everything that is read. */
  async observe(reading: Reading): Promise<void> {
    await this.#outbox.observe(reading);
    await this.#unattributed.observe(reading);
  }

  end(error: Error): void {
    this.#outbox.end(error);
    this.#unattributed.end(error);
    this.#purse.end();
  }

  get #room() {
    return this.#of.record.room;
  }

  get #seat() {
    return idText(this.#of.identity.seat);
  }

  /** What was said unattributed may stand in the record under another id than it was put in with. */
  #entryAt(position: Position): EntryId | undefined {
    const found = Object.entries(this.#room.entries).find(([, entry]) => entry.position === position);
    return found && idFromText<EntryId>(found[0]);
  }

  /** What was written under a stricter rule does not go under a looser one by itself. `[RULES-6]` */
  #refusalOfWaiting({ payload, under }: Pick<WaitingEntry, 'payload' | 'under'>, attribution: Attribution) {
    const content = decodePayload(payload) as EntryContent;
    const isLooser = isWords(content.kind) && isStricterRule(rulesInForce(this.#room).rule, under);
    return isLooser ? 'LOOSER_RULES' : this.refusalOf(content, attribution)?.code;
  }
}
