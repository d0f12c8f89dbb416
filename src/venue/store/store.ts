import type { Brand } from '../../base/brand.ts';
import type { ChannelId, Commitment, EntryId, Position } from '../../base/ids.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import type { InvitationId, KnockId } from '../../protocol/wire/mailbox-ids.ts';
import type { ChannelBeat, WaitingKnock } from '../../protocol/wire/venue-message.ts';

/** The store's own short name for a channel. Means nothing outside one data folder. */
export type ChannelKey = Brand<number, 'ChannelKey'>;

export interface ChannelState {
  readonly key: ChannelKey;
  readonly logged: boolean;
  /** How many items the record has. */
  readonly size: number;
  /** Of the last handshake, valid or not; 0, the founding's, before the first. */
  readonly lastHandshake: Position;
}

/**
 * `release` appends all that the channel holds, in an order drawn then, and nothing of its own; a handshake does so
 * before itself. `[UNATTR-6]` `close-box` closes the ballot box of that id and appends what it comes to. `[SOUND-4]`
 */
export const APPEND_KINDS = ['entry', 'handshake', 'release', 'close-box'] as const;
export type AppendKind = (typeof APPEND_KINDS)[number];

/** Held items that went into the record; of a closed box, the item that names it before them. */
export interface Released {
  readonly from: Position;
  readonly items: readonly Uint8Array[];
}

export interface Append {
  readonly channel: ChannelKey;
  readonly id: EntryId;
  readonly kind: AppendKind;
  /** The last handshake that the author has processed. `[ORDER-3]` */
  readonly lastHandshake: Position;
  readonly item: Uint8Array;
}

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly position: Position; readonly released?: Released | undefined }
  | { readonly kind: 'released'; readonly released?: Released | undefined }
  /** The id has this position already, and nothing was appended. `[WIRE-2]` */
  | { readonly kind: 'known'; readonly position: Position }
  /** The record holds a later handshake than the one named. */
  | { readonly kind: 'epoch-moved' }
  /** The channel has as many bytes as it may. */
  | { readonly kind: 'quota-exceeded' };

/** Consecutive items, one after the other in one buffer. */
export interface Page {
  readonly bytes: Uint8Array;
  readonly lengths: Uint32Array;
}

/**
 * The records of channels.
 *
 * Whatever a promise here has resolved with is durable: it survives a kill and a loss of power. `[WIRE-1]`
 * What rejected has changed nothing. `[WIRE-3]`
 */
export interface RecordStore {
  createChannel(channel: {
    readonly id: ChannelId;
    readonly logged: boolean;
    /** After which its entries are shredded. Without it they are kept for good. */
    readonly retentionDays?: number | undefined;
    readonly founding: Uint8Array;
  }): Promise<'created' | 'exists'>;
  channel(id: ChannelId): Promise<ChannelState | undefined>;
  /** In order, each seeing those before it. One outcome each. All appends under way at once share a transaction. */
  append(appends: readonly Append[]): Promise<readonly AppendOutcome[]>;
  /** Items from a position on: at least one if there is one, and then as many as stay under `bytesMax` and `itemsMax`. */
  page(channel: ChannelKey, from: Position, bytesMax: number, itemsMax: number): Promise<Page>;
}

/** What is posted without a name, until it goes into the record. `[UNATTR-1]` */
export interface HoldingStore {
  /**
   * Notes that a seat gets its batch for the period that began with this handshake. `issued` again for the same digest;
   * `seats` is how many have theirs. `[UNATTR-2]`
   */
  noteBatch(batch: {
    readonly channel: ChannelKey;
    readonly lastHandshake: Position;
    readonly seat: Uint8Array;
    /** Of what it asks. */
    readonly digest: Uint8Array;
  }): Promise<{ readonly kind: 'issued'; readonly seats: number } | { readonly kind: 'other' | 'epoch-moved' }>;
  /** Spends the nonce and takes the item, both or neither. `known`: this very item was taken with it. */
  hold(held: {
    readonly channel: ChannelKey;
    readonly lastHandshake: Position;
    readonly nonce: Uint8Array;
    readonly id: EntryId;
    readonly item: Uint8Array;
  }): Promise<'held' | 'known' | 'spent' | 'epoch-moved' | 'quota-exceeded'>;
  /** Channels that hold something. */
  channelsHolding(limit: number): Promise<readonly ChannelId[]>;
}

/** A ballot box that is open. */
export interface OpenBox {
  readonly opener: Uint8Array;
  /** A digest of what its tokens are bound to. */
  readonly terms: Uint8Array;
}

