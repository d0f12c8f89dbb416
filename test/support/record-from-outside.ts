import { ChannelKeys } from '../../src/client/group/channel-keys.ts';
import { Keyring } from '../../src/client/keyring.ts';
import { ChannelRecord } from '../../src/client/record/channel-record.ts';
import type { Seat } from '../../src/client/seat.ts';
import { sha256 } from '../../src/protocol/crypto/sha256.ts';
import type { Anchor } from '../../src/protocol/joining/anchor.ts';
import { Frontier } from '../../src/protocol/merkle/frontier.ts';
import type { Person } from './house.ts';

/** What a seat's vault item would say of the record now. `[REJOIN-2]` */
export function anchorOf(seat: Seat): Anchor {
  const { size, root } = seat.record.head;
  return { size, root, epoch: seat.epoch.epoch, charterDigest: sha256(seat.epoch.charterBytes) };
}

/** The seat's record as a device begins it that has its vault item, as of now, and nothing else. */
export function recordFromOutside(person: Person, seat: Seat, anchor: Anchor | undefined = anchorOf(seat)) {
  const { mls, clock } = person;
  const { keyring, channelKeys } = seat.record.parts;
  return ChannelRecord.begin(
    { mls, clock: () => clock(), channel: seat.identity.channel, seat: seat.seatId, keys: seat.keys },
    {
      frontier: new Frontier(),
      keyring: new Keyring(keyring.from(0).map(({ epoch, recordSecret }) => [epoch, recordSecret])),
      channelKeys: new ChannelKeys(channelKeys.from(0)),
      anchor,
    },
  );
}
