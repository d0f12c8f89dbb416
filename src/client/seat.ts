import type { EntryId, Position, SeatId } from '../base/ids.ts';
import type { VaultItemKeys } from '../protocol/joining/vault-keys.ts';
import { deriveSeatKeys, type SeatKeys } from '../protocol/seal/seat-keys.ts';
import type { Attribution } from '../records/author.ts';
import type { ChannelProjection } from '../records/projection.ts';
import type { ContentOf, KindName } from '../records/registry.ts';
import { BackgroundWork } from './background-work.ts';
import { ClientError } from './client-error.ts';
import type { Device } from './device.ts';
import { DisclosureDesk } from './disclosure/disclosure-desk.ts';
import { type Committed, Committer } from './group/committer.ts';
import type { EpochState } from './group/epoch-state.ts';
import { EpochTurner } from './group/epoch-turner.ts';
import { type Purpose, recallPending } from './group/pending-handshake.ts';
import { rejoinGroup } from './group/rejoin-group.ts';
import { HeldKeys } from './held-keys.ts';
import { decodeTerms, deliverAdmission } from './joining/deliver-admission.ts';
import { Stewardship } from './joining/stewardship.ts';
import { LogWatch, recallWatch } from './log-watch/log-watch.ts';
import type { VenueLog } from './log-watch/venue-log.ts';
import { KeptRounds } from './mediators-proposal/kept-rounds.ts';
import { ProposalDesk } from './mediators-proposal/proposal-desk.ts';
import type { WaitingEntry } from './outbox/outbox.ts';
import { Sealer } from './outbox/sealer.ts';
import { PartyKeys } from './party-keys.ts';
import type { ChannelRecord } from './record/channel-record.ts';
import { Evidence } from './record/evidence.ts';
import type { Reading } from './record/reading.ts';
import {
  beginsPeriod,
  changesKeys,
  concernsDisclosure,
  concernsProposal,
  concernsSoundings,
} from './record/reading-concerns.ts';
import { RecordKeeper } from './record/record-keeper.ts';
import { Shredder } from './record/shredder.ts';
import type { Violation } from './record/violation.ts';
import type { SeatEvent } from './seat-event.ts';
import { type SeatIdentity, seatKeys } from './seat-identity.ts';
import { SeatPosts } from './seat-posts.ts';
import { loginOf } from './session/login-of.ts';
import { SeatSession } from './session/seat-session.ts';
import { SoundingDesk } from './sounding/sounding-desk.ts';
import type { StorageChanges } from './storage/storage.ts';
import { RECOUNT_MS } from './unattributed/limits.ts';
import { VaultKeeper } from './vault/vault-keeper.ts';

/** How often it is looked whether something has come due by the clock alone. */
const ROUNDS_MS = 60 * 60 * 1000;

export interface SeatOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly vaultKeys: VaultItemKeys;
  /** `seat` while it has no leaf: it came back from its phrase. */
  readonly loginAs: 'device' | 'seat';
  /** Shared with this person's other seats at the venue. */
  readonly log: VenueLog;
}

/**
 * A device's seat in one channel: what a person can do there, and the projection to look at.
 *
 * Puts its parts together and tells each of them what was read, in the record's order; what each of them knows is its
 * own.
 */
export class Seat {
  readonly identity: SeatIdentity;
  readonly stewardship: Stewardship;
  readonly disclosure: DisclosureDesk;
  readonly proposals: ProposalDesk;
  readonly soundings: SoundingDesk;
  readonly posts: SeatPosts;
  readonly held: HeldKeys;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly keys: SeatKeys;
  readonly log: LogWatch;
  readonly #device: Device;
  readonly #keeper: RecordKeeper;
  readonly #sealer: Sealer;
  readonly #committer: Committer;
  readonly #turner: EpochTurner;
  readonly #partyKeys: PartyKeys;
  readonly #vault: VaultKeeper;
  readonly #shredder: Shredder;
  readonly #evidence: Evidence;
  readonly #background: BackgroundWork;
  readonly #listeners = new Set<(event: SeatEvent) => void>();
  #loginAs: SeatOf['loginAs'];
  #rounds: ReturnType<typeof setInterval> | undefined;
  #recounts: ReturnType<typeof setInterval> | undefined;

