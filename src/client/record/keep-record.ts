import { decodeCharter } from '../../protocol/charter/charter.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { sha256 } from '../../protocol/crypto/sha256.ts';
import { Frontier } from '../../protocol/merkle/frontier.ts';
import type { Mls } from '../../protocol/mls/mls.ts';
import { RecordTree } from '../../protocol/record-tree/record-tree.ts';
import { authKeyId } from '../../protocol/seal/announcement.ts';
import { keyIdText } from '../../protocol/seal/attribution.ts';
import { emptyProjection } from '../../records/projection.ts';
import { CHANGES_VERSION } from '../../records/projection-change.ts';
import { RecordsError } from '../../records/records-error.ts';
import { ClientError } from '../client-error.ts';
import type { Device } from '../device.ts';
import { ChannelKeys } from '../group/channel-keys.ts';
import type { EpochState } from '../group/epoch-state.ts';
import { Keyring } from '../keyring.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import type { Storage } from '../storage/storage.ts';
import { AnchorCheck } from './anchor-check.ts';
import { Breath } from './breath.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { Journal, type Replayed } from './journal.ts';
import { recordKeys } from './record-keys.ts';
import { begunParts, type RecordParts } from './record-parts.ts';
import { readSnapshot } from './snapshot.ts';

/** A record as bytes to keep. The tree is kept as its edge: later heads hash in all that was before. */
export function keepRecord(mls: Mls, parts: Readonly<RecordParts>): Uint8Array {
  const frontier = parts.tree.frontier();
  return encodeCheckpoint({
    version: 3,
    phase: parts.phase,
    lastHandshake: parts.lastHandshake,
    epoch: parts.epoch,
    epochSince: parts.epochSince,
    lastTime: parts.lastTime,
    anchor: parts.anchor.state === 'awaited' ? parts.anchor.anchor : undefined,
    group: parts.state && mls.serialise(parts.state.group),
    postingKey: parts.state?.postingKey,
    postingSeed: parts.state?.postingSeed,
    epochStarts: [...parts.epochStarts].map(([epoch, start]) => ({
      epoch,
      position: start.position,
      since: start.since,
      generation: start.generation,
      frontier: start.frontier.hashes,
    })),
    channelKeys: parts.channelKeys.from(0),
    keyring: parts.keyring.from(0),
    frontierSize: frontier.size,
    frontierHashes: frontier.hashes,
    authenticationKeys: [...parts.knownKeys.values()],
    journal: parts.journal.kept,
  });
}

/**
 * The record as it was kept. Lets others have their turn meanwhile.
 *
 * Where its projection cannot be made again (a part is gone, or was kept by another version), the record is to be read
 * once more from its beginning, from outside, with the keys that are there, and is held against what was known of it:
 * as for a seat that came back from its phrase. Throws ClientError `STORAGE_BROKEN` where the checkpoint itself does not
 * read.
 */
export async function restoreRecord(device: Device, identity: SeatIdentity, bytes: Uint8Array): Promise<RecordParts> {
  const kept = readCheckpoint(bytes);
  let played: Replayed;
  try {
    played = await playJournal(device.storage, identity, kept);
  } catch (cause) {
    if (!isUnreadable(cause)) throw cause;
    return toBeReadAgain(device.mls, identity, kept, device.clock());
  }
  return restoredParts(device.mls, kept, played);
}

/** As {@link restoreRecord}, of a checkpoint that was written before the journal's first page was full. */
export function restoreYoungRecord(mls: Mls, identity: SeatIdentity, bytes: Uint8Array): RecordParts {
  const kept = readCheckpoint(bytes);
  const { channel } = identity;
  return restoredParts(
    mls,
    kept,
    Journal.replayTail({ room: emptyProjection(channel), kept: kept.journal, epoch: kept.epoch }),
  );
}

function readCheckpoint(bytes: Uint8Array): Checkpoint {
  try {
    return decodeCheckpoint(bytes);
  } catch (cause) {
    throw new ClientError('STORAGE_BROKEN', 'what this device remembered of a seat does not read', { cause });
  }
}