/** Ballots, until their box is closed; a close is an append. `[SOUND-4]` */
export interface BallotStore {
  /** `exists`: an id that is the record's already, or another box's. The same box again is `done`. */
  openBox(box: {
    readonly channel: ChannelKey;
    readonly box: BoxId;
    readonly opener: Uint8Array;
    readonly closesAt: number;
    readonly ballotsMin: number;
    readonly terms: Uint8Array;
    readonly seats: readonly Uint8Array[];
    readonly boxesMax: number;
  }): Promise<'done' | 'exists' | 'full'>;
  openBoxOf(channel: ChannelKey, box: BoxId): Promise<OpenBox | undefined>;
  /** Notes that a seat gets its token; `given` again for the same digest, with how many seats have theirs. `[SOUND-2]` */
  noteBallotToken(token: {
    readonly channel: ChannelKey;
    readonly box: BoxId;
    readonly seat: Uint8Array;
    readonly digest: Uint8Array;
  }): Promise<{ readonly kind: 'given'; readonly given: number } | { readonly kind: 'other' | 'not-listed' }>;
  /** Spends the nonce and takes the ballot, both or neither. `known`: this very item was taken, and may be in the record. */
  castBallot(ballot: {
    readonly channel: ChannelKey;
    readonly box: BoxId;
    readonly nonce: Uint8Array;
    readonly id: EntryId;
    readonly item: Uint8Array;
  }): Promise<'held' | 'known' | 'spent' | 'closed' | 'quota-exceeded'>;
  /** Whether an entry of this id is in the record. */
  isInRecord(channel: ChannelKey, id: EntryId): Promise<boolean>;
  /** Boxes whose time is over. */
  boxesDue(now: number, limit: number): Promise<readonly { readonly channel: ChannelId; readonly box: BoxId }[]>;
}

/** What becomes of entries past their channel's retention. `[RECORD-6]` */
export interface RetentionStore {
  /**
   * Notes that the items which records with a retention have now were there by `now`.
   *
   * What was noted for a time after `now` was noted by a wrong clock, and is noted for `now`.
   */
  noteRetention(now: number): Promise<void>;
  /**
   * Replaces the next entries that were noted a retention ago by their leaf hashes, as many as the limits allow, and
   * overwrites their bytes on disk. Gives whether there may be more.
   */
  shredDue(now: number, limits: { readonly itemsMax: number; readonly bytesMax: number }): Promise<'more' | 'done'>;
}

/** Invitations, knocks and admissions: a mailbox, emptied by time. */
export interface MailboxStore {
  invite(
    invitation: InvitationId,
    channel: ChannelKey,
    expiresAt: number,
    limits: { readonly now: number; readonly perChannel: number },
  ): Promise<'done' | 'exists' | 'full'>;
  knock(
    invitation: InvitationId,
    knock: KnockId,
    sealed: Uint8Array,
    limits: { readonly now: number; readonly perInvitation: number },
  ): Promise<
    | { readonly kind: 'waiting'; readonly channel: ChannelId }
    | { readonly kind: 'known' | 'exists' | 'full' | 'unknown' }
  >;
  waitingKnocks(channel: ChannelKey, now: number, limit: number): Promise<readonly WaitingKnock[]>;
  /** `unknown` unless the knock waits at an invitation of this channel, or was answered with these same bytes. */
  admit(channel: ChannelKey, invitation: InvitationId, knock: KnockId, sealed: Uint8Array): Promise<'done' | 'unknown'>;
  dismiss(channel: ChannelKey, invitation: InvitationId, knock: KnockId | undefined): Promise<'done' | 'unknown'>;
  answer(
    invitation: InvitationId,
    knock: KnockId,
    now: number,
  ): Promise<
    { readonly kind: 'admitted'; readonly sealed: Uint8Array } | { readonly kind: 'waiting' | 'dismissed' | 'unknown' }
  >;
  forgetExpired(now: number): Promise<void>;
}

export interface VaultItem {
  readonly writeKey: Uint8Array;
  readonly version: number;
  readonly signature: Uint8Array;
  readonly sealed: Uint8Array;
}

export interface VaultStore {
  /** Keeps it if it is newer and of the same write key. The signature is the caller's to check first. `[VAULT-2]` */
  putVaultItem(id: Uint8Array, item: VaultItem): Promise<'done' | 'stale' | 'other-key'>;
  vaultItem(id: Uint8Array): Promise<VaultItem | undefined>;
}

/** What the sequencer needs of a channel to enter its beat. */
export interface GrownChannel {
  readonly channel: ChannelKey;
  /** Commitments folded into the frontier, and where in the record they end. */
  readonly treeSize: number;
  readonly treePosition: number;
  readonly frontier: readonly Uint8Array[];
  /** How large the tree was at its last beat. */
  readonly beatSize: number;
}