  private constructor(
    device: Device,
    of: SeatOf & {
      keys: SeatKeys;
      held: HeldKeys;
      evidence: Evidence;
      watch: Uint8Array | undefined;
      purse: Uint8Array | undefined;
      rounds: KeptRounds;
    },
  ) {
    const { identity, record, keys, held, evidence } = of;
    this.#evidence = evidence;
    this.#device = device;
    this.identity = identity;
    this.record = record;
    this.keys = keys;
    this.held = held;
    this.#loginAs = of.loginAs;
    this.#keeper = new RecordKeeper(device, { identity, record });
    this.#sealer = new Sealer(device, { identity, keys, record });
    this.session = new SeatSession({
      identity,
      record,
      random: device.random,
      login: (instead) => loginOf({ mls: device.mls, keys, record }, instead ?? this.#loginAs),
      onItems: (from, items) => this.log.take(from, items),
      onReadings: (readings) => this.#observe(readings),
      onState: (state) => {
        this.#emit({ kind: 'session', state });
        if (state.kind !== 'live') return;
        this.posts.lookForTokens();
        this.#background.add(() => this.proposals.advance());
        this.#background.add(() => this.soundings.tend());
      },
      onKnocked: () => this.#emit({ kind: 'knocked' }),
    });
    const { session } = this;
    const at = { identity, record, session };
    const onTrouble = (error: unknown) => this.#trouble(error);
    this.#background = new BackgroundWork({ session, random: device.random, onTrouble });
    this.log = LogWatch.begin(device, of.watch, {
      ...at,
      log: of.log,
      onState: (state) => this.#emit({ kind: 'log', state }),
      onViolation: (violation) => this.#report(violation),
      onTrouble,
    });
    this.#committer = new Committer(device, {
      ...at,
      keys,
      finish: (purpose, committed) => this.#finish(purpose, committed),
    });
    this.stewardship = new Stewardship(device, { ...at, keys, committer: this.#committer });
    this.#turner = new EpochTurner({ clock: device.clock, seat: identity.seat, record, committer: this.#committer });
    this.posts = new SeatPosts(device, {
      ...at,
      purse: of.purse,
      sealer: this.#sealer,
      onChange: () => this.#emit({ kind: 'outbox' }),
      onViolation: (violation) => this.#report(violation),
      onTokensDue: () => this.#tendTokens(),
      beforeSealing: () => this.#turner.turnIfOld(),
    });
    this.soundings = new SoundingDesk(device, {
      ...at,
      onViolation: (violation) => this.#report(violation),
      onChange: () => this.#emit({ kind: 'outbox' }),
      posts: this.posts,
    });
    this.#partyKeys = new PartyKeys(device, {
      identity,
      keys,
      record,
      held,
      committer: this.#committer,
      post: (content) => this.posts.postIfStillDue('party-key', content),
    });
    this.#shredder = new Shredder(device, {
      record,
      post: (before) => this.posts.postIfStillDue('shredding', { before }),
    });
    this.disclosure = new DisclosureDesk(device, this);
    this.proposals = new ProposalDesk(device, this, of.rounds);
    this.#vault = new VaultKeeper({ ...at, held, keys: of.vaultKeys, random: device.random });
  }

  /** Goes on where this device stopped; nothing is sent before {@link start}. */
  static async open(device: Device, of: SeatOf): Promise<Seat> {
    const { identity } = of;
    const [keys, held, evidence, watch, purse, rounds] = await Promise.all([
      deriveSeatKeys(identity.seatSecret, identity.channel),
      HeldKeys.open(device.storage, seatKeys(identity.channel).held),
      Evidence.open(device.storage, identity),
      recallWatch(device.storage, identity),
      device.storage.get(seatKeys(identity.channel).tokens),
      KeptRounds.open(device.storage, identity.channel),
    ]);
    const seat = new Seat(device, { ...of, keys, held, evidence, watch, purse, rounds });
    await Promise.all([seat.posts.open(), seat.soundings.recall()]);
    const pending = await recallPending(device, identity);
    if (pending !== undefined) of.record.expect(pending.expected);
    return seat;
  }

  /** A seat that has left the channel is there to be read, and says so by its session's state. */
  start(): void {
    if (this.record.parts.phase === 'removed') {
      void this.session.end('removed');
      return;
    }
    this.session.start();
    this.posts.start();
    this.soundings.start();
    this.#recounts ??= setInterval(() => this.#tendTokens(), RECOUNT_MS);
    this.log.start(this.violations);
    // Asked for now, before any other commit can be.
    let resumed: Promise<void> | undefined = this.#committer.resume();
    this.#background.add(async () => {
      const first = resumed ?? this.#committer.resume();
      resumed = undefined;
      await first;
    });
    // What was due when the device stopped is due still.
    if (this.record.parts.phase === 'seated') {
      this.#background.add(() => this.#tend());
      this.#background.add(() => this.disclosure.advance());
    }
    if (this.#loginAs === 'seat') this.#background.add(() => this.rejoin());
    this.#rounds ??= setInterval(() => this.#background.add(this.lookAtClock), ROUNDS_MS);
  }

  /** The one thing that views read. */
  get projection(): ChannelProjection {
    return this.record.room;
  }

  get seatId(): SeatId {
    return this.identity.seat;
  }

  get violations(): readonly Violation[] {
    return this.#evidence.violations;
  }

  get waiting(): readonly WaitingEntry[] {
    return this.posts.waiting;
  }

  /** Gives back how to stop listening. */
  listen(listener: (event: SeatEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The epoch that this seat is in. Throws `NOT_SEATED` outside of one. */
  get epoch(): EpochState {
    const { state } = this.record.parts;
    if (state === undefined) throw new ClientError('NOT_SEATED', 'this seat is not in the channel');
    return state;
  }

  /**
   * Says something in the channel. Resolves when the venue holds it durably and it is in this device's projection;
   * until then it waits on this device, through restarts. Throws `POST_REFUSED` at once where the kind or the room's rule does not allow it.
   */
  async post<Name extends KindName>(
    kind: Name,
    content: ContentOf<Name>,
    options: { readonly attribution?: Attribution } = {},
  ): Promise<{ readonly entry: EntryId; readonly position: Position }> {
    return await this.posts.post(kind, content, options);
  }

  /** As {@link post}, but resolves as soon as this device remembers the entry, and `beside` with it in one write. */
  async put<Name extends KindName>(
    kind: Name,
    content: ContentOf<Name>,
    options: { readonly attribution?: Attribution; readonly beside?: StorageChanges } = {},
  ): Promise<{ readonly entry: EntryId; readonly durable: Promise<Position> }> {
    return await this.posts.put(kind, content, options);
  }

  async discard(entry: EntryId): Promise<boolean> {
    return await this.posts.discard(entry);
  }

  /** Renews this device's keys: what was stolen of it before opens nothing that comes after. */
  async turnEpoch(): Promise<void> {
    await this.#turner.turn();
  }

  /** Lets another seat of this party open its share of what was said before it came, as far as it may read that. `[SHARE-3]` */
  async passOnOlderKeys(fellow: SeatId): Promise<void> {
    await this.#partyKeys.passOnOlder(fellow);
  }

  /** Resolves when everything is read that the venue has now. */
  async synced(): Promise<void> {
    await this.session.synced();
  }

  /** Resolves when what this device does by itself (renewing keys, writing the vault) has come to rest. */
  async settled(): Promise<void> {
    await this.#background.idle();
  }

  /** Does what has come due by the clock alone. It happens by itself every hour; a story's clock goes faster. */
  readonly lookAtClock = (): Promise<void> => this.#shredder.tend();

  /** Resolves when the vault holds every key that this seat has now. */
  async keepInVault(): Promise<void> {
    await this.#vault.write();
  }

  /** For a seat that came back from its phrase: resolves when this device is a leaf of its own. Throws `NOT_SEATED`. */
  async rejoin(): Promise<void> {
    await this.#committer.inTurn(async () => {
      if (this.#loginAs === 'device') return;
      await rejoinGroup(this.#device, this);
      this.#loginAs = 'device';
      this.session.reconnect();
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#rounds);
    clearInterval(this.#recounts);
    this.log.end();
    await this.session.end('closed');
    const closed = new ClientError('CLOSED', 'this seat was closed on this device');
    this.posts.end(closed);
    this.soundings.end();
    await this.session.undisturbed(() => this.#keeper.keep());
  }

  #report(violation: Violation): void {
    void this.session.undisturbed(() => this.#observe([{ kind: 'violation', violation }])).catch(() => {});
  }

  async #observe(readings: readonly Reading[]): Promise<void> {
    for (const reading of readings) {
      this.#sealer.observe(reading);
      this.#committer.observe(reading);
      await this.#partyKeys.observe(reading);
      await this.posts.observe(reading);
      if (reading.kind === 'violation') await this.#evidence.keep(reading.violation);
      // Kept at once: what was shredded must not come back from this device's own storage.
      if (this.#shredder.observe(reading)) await this.#keeper.keep();
    }
    await this.soundings.afterReading();
    await this.#keeper.afterReading(readings);
    this.#emit({ kind: 'read', readings });
    for (const reading of readings) {
      if (reading.kind === 'handshake-refused' && reading.cause !== undefined) this.#trouble(reading.cause);
    }
    if (readings.some(({ kind }) => kind === 'unseated')) {
      this.#loginAs = 'seat';
      // By its leaf it would be cut off when that leaf is replaced.
      this.session.reconnect();
      this.#background.add(() => this.rejoin());
    }
    if (readings.some(({ kind }) => kind === 'removed')) await this.session.end('removed');
    else if (readings.some(changesKeys)) this.#background.add(() => this.#tend());
    if (readings.some((reading) => this.#turner.isDueAfter(reading))) this.#background.add(() => this.turnEpoch());
    if (readings.some(beginsPeriod)) this.posts.lookForTokens();
    if (readings.some(concernsSoundings) && this.session.state.kind === 'live') {
      this.#background.add(() => this.soundings.tend());
    }
    if (readings.some(concernsDisclosure)) this.#background.add(() => this.disclosure.advance());
    if (readings.some(concernsProposal)) this.#background.add(() => this.proposals.advance());
  }

  async #tend(): Promise<void> {
    await this.session.synced();
    await this.disclosure.roster.tend();
    await this.#partyKeys.tend();
    await this.#vault.write();
    await this.#shredder.tend();
    await this.posts.tellRules();
  }

  #tendTokens(): void {
    if (this.session.state.kind === 'live') this.#background.add(() => this.posts.tendTokens());
  }

  async #finish(purpose: Purpose, committed: Committed): Promise<void> {
    switch (purpose.kind) {
      case 'admission': {
        const { random } = this.#device;
        const { record, session, keys } = this;
        return await deliverAdmission({ random, record, session, keys }, decodeTerms(purpose.content), committed);
      }
      case 'share-key':
        return await this.#partyKeys.keepRenewed(purpose.content, committed.next.charter);
    }
  }

  #trouble(error: unknown): void {
    this.#emit({ kind: 'trouble', error: error instanceof Error ? error : new Error(String(error)) });
  }

  #emit(event: SeatEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
