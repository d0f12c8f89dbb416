import { equal } from '../../base/bytes.ts';
import type { EntryId, Epoch, Position } from '../../base/ids.ts';
import { findSeat } from '../../protocol/charter/charter.ts';
import { verifyEnvelope } from '../../protocol/handshake/envelope-signature.ts';
import type { Founding } from '../../protocol/handshake/founding.ts';
import type { Handshake } from '../../protocol/handshake/handshake.ts';
import { FOUNDING_ID, openGroupInfo } from '../../protocol/seal/channel-key.ts';
import { describes, readGroupInfo } from '../group/accept-handshake.ts';
import type { ChannelSecret } from '../group/channel-secrets.ts';
import type { EpochState } from '../group/epoch-state.ts';
import type { RecordOf } from './record-of.ts';

/** A handshake that this device is to go on from when it finds it in the record. */
export interface Expected {
  /** Its own id, or, where others made it, its place. The founding stands at 0. */
  readonly where: { readonly id: EntryId } | { readonly position: Position };
  readonly next: EpochState;
  readonly secret: ChannelSecret;
}

/** Where an item stands, and in which epoch it was found. */
export interface Found {
  readonly position: Position;
  /** That of this device's group, or as it is seen from outside; `undefined` where it is not known. */
  readonly epoch: Epoch | undefined;
  readonly isSeated: boolean;
}

/** Which of several an item is; without its content being looked at. */
export function expectedAt(
  expected: readonly Expected[],
  read: Founding | Handshake,
  { position, epoch, isSeated }: Found,
): Expected | undefined {
  return expected.find(({ where }) => {
    // Its own commit counts only upon the epoch that it was made upon.
    if ((isSeated || 'id' in where) && (read.kind === 'founding' || read.epoch !== epoch)) return false;
    return 'position' in where ? where.position === position : read.kind === 'handshake' && equal(read.id, where.id);
  });
}

/**
 * Whether the item is what was expected, to the byte: signed by who made it, and with the group info of the state that
 * this device has. The venue chose neither. `[ORDER-6]` `[JOIN-4]`
 */
export async function isAsExpected(
  of: RecordOf,
  { where, next, secret }: Expected,
  read: Founding | Handshake,
): Promise<boolean> {
  const { channel, mls, keys } = of;
  const own = findSeat(next.charter, of.seat);
  const host = own && findSeat(next.charter, own.vouchedBy);
  const signKey = 'id' in where ? keys.sign.publicKey : host?.signKey;
  if (signKey === undefined || !(await verifyEnvelope(signKey, read))) return false;
  const handshake = read.kind === 'founding' ? FOUNDING_ID : read.id;
  const under = { channelKey: secret.channelKey, channel, handshake };
  const groupInfo = await openGroupInfo(under, read.rejoin.sealedGroupInfo);
  const view = groupInfo && readGroupInfo(mls, groupInfo);
  return view !== undefined && describes(mls, view, next);
}
