import type { ChannelId, Epoch, Position } from '../../base/ids.ts';
import type { Charter } from '../../protocol/charter/charter.ts';
import type { Anchor } from '../../protocol/joining/anchor.ts';
import type { Frontier } from '../../protocol/merkle/frontier.ts';
import { type RecordHead, RecordTree } from '../../protocol/record-tree/record-tree.ts';
import type { AcceptedKey } from '../../protocol/seal/attribution.ts';
import { type ChannelProjection, emptyProjection } from '../../records/projection.ts';
import type { ChannelKeys } from '../group/channel-keys.ts';
import type { EpochState } from '../group/epoch-state.ts';
import type { Keyring } from '../keyring.ts';
import { AnchorCheck } from './anchor-check.ts';
import type { EpochFromOutside } from './handshake-from-outside.ts';
import { Journal } from './journal.ts';

/**
 * Where a device stands towards a channel's group.
 *
 * before-joining → seated → removed. `before-joining` reads what its keyring opens, and waits for the one handshake
 * that seats it: the founding, its admission, or its own external commit.
 */
export type Phase = 'before-joining' | 'seated' | 'removed';

/** Where somebody's record begins who may read from an epoch on. `[RECORD-5]` */
export interface EpochStart {
  readonly position: Position;
  /** By this device's clock. */
  readonly since: number;
  readonly frontier: Frontier;
  /** Of the channel key under which its group info was sealed. */
  readonly generation: number;
}

/** All that a record is made of, so that it can be put down and taken up again. Owned by the record. */
export interface RecordParts {
  phase: Phase;
  readonly tree: RecordTree;
  readonly keyring: Keyring;
  readonly channelKeys: ChannelKeys;
  state: EpochState | undefined;
  /** The present epoch, where it was learnt from a group info rather than from a group. Not put down. */
  outside: EpochFromOutside | undefined;
  epoch: Epoch;
  epochSince: number;
  lastHandshake: Position;
  /** Of the epochs that this device saw begin: where, and the record's edge before that. */
  readonly epochStarts: Map<Epoch, EpochStart>;
  /** The journal's. */
  readonly room: ChannelProjection;
  readonly journal: Journal;
  /** The latest time that an entry claimed, and no later than this device's clock. */
  lastTime: number;
  readonly knownKeys: Map<string, AcceptedKey>;
  readonly entriesOfEpoch: Set<string>;
  /** What the record is held against, by a seat that comes back. `[REJOIN-2]` */
  readonly anchor: AnchorCheck;
}

export interface RecordBeginning {
  readonly frontier: Frontier;
  readonly keyring: Keyring;
  readonly channelKeys: ChannelKeys;
  readonly anchor?: Anchor | undefined;
}

/** Of a record that begins at a frontier, with the keys that were given for what follows. */
export function begunParts(channel: ChannelId, from: RecordBeginning, now: number): RecordParts {
  const room = emptyProjection(channel);
  return {
    phase: 'before-joining',
    tree: RecordTree.fromFrontier(from.frontier),
    keyring: from.keyring,
    channelKeys: from.channelKeys,
    state: undefined,
    outside: undefined,
    epoch: 0 as Epoch,
    epochSince: now,
    lastHandshake: 0 as Position,
    epochStarts: new Map(),
    room,
    journal: new Journal(room),
    knownKeys: new Map(),
    entriesOfEpoch: new Set(),
    lastTime: now,
    anchor: new AnchorCheck(from.anchor),
  };
}

/** An epoch begins, and what was remembered for the one before is forgotten. */
export function turnEpoch(parts: RecordParts, epoch: Epoch, now: number, start?: EpochStart): void {
  if (start !== undefined) parts.epochStarts.set(epoch, start);
  parts.epoch = epoch;
  parts.epochSince = now;
  parts.knownKeys.clear();
  parts.entriesOfEpoch.clear();
}

/** Of the present epoch, as far as this device knows it. */
export function charterOf({ state, outside }: Readonly<RecordParts>): Charter | undefined {
  return state?.charter ?? outside?.charter;
}

/** The record before the handshake that began an epoch, the present one unless said: what an unattributed entry has as last seen. */
export function epochHeadOf(
  { epochStarts, epoch: present }: Readonly<RecordParts>,
  epoch: Epoch = present,
): RecordHead | undefined {
  const start = epochStarts.get(epoch);
  return start && RecordTree.fromFrontier(start.frontier).head();
}
