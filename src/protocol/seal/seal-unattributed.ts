import type { ChannelId, EntryId, Epoch } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import type { Charter } from '../charter/charter.ts';
import { commit } from '../commitment/commitment.ts';
import type { Seen } from './body.ts';
import { checkPayload, sealBody } from './seal-body.ts';
import { sealShares } from './shares.ts';

/** Names no seat, and holds nothing that could differ between two seats of the room. */
export interface UnattributedRequest {
  readonly channel: ChannelId;
  readonly epoch: Epoch;
  readonly entry: EntryId;
  readonly payload: Uint8Array;
  /** Random, and kept no longer than until the entry was read back. `[UNATTR-5]` */
  readonly salt: Uint8Array;
  /** The record before the handshake that began the epoch: the same for all. `[UNATTR-4]` */
  readonly seen: Seen;
  readonly recordSecret: Uint8Array;
  /** Of this epoch. */
  readonly charter: Charter;
  readonly random: Randomness;
}

/**
 * Seals an entry that does not say who wrote it, for everyone seated in the channel now.
 *
 * Does not hide how long it is within its size class, nor the hand of who wrote it. Throws SealError `PAYLOAD_SIZE`.
 */
export async function sealUnattributed(request: UnattributedRequest): Promise<Uint8Array> {
  const { channel, epoch, entry, payload, salt, charter, random } = request;
  checkPayload(payload);
  const commitment = commit(salt, payload);
  const shares = await sealShares({ channel, entry, commitment }, { charter, salt, author: undefined, random });
  const { size, root } = request.seen;
  const said = {
    payload,
    time: undefined,
    seen: { size, root },
    shares,
    attribution: { kind: 'unattributed' },
  } as const;
  return await sealBody({ channel, epoch, entry, commitment, isWithToken: true }, said, request);
}
