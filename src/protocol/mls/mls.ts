import type { Brand } from '../../base/brand.ts';
import type { ChannelId, Epoch, SeatId } from '../../base/ids.ts';

/** Where a leaf stands in its group. Filled again after a removal, so it names a device within one epoch only. */
export type LeafIndex = Brand<number, 'LeafIndex'>;

/** The private half of a {@link Device}, as bytes to keep. Erase them once a state has been made from them. */
export type DeviceSecrets = Brand<Uint8Array, 'DeviceSecrets'>;

declare const groupState: unique symbol;
/**
 * A device's view of one group at one epoch, with its secrets. A value: no operation changes it, except the
 * two that say that they erase. Keep it until the venue has ordered the commit that ends its epoch.
 */
export interface GroupState {
  readonly [groupState]: never;
}

/** One use only: for joining one group once. */
export interface Device {
  readonly seatId: SeatId;
  readonly keyPackage: Uint8Array;
  readonly secrets: DeviceSecrets;
  /** Ed25519. Made for this channel only. */
  readonly signaturePublicKey: Uint8Array;
}

export interface Leaf {
  readonly leafIndex: LeafIndex;
  readonly seatId: SeatId;
  /** Ed25519. Never changes while the leaf stands. */
  readonly signaturePublicKey: Uint8Array;
}

/** What a commit does: devices after = devices before, without `removed`, with `added`. */
export interface CommitSummary {
  /** The epoch that it ends. */
  readonly epoch: Epoch;
  /** `external`: it joins by this very commit, and is the one leaf in `added`. */
  readonly committer: Leaf & { readonly external: boolean };
  readonly added: readonly Leaf[];
  readonly removed: readonly Leaf[];
  readonly charterBefore: Uint8Array;
  readonly charterAfter: Uint8Array;
  /** External commits only: the pre-shared keys that it proves to hold. */
  readonly pskIds: readonly Uint8Array[];
  /** In clear to the venue, signed by the committer. */
  readonly authenticatedData: Uint8Array;
}

export interface Psk {
  readonly id: Uint8Array;
  readonly secret: Uint8Array;
}

export type RefusalReason =
  | 'MALFORMED' // not an MLS message in its one canonical encoding
  | 'WRONG_EPOCH'
  | 'OWN_COMMIT' // this device's own: go on from the `next` that was kept
  | 'UNSUPPORTED_PROPOSAL' // anything but Add, Remove, our GroupContextExtensions; by reference; a PSK by a member
  | 'NO_PATH' // anything but pure Adds needs one
  | 'UNKNOWN_PSK' // an external commit under a key that this device does not have
  | 'REJECTED_BY_JUDGE'
  | 'INVALID'; // unauthentic, of another group, not a commit, or against RFC 9420 or our profile

export type Processed =
  | { readonly kind: 'applied'; readonly next: GroupState; readonly commit: CommitSummary }
  /** This device's leaf was removed (or replaced): there is no next state. */
  | { readonly kind: 'removed'; readonly commit: CommitSummary }
  /** `detail` is for an engineer's log. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string };

/** The authority rule. Must decide by the summary alone, or members would part ways. */
export type Judge = (commit: CommitSummary) => boolean | Promise<boolean>;

export interface ProcessOptions {
  readonly judge: Judge;
  /** Only external commits ask for one. Without it they are refused if they name any. */
  readonly findPsk?: (id: Uint8Array) => Uint8Array | undefined;
}

export interface CommitChanges {
  readonly add?: readonly Uint8Array[];
  readonly remove?: readonly LeafIndex[];
  readonly charter?: Uint8Array;
  readonly authenticatedData?: Uint8Array;
}

export interface Committed {
  /** PrivateMessage. */
  readonly message: Uint8Array;
  readonly next: GroupState;
  /** One for all that were added. With the ratchet tree. */
  readonly welcome?: Uint8Array;
  readonly commit: CommitSummary;
}

