import { equal } from '../../base/bytes.ts';
import type { SeatId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { DeviceSeat } from '../../protocol/handshake/device-seat.ts';
import type { LoginAs } from '../../protocol/wire/login.ts';

/** Who may log in to a channel, as its last handshake says. */
export class DeviceList {
  readonly #seats: readonly DeviceSeat[];
  readonly #byKey = new Map<string, DeviceSeat>();

  constructor(seats: readonly DeviceSeat[]) {
    this.#seats = seats;
    for (const seat of seats) {
      this.#add(loginKey('seat', seat.accessKey), seat);
      for (const key of seat.leafSignatureKeys) this.#add(loginKey('device', key), seat);
    }
  }

  seatOf(key: string): DeviceSeat | undefined {
    return this.#byKey.get(key);
  }

  hasSeat(seat: SeatId): boolean {
    return this.#seats.some((each) => equal(each.seat, seat));
  }

  /**
   * Whether the seat that posts a handshake may change this list to `next`. `[ORDER-5]`
   *
   * A steward may change anything. Another seat may change which devices it has itself, and neither leave, nor
   * renew its access key, nor make itself a steward: that would be changing the rest one handshake later. Nobody may
   * list a key twice: who has another seat's key among its own devices could not be removed without that seat.
   */
  allows(poster: DeviceSeat, next: readonly DeviceSeat[]): boolean {
    if (!hasDistinctKeys(next)) return false;
    if (poster.steward) return true;
    if (next.length !== this.#seats.length) return false;
    return this.#seats.every((before, i) => {
      const after = next[i] as DeviceSeat;
      const isKept = sameSeat(before, after);
      return isKept && (equal(before.seat, poster.seat) || sameDevices(before, after));
    });
  }

  /** The first holder keeps a key, in a list that was ordered before keys had to differ. */
  #add(key: string, seat: DeviceSeat): void {
    if (!this.#byKey.has(key)) this.#byKey.set(key, seat);
  }
}

/** Whether every seat, and every key, leaf's or access key, stands once. */
export function hasDistinctKeys(seats: readonly DeviceSeat[]): boolean {
  const ids = new Set(seats.map(({ seat }) => toHex(seat)));
  const keys = seats.flatMap(({ accessKey, leafSignatureKeys }) => [accessKey, ...leafSignatureKeys]);
  return ids.size === seats.length && new Set(keys.map(toHex)).size === keys.length;
}

/** The name of a login in maps: a leaf's key never stands for an access key. */
export function loginKey(as: LoginAs, key: Uint8Array): string {
  return `${as} ${toHex(key)}`;
}

function sameSeat(a: DeviceSeat, b: DeviceSeat): boolean {
  return equal(a.seat, b.seat) && equal(a.accessKey, b.accessKey) && a.steward === b.steward;
}

function sameDevices(a: DeviceSeat, b: DeviceSeat): boolean {
  const { leafSignatureKeys: keys } = a;
  return (
    keys.length === b.leafSignatureKeys.length &&
    keys.every((key, i) => equal(key, b.leafSignatureKeys[i] as Uint8Array))
  );
}
