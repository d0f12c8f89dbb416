import { compare, equal } from '../../base/bytes.ts';
import type { Charter } from '../../protocol/charter/charter.ts';
import { encode } from '../../protocol/codec/codec.ts';
import { readable } from '../../protocol/codec/readable.ts';
import { type DeviceSeat, deviceList } from '../../protocol/handshake/device-seat.ts';
import type { Leaf } from '../../protocol/mls/mls.ts';

/** The one device list of an epoch: seats as the charter orders them, keys in ascending order. `[ORDER-2]` */
export function deviceSeats(charter: Charter, leaves: readonly Leaf[]): readonly DeviceSeat[] {
  return charter.seats.map(({ seat, accessKey, role }) => ({
    seat,
    accessKey,
    steward: role === 'steward',
    leafSignatureKeys: leaves
      .filter(({ seatId }) => equal(seatId, seat))
      .map(({ signaturePublicKey }) => signaturePublicKey)
      .sort(compare),
  }));
}

/** False too where one of them is none that could be told to a venue. */
export function sameDevices(a: readonly DeviceSeat[], b: readonly DeviceSeat[]): boolean {
  const [one, other] = [a, b].map((list) => readable(() => encode(deviceList, list)));
  return one !== undefined && other !== undefined && equal(one, other);
}