export interface ExternalCommitRequest {
  readonly groupInfo: Uint8Array;
  readonly device: Device;
  /** The former leaf of the same seat that this device takes the place of. */
  readonly replace?: LeafIndex;
  readonly psk?: Psk;
  readonly authenticatedData?: Uint8Array;
}

export interface ExternallyCommitted {
  /** PublicMessage: whoever has no key of the group cannot make another. */
  readonly message: Uint8Array;
  readonly next: GroupState;
  readonly commit: CommitSummary;
}

/** Read, not authenticated: `externalCommit` checks the signature and the tree, and only that they agree. */
export interface GroupInfoView {
  readonly channelId: ChannelId;
  readonly epoch: Epoch;
  readonly confirmationTag: Uint8Array;
  readonly treeHash: Uint8Array;
  readonly charter: Uint8Array;
  readonly leaves: readonly Leaf[];
  readonly signer: LeafIndex;
}

/**
 * One MLS group (RFC 9420) a channel: suite 1, basic credentials that are seat ids, the charter as the
 * one GroupContext extension (0xF0C1).
 *
 * Handshakes only: entries are sealed under exported secrets, never as MLS application messages.
 * Methods throw MlsError alone. `process` never throws on what came from outside.
 */
export interface Mls {
  createDevice(of: { readonly seatId: SeatId }): Promise<Device>;
  /** Whose device a key package would seat. Its signature is checked when it is added. Throws `BAD_KEY_PACKAGE`. */
  readKeyPackage(keyPackage: Uint8Array): Pick<Leaf, 'seatId' | 'signaturePublicKey'>;
  createGroup(of: {
    readonly channelId: ChannelId;
    readonly device: Device;
    readonly charter: Uint8Array;
  }): Promise<GroupState>;
  joinByWelcome(welcome: Uint8Array, device: Device): Promise<GroupState>;
  externalCommit(request: ExternalCommitRequest): Promise<ExternallyCommitted>;

  /**
   * Nothing to change means an update of one's own keys. Carries a path, except where it only adds.
   * `state` stays as it was: go on from `next` only once the venue has ordered `message`, and store
   * `next` before sending, since a device cannot process its own commit.
   */
  commit(state: GroupState, changes: CommitChanges): Promise<Committed>;

  /**
   * Authenticates, checks and judges a commit of another member or of one who joins. Refusing changes
   * nothing, so the next candidate of the same epoch can be tried. The judge sees only commits that are
   * valid but for its own word; one that removes this device cannot be checked against the next epoch's keys.
   */
  process(state: GroupState, message: Uint8Array, options: ProcessOptions): Promise<Processed>;

  /** With external_pub and the ratchet tree: whoever has it can knock by `externalCommit`. */
  groupInfo(state: GroupState): Promise<Uint8Array>;
  readGroupInfo(bytes: Uint8Array): GroupInfoView;

  channelId(state: GroupState): ChannelId;
  epoch(state: GroupState): Epoch;
  charter(state: GroupState): Uint8Array;
  leaves(state: GroupState): readonly Leaf[];
  ownLeafIndex(state: GroupState): LeafIndex;
  confirmationTag(state: GroupState): Uint8Array;
  treeHash(state: GroupState): Uint8Array;

  /** RFC 9420, section 8.5. */
  exporter(state: GroupState, label: string, context: Uint8Array, length: number): Promise<Uint8Array>;
  /** The same state, able to do all but export. Erases the exporter's secret in the given one too. */
  withoutExporter(state: GroupState): GroupState;
  /** Zeroes every secret of a state whose epoch has ended, but what its successor shares with it. */
  erase(superseded: GroupState, successor?: GroupState): void;

  /** Ed25519 with the leaf's key. Not domain-separated: the caller's bytes must start with a domain of their own. */
  sign(state: GroupState, bytes: Uint8Array): Promise<Uint8Array>;
  signAsDevice(device: Device, bytes: Uint8Array): Promise<Uint8Array>;

  serialise(state: GroupState): Uint8Array;
  deserialise(bytes: Uint8Array): GroupState;
}
