import type { ChannelId, Position } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { DeviceSeat } from '../../protocol/handshake/device-seat.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import type { ChannelKey, ChannelState } from '../store/store.ts';
import { DeviceList } from './device-list.ts';
import type { DeliveryLimits } from './limits.ts';
import { itemsFrame, type SocketFrame } from './socket-frames.ts';
import { TokenBucket } from './token-bucket.ts';

/** Who is connected to a channel, as the channel sees it. */
export interface Listener {
  /** Names key and role of the login. */
  readonly loginKey: string;
  send(requestId: number, message: VenueMessage): void;
  /** Items from one position up to another. */
  sendLive(frame: SocketFrame, from: number, to: number): void;
  end(close: 'removed', code: 'REMOVED'): void;
}

/** An item that is durable now. `deviceSeats` is a handshake's list for what comes after it. */
export interface DurableItem {
  readonly position: Position;
  readonly item: Uint8Array;
  readonly deviceSeats: readonly DeviceSeat[] | undefined;
}

/**
 * A channel that somebody is connected to: the head of its record, as far as it is durable, and who listens.
 *
 * All of it can be read from the store again, and is, when the first device connects.
 */
export class LiveChannel {
  readonly id: ChannelId;
  readonly key: ChannelKey;
  // Owned by this class: moved on by `deliver` alone.
  #size: number;
  #lastHandshake: Position;
  #devices: DeviceList;
  readonly #connections = new Set<Listener>();
  readonly #deviceBuckets = new Map<string, TokenBucket>();
  /** By the seat's id: a seat may make itself as many device keys as it likes. */
  readonly #handshakeBuckets = new Map<string, TokenBucket>();
  readonly #bucket: TokenBucket;
  readonly #limits: DeliveryLimits;

  constructor(id: ChannelId, state: ChannelState, devices: readonly DeviceSeat[], limits: DeliveryLimits, now: number) {
    this.id = id;
    this.key = state.key;
    this.#size = state.size;
    this.#lastHandshake = state.lastHandshake;
    this.#devices = new DeviceList(devices);
    this.#limits = limits;
    this.#bucket = new TokenBucket(limits.channelBytesPerSecond, limits.channelBytesBurst, now);
  }

  get size(): number {
    return this.#size;
  }

  get lastHandshake(): Position {
    return this.#lastHandshake;
  }

  get devices(): DeviceList {
    return this.#devices;
  }

  get connections(): ReadonlySet<Listener> {
    return this.#connections;
  }

  join(connection: Listener): void {
    this.#connections.add(connection);
  }

  leave(connection: Listener): void {
    this.#connections.delete(connection);
  }

  connectionsOf(key: string): number {
    let count = 0;
    for (const connection of this.#connections) if (connection.loginKey === key) count += 1;
    return count;
  }

  /** Takes a post's bytes from what this device, and the channel, may post. Gives the milliseconds to wait, or 0. */
  takeAllowance(key: string, bytes: number, now: number): number {
    let bucket = this.#deviceBuckets.get(key);
    if (bucket === undefined) {
      bucket = new TokenBucket(this.#limits.deviceBytesPerSecond, this.#limits.deviceBytesBurst, now);
      this.#deviceBuckets.set(key, bucket);
    }
    return bucket.take(bytes, now) || this.#bucket.take(bytes, now);
  }

  /** Takes one handshake from what this seat may post. Gives the milliseconds to wait, or 0. `[ORDER-8]` */
  takeHandshake({ seat, steward }: DeviceSeat, now: number): number {
    const name = `${steward ? 'steward' : 'member'} ${toHex(seat)}`;
    let bucket = this.#handshakeBuckets.get(name);
    if (bucket === undefined) {
      const limits = this.#limits;
      bucket = steward
        ? new TokenBucket(limits.stewardHandshakesPerSecond, limits.stewardHandshakesBurst, now)
        : new TokenBucket(limits.memberHandshakesPerSecond, limits.memberHandshakesBurst, now);
      this.#handshakeBuckets.set(name, bucket);
    }
    return bucket.take(1, now);
  }

  /**
   * Moves the record's head on over items that became durable, and sends them to everyone who has all before them.
   *
   * Whoever a handshake removes still gets that handshake, and nothing after it.
   */
  deliver(items: readonly DurableItem[]): void {
    let begin = 0;
    items.forEach(({ position, deviceSeats }, i) => {
      this.#size = position + 1;
      if (deviceSeats === undefined) return;
      this.#fanOut(items.slice(begin, i + 1));
      begin = i + 1;
      this.#lastHandshake = position;
      this.#devices = new DeviceList(deviceSeats);
      this.#cutRemoved();
    });
    if (begin < items.length) this.#fanOut(items.slice(begin));
  }

  #fanOut(items: readonly DurableItem[]): void {
    const [first] = items;
    if (first === undefined) return;
    const bytes = items.map(({ item }) => item);
    const frame = itemsFrame(0, first.position, this.#size, bytes);
    for (const connection of this.#connections) connection.sendLive(frame, first.position, this.#size);
  }

  #cutRemoved(): void {
    for (const connection of this.#connections) {
      if (this.#devices.seatOf(connection.loginKey) === undefined) connection.end('removed', 'REMOVED');
    }
  }
}