/** Where bundles of entries are kept among tiles. */
export const BUNDLE_LEVEL = -1;

export interface LogTile {
  /** {@link BUNDLE_LEVEL} for a bundle of entries. */
  readonly level: number;
  readonly index: number;
  readonly bytes: Uint8Array;
}

export interface LogState {
  readonly size: number;
  readonly frontier: readonly Uint8Array[];
  /** The signed note; empty before the first beat. */
  readonly checkpoint: string;
}

/** One beat, kept as a whole or not at all. */
export interface BeatWrite {
  /** The size that it extends: a beat on another size is refused, so that two sequencers cannot both win. */
  readonly fromSize: number;
  readonly state: LogState;
  /** The grown tiles and bundles, whole: each replaces the narrower one. */
  readonly tiles: readonly LogTile[];
  readonly beats: readonly (ChannelBeat & { readonly channel: ChannelKey })[];
  readonly digests: readonly { readonly digest: Uint8Array; readonly logIndex: number }[];
}

export interface LogStore {
  logState(): Promise<LogState>;
  /** Logged channels with entries after their last beat, those that waited longest first. */
  grownChannels(limit: number): Promise<readonly GrownChannel[]>;
  /** The next commitments of a channel's entries in record order, and the record position after the last item read. */
  commitments(
    channel: ChannelKey,
    from: number,
    itemsMax: number,
  ): Promise<{ readonly commitments: readonly Commitment[]; readonly position: number }>;
  keepFrontier(
    channel: ChannelKey,
    tree: { readonly size: number; readonly position: number; readonly frontier: readonly Uint8Array[] },
  ): Promise<void>;
  pendingDigests(limit: number): Promise<readonly Uint8Array[]>;
  writeBeat(beat: BeatWrite): Promise<'done' | 'moved'>;
  logTile(level: number, index: number): Promise<Uint8Array | undefined>;
  channelBeats(channel: ChannelKey, fromSize: number, limit: number): Promise<readonly ChannelBeat[]>;
  /** Where in the log a roster's or release's digest stands, once it does. */
  digestIndex(digest: Uint8Array): Promise<number | undefined>;
}

export interface StoredRoster {
  readonly digest: Uint8Array;
  /** The signed roster's bytes. */
  readonly bytes: Uint8Array;
}

export interface StoredCommunique {
  readonly number: number;
  readonly releaseDigest: Uint8Array;
  /** The body of the request that published it: release, consents and evidence. */
  readonly bytes: Uint8Array;
  readonly publishedAt: number;
}

export interface SpaceStore {
  /** Adds the roster if it is the space's next one, and queues its digest for the log. */
  putRoster(slug: string, sequence: number, roster: StoredRoster): Promise<'done' | 'known' | 'moved'>;
  /** From the first on; empty where there is no such space. */
  rosters(slug: string): Promise<readonly StoredRoster[]>;
  /** Numbers it, and queues its digest for the log. The same release again has the number it had. */
  putCommunique(slug: string, communique: Omit<StoredCommunique, 'number'>): Promise<number>;
  communique(slug: string, number: number): Promise<StoredCommunique | undefined>;
  /** Newest first. */
  communiques(slug: string, limit: number): Promise<readonly StoredCommunique[]>;
}

export interface StoredChair {
  readonly name: string;
  /** Opaque here, as are the next two. */
  readonly description: Uint8Array;
  readonly entropy: Uint8Array;
  readonly storage: Uint8Array;
}

/** The chairs of an example. */
export interface ExampleStore {
  /** Whether anybody ever opened a channel here. */
  hasChannels(): Promise<boolean>;
  /** Keeps a chair that nobody has taken; one of this name is replaced. */
  keepChair(chair: StoredChair): Promise<void>;
  /** In the order that they were kept. */
  chairs(): Promise<readonly { readonly description: Uint8Array; readonly taken: boolean }[]>;
  /** Gives the storage to whoever is first, and keeps no copy of it. */
  takeChair(
    name: string,
  ): Promise<{ readonly entropy: Uint8Array; readonly storage: Uint8Array | undefined } | undefined>;
}

export interface Store
  extends RecordStore,
    HoldingStore,
    BallotStore,
    RetentionStore,
    MailboxStore,
    VaultStore,
    LogStore,
    SpaceStore,
    ExampleStore {
  /** A small value of the venue's own, such as the hash of the convener token. */
  setting(name: string): Promise<Uint8Array | undefined>;
  putSetting(name: string, value: Uint8Array): Promise<void>;
  /** Finishes what is under way. */
  close(): Promise<void>;
}
