import { type ChannelId, idText } from '../../base/ids.ts';
import { decode } from '../../protocol/codec/codec.ts';
import type { DeviceSeat } from '../../protocol/handshake/device-seat.ts';
import { foundingItem } from '../../protocol/handshake/founding.ts';
import { handshakeItem } from '../../protocol/handshake/handshake.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import { ITEM_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { RecordStore } from '../store/store.ts';
import type { DeliveryLimits } from './limits.ts';
import { LiveChannel } from './live-channel.ts';

/** The channels that somebody is connected to, each read from the store once. */
export class LiveChannels {
  readonly #store: RecordStore;
  readonly #limits: DeliveryLimits;
  readonly #monotonic: () => number;
  // Owned here, as is the next.
  readonly #opening = new Map<string, Promise<LiveChannel | undefined>>();
  readonly #open = new Map<string, LiveChannel>();

  constructor(store: RecordStore, limits: DeliveryLimits, monotonic: () => number) {
    this.#store = store;
    this.#limits = limits;
    this.#monotonic = monotonic;
  }

  /** `undefined` where there is no such channel. What it gives is current for as long as the caller does not wait. */
  async open(id: ChannelId): Promise<LiveChannel | undefined> {
    const name = idText(id);
    for (;;) {
      const open = this.#open.get(name);
      if (open !== undefined) return open;
      // Everyone who asks meanwhile waits for the same: two of one channel would each know half of its devices.
      const opening = this.#opening.get(name) ?? this.#load(id);
      this.#opening.set(name, opening);
      if ((await opening) === undefined) return undefined;
    }
  }

  ifOpen(id: ChannelId): LiveChannel | undefined {
    return this.#open.get(idText(id));
  }

  /** Forgets it when nobody is connected. Only while no post is under way: the record's head is known here alone. */
  forgetIfDeserted(channel: LiveChannel): void {
    const name = idText(channel.id);
    if (channel.connections.size === 0 && this.#open.get(name) === channel) this.#open.delete(name);
  }

  async #load(id: ChannelId): Promise<LiveChannel | undefined> {
    try {
      const channel = await this.#read(id);
      if (channel !== undefined) this.#open.set(idText(id), channel);
      return channel;
    } finally {
      this.#opening.delete(idText(id));
    }
  }

  async #read(id: ChannelId): Promise<LiveChannel | undefined> {
    const state = await this.#store.channel(id);
    if (state === undefined) return undefined;
    const { bytes } = await this.#store.page(state.key, state.lastHandshake, 1, 1);
    return new LiveChannel(id.slice() as ChannelId, state, deviceSeatsOf(bytes), this.#limits, this.#monotonic());
  }
}

/** The device list that a founding or a handshake sets. */
function deviceSeatsOf(item: Uint8Array): readonly DeviceSeat[] {
  return itemKind(item) === 'founding'
    ? decode(foundingItem, item, ITEM_BYTES_MAX).deviceSeats
    : decode(handshakeItem, item, ITEM_BYTES_MAX).deviceSeats;
}
