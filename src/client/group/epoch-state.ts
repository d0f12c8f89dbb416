import { equal } from '../../base/bytes.ts';
import type { Epoch, PartyId, SeatId } from '../../base/ids.ts';
import {
  type Charter,
  type CharterParty,
  type CharterSeat,
  decodeCharter,
  findSeat,
} from '../../protocol/charter/charter.ts';
import { publicKey } from '../../protocol/crypto/ed25519.ts';
import type { GroupState, Leaf, Mls } from '../../protocol/mls/mls.ts';
import { EXPORT_LABELS, EXPORTED_BYTES } from '../../protocol/seal/record-keys.ts';
import { ClientError } from '../client-error.ts';

/**
 * One epoch of a channel as a member holds it. A value: the next epoch is another one.
 *
 * `group` can no longer export: what is exported is here. `[KEYS-1]`
 */
export interface EpochState {
  readonly epoch: Epoch;
  readonly group: GroupState;
  readonly charter: Charter;
  readonly charterBytes: Uint8Array;
  readonly leaves: readonly Leaf[];
  readonly recordSecret: Uint8Array;
  readonly postingKey: Uint8Array;
  /** Whoever can sign with it is a member of this epoch. */
  readonly postingSeed: Uint8Array;
}

export interface EnteredEpoch {
  readonly state: EpochState;
  /** For the commit that renews the channel key; to be forgotten otherwise. */
  readonly exportedChannelKey: Uint8Array;
}

/** Takes from a new group state all that will be needed of it, and erases its exporter. */
export async function enterEpoch(mls: Mls, group: GroupState): Promise<EnteredEpoch> {
  const channel = mls.channelId(group);
  const take = (label: string) => mls.exporter(group, label, channel, EXPORTED_BYTES);
  const [recordSecret, postingSeed, exportedChannelKey] = await Promise.all([
    take(EXPORT_LABELS.record),
    take(EXPORT_LABELS.posting),
    take(EXPORT_LABELS.channelKey),
  ]);
  const kept = mls.withoutExporter(group);
  const charterBytes = mls.charter(kept);
  return {
    state: {
      epoch: mls.epoch(kept),
      group: kept,
      charter: decodeCharter(charterBytes),
      charterBytes,
      leaves: mls.leaves(kept),
      recordSecret,
      postingKey: await publicKey(postingSeed),
      postingSeed,
    },
    exportedChannelKey,
  };
}

export function seatIn(charter: Charter, seat: SeatId): CharterSeat {
  const found = findSeat(charter, seat);
  if (found === undefined) throw new ClientError('UNKNOWN_SEAT', 'no such seat in this channel now');
  return found;
}

export function partyIn(charter: Charter, party: PartyId): CharterParty {
  const found = charter.parties.find((each) => equal(each.party, party));
  if (found === undefined) throw new ClientError('UNKNOWN_PARTY', 'no such party in this channel');
  return found;
}

/** Which seats of a party sit in the channel now. */
export function seatsOf(charter: Charter, party: PartyId): readonly CharterSeat[] {
  return charter.seats.filter((seat) => equal(seat.party, party));
}
