import { type EntryId, idFromText, idText } from '../../base/ids.ts';
import { decodeCharter } from '../../protocol/charter/charter.ts';
import { Frontier } from '../../protocol/merkle/frontier.ts';
import type { Mls } from '../../protocol/mls/mls.ts';
import { RecordTree } from '../../protocol/record-tree/record-tree.ts';
import { authKeyId } from '../../protocol/seal/announcement.ts';
import { keyIdText } from '../../protocol/seal/attribution.ts';
import { restoreProjection, snapshotProjection } from '../../records/projection.ts';
import { ClientError } from '../client-error.ts';
import { ChannelKeys } from '../group/channel-keys.ts';
import type { EpochState } from '../group/epoch-state.ts';
import { Keyring } from '../keyring.ts';
import { AnchorCheck } from './anchor-check.ts';
import type { RecordParts } from './channel-record.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';

/** A record as bytes to keep. The tree is kept as its edge: later heads hash in all that was before. */
export function keepRecord(mls: Mls, parts: Readonly<RecordParts>): Uint8Array {
  const frontier = parts.tree.frontier();
  return encodeCheckpoint({
    version: 1,
    phase: parts.phase,
    lastHandshake: parts.lastHandshake,
    epoch: parts.epoch,
    epochSince: parts.epochSince,
    lastTime: parts.lastTime,
    anchor: parts.anchor.state === 'awaited' ? parts.anchor.anchor : undefined,
    group: parts.state && mls.serialise(parts.state.group),
    postingKey: parts.state?.postingKey,
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
    entriesOfEpoch: [...parts.entriesOfEpoch].map((text) => idFromText<EntryId>(text) as EntryId),
    authenticationKeys: [...parts.knownKeys.values()],
    projection: snapshotProjection(parts.room),
  });
}

/** Throws ClientError `STORAGE_BROKEN`; what cannot be read here can be read again from the venue. */
export function restoreRecord(mls: Mls, bytes: Uint8Array): RecordParts {
  try {
    const kept = decodeCheckpoint(bytes);
    const room = restoreProjection(kept.projection);
    if (room === undefined) throw new ClientError('STORAGE_BROKEN', 'the projection was kept by another version');
    const keyring = new Keyring(kept.keyring.map(({ epoch, recordSecret }) => [epoch, recordSecret]));
    const recordSecret = keyring.of(kept.epoch);
    const state =
      kept.group && kept.postingKey && recordSecret
        ? restoreEpoch(mls, { group: kept.group, postingKey: kept.postingKey, recordSecret })
        : undefined;
    return {
      phase: kept.phase,
      tree: RecordTree.fromFrontier(new Frontier(kept.frontierSize, kept.frontierHashes)),
      keyring,
      channelKeys: new ChannelKeys(kept.channelKeys),
      state,
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
      room,
      knownKeys: new Map(kept.authenticationKeys.map((key) => [keyIdText(authKeyId(key.authKey)), key])),
      entriesOfEpoch: new Set(kept.entriesOfEpoch.map(idText)),
    };
  } catch (cause) {
    if (cause instanceof ClientError) throw cause;
    throw new ClientError('STORAGE_BROKEN', 'what this device remembered of a seat does not read', { cause });
  }
}

export function restoreEpoch(
  mls: Mls,
  kept: { readonly group: Uint8Array; readonly postingKey: Uint8Array; readonly recordSecret: Uint8Array },
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
  };
}
