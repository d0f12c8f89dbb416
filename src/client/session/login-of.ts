import { sign } from '../../protocol/crypto/ed25519.ts';
import type { Mls } from '../../protocol/mls/mls.ts';
import type { SeatKeys } from '../../protocol/seal/seat-keys.ts';
import type { LoginAs } from '../../protocol/wire/login.ts';
import { ClientError } from '../client-error.ts';
import type { Login } from '../connection/channel-connection.ts';
import type { ChannelRecord } from '../record/channel-record.ts';

/** Who this device is by now: its leaf, where it has one and is to be asked for as one, or else its seat. */
export function loginOf(
  of: { readonly mls: Mls; readonly keys: SeatKeys; readonly record: ChannelRecord },
  as: LoginAs,
): Login {
  const { mls, keys, record } = of;
  const { state } = record.parts;
  const { expected } = record;
  // Seated by others, this device is known to the venue before it has read so.
  const group = state?.group ?? (expected && 'position' in expected.where ? expected.next.group : undefined);
  if (as === 'seat' || group === undefined) {
    const { access } = keys;
    return { as: 'seat', key: access.publicKey, sign: (statement) => sign(access.seed, statement) };
  }
  const own = mls.leaves(group).find(({ leafIndex }) => leafIndex === mls.ownLeafIndex(group));
  if (own === undefined) throw new ClientError('NOT_SEATED', 'this device has no leaf');
  return { as: 'device', key: own.signaturePublicKey, sign: (statement) => mls.sign(group, statement) };
}
