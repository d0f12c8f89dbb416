import type { SeatId } from '../../base/ids.ts';
import type { Decoded } from '../codec/codec.ts';
import { bool, fixed, id, list, struct } from '../codec/shapes.ts';
import { DEVICES_PER_SEAT_MAX, SEATS_MAX } from './limits.ts';

/**
 * What the venue knows of a seat: the keys that log in for it, and whether it may change other seats' devices.
 *
 * The keys were made for this channel only, so that they join no seats of a person. `[SEAT-1]`
 */
export const deviceSeat = struct('device seat', {
  seat: id<SeatId>('seat'),
  accessKey: fixed('access key', 32),
  steward: bool('steward'),
  leafSignatureKeys: list('leaf signature keys', fixed('leaf signature key', 32), { max: DEVICES_PER_SEAT_MAX }),
});

export type DeviceSeat = Decoded<typeof deviceSeat>;

/** A channel's device list, as of one epoch. */
export const deviceList = list('device list', deviceSeat, { min: 1, max: SEATS_MAX });
