import { equal } from '../../base/bytes.ts';
import type { Commitment, Position } from '../../base/ids.ts';
import { type Opened, openEntry } from '../../protocol/seal/open-entry.ts';
import { openShare } from '../../protocol/seal/shares.ts';
import type { AtSeat } from '../at-seat.ts';
import { ClientError } from '../client-error.ts';
import { itemReadAt } from './item-read-at.ts';

export type ClaimedEntry = Extract<Opened, { kind: 'opened' }>;

/** The entry that a claim is about, opened again: the projection keeps what it means, not what it is. */
export async function claimedEntry(seat: AtSeat, entry: string): Promise<ClaimedEntry> {
  const view = seat.projection.entries[entry];
  if (view === undefined) throw new ClientError('DISCLOSURE_STATE', 'no such entry in this record');
  // The very item, to the byte: one with the same commitment may carry other shares.
  const item = await itemReadAt(seat, view.position as Position);
  const { keyring } = seat.record.parts;
  const opened = await openEntry(item, {
    channel: seat.identity.channel,
    recordSecret: (epoch) => keyring.of(epoch),
  });
  if (opened.kind !== 'opened' || !equal(opened.header.commitment, view.commitment)) {
    throw new ClientError('VENUE_MISBEHAVED', 'the item that was read is not the entry that it was');
  }
  return opened;
}

/** This party's share of the salt, 33 bytes. Throws `NO_SHARE_KEY`. */
export async function ownShareOf(
  seat: AtSeat,
  { header, shares }: ClaimedEntry,
  party: Uint8Array,
): Promise<Uint8Array> {
  const own = shares.find((share) => equal(share.party, party));
  const half = own && seat.held.half(own.generation);
  if (own === undefined || half === undefined) {
    throw new ClientError('NO_SHARE_KEY', 'this seat holds no share of that entry');
  }
  const context = { channel: header.channel, entry: header.entry, commitment: header.commitment as Commitment };
  const share = await openShare(context, own, half);
  // Whoever sealed it sealed noise: the audit will fail, and show it.
  return share ?? new Uint8Array(33);
}