async function playJournal(
  storage: Storage,
  identity: SeatIdentity,
  { journal, epoch }: Checkpoint,
): Promise<Replayed> {
  const { channel } = identity;
  const { generation, chunks, version } = journal;
  if (version !== CHANGES_VERSION) throw new ClientError('STORAGE_BROKEN', 'a journal of another version');
  const breath = new Breath();
  const snapshot = chunks > 0 ? await readSnapshot(storage, identity, { generation, chunks }, breath) : undefined;
  const page = async (number: number) => {
    const value = await storage.get(recordKeys(channel).page(generation, number));
    if (value === undefined) throw new ClientError('STORAGE_BROKEN', 'a page of the journal is gone');
    return value;
  };
  const of = {
    room: snapshot?.room ?? emptyProjection(channel),
    used: snapshot?.epoch === epoch ? snapshot.used : [],
    kept: journal,
    epoch,
  };
  return await Journal.replay(of, page, breath);
}

function isUnreadable(error: unknown): boolean {
  return error instanceof ClientError || error instanceof RecordsError || error instanceof CodecError;
}

function restoredParts(mls: Mls, kept: Checkpoint, { journal, used }: Replayed): RecordParts {
  const keyring = keyringOf(kept);
  return {
    phase: kept.phase,
    tree: RecordTree.fromFrontier(frontierOf(kept)),
    keyring,
    channelKeys: new ChannelKeys(kept.channelKeys),
    state: stateOf(mls, kept, keyring),
    outside: undefined,
    epoch: kept.epoch,
    epochSince: kept.epochSince,
    lastTime: kept.lastTime,
    anchor: new AnchorCheck(kept.anchor),
    lastHandshake: kept.lastHandshake,
    epochStarts: new Map(
      kept.epochStarts.map(({ epoch, position, since, generation, frontier }) => [
        epoch,
        { position, since, generation, frontier: new Frontier(position, frontier) },
      ]),
    ),
    journal,
    room: journal.room,
    knownKeys: new Map(kept.authenticationKeys.map((key) => [keyIdText(authKeyId(key.authKey)), key])),
    entriesOfEpoch: new Set(used),
  };
}

function toBeReadAgain(mls: Mls, { channel }: SeatIdentity, kept: Checkpoint, now: number): RecordParts {
  const channelKeys = new ChannelKeys(kept.channelKeys);
  const keyring = keyringOf(kept);
  const state = stateOf(mls, kept, keyring);
  const known = state && {
    ...RecordTree.fromFrontier(frontierOf(kept)).head(),
    epoch: state.epoch,
    charterDigest: sha256(state.charterBytes),
  };
  return {
    ...begunParts(channel, { frontier: new Frontier(), keyring, channelKeys, anchor: known ?? kept.anchor }, now),
    // Whoever was removed has nobody to ask.
    ...(kept.phase === 'removed' ? { phase: kept.phase } : {}),
  };
}

function keyringOf({ keyring }: Checkpoint): Keyring {
  return new Keyring(keyring.map(({ epoch, recordSecret }) => [epoch, recordSecret]));
}

function frontierOf({ frontierSize, frontierHashes }: Checkpoint): Frontier {
  return new Frontier(frontierSize, frontierHashes);
}

function stateOf(
  mls: Mls,
  { group, postingKey, postingSeed, epoch }: Checkpoint,
  keyring: Keyring,
): EpochState | undefined {
  const recordSecret = keyring.of(epoch);
  return group && postingKey && postingSeed && recordSecret
    ? restoreEpoch(mls, { group, postingKey, postingSeed, recordSecret })
    : undefined;
}

export function restoreEpoch(
  mls: Mls,
  kept: {
    readonly group: Uint8Array;
    readonly postingKey: Uint8Array;
    readonly postingSeed: Uint8Array;
    readonly recordSecret: Uint8Array;
  },
): EpochState {
  const group = mls.deserialise(kept.group);
  const charterBytes = mls.charter(group);
  return {
    epoch: mls.epoch(group),
    group,
    charter: decodeCharter(charterBytes),
    charterBytes,
    leaves: mls.leaves(group),
    recordSecret: kept.recordSecret,
    postingKey: kept.postingKey,
    postingSeed: kept.postingSeed,
  };
}
