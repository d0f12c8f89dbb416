import type { Position } from '../../src/base/ids.ts';
import { decodeVenueFrame, encodeVenueFrame, UNASKED } from '../../src/protocol/wire/frame.ts';

/** The items in one of the venue's frames. */
export class FramedItems {
  readonly from: number;
  readonly items: readonly Uint8Array[];
  readonly unasked: boolean;

  private constructor(from: number, items: readonly Uint8Array[], unasked: boolean) {
    this.from = from;
    this.items = items;
    this.unasked = unasked;
  }

  static in(frame: Uint8Array): FramedItems | undefined {
    const { requestId, message } = decodeVenueFrame(frame);
    if (message.kind !== 'items') return undefined;
    return new FramedItems(message.from, message.items, requestId === UNASKED);
  }
}

/** As if the venue had sent them by itself. */
export function itemsFrameOf(from: number, items: readonly Uint8Array[], size = from + items.length): Uint8Array {
  return encodeVenueFrame(UNASKED, { kind: 'items', from: from as Position, size, items });
}
