import { decodeVenueFrame, encodeVenueFrame, UNASKED } from '../../src/protocol/wire/frame.ts';
import type { VenueMessage } from '../../src/protocol/wire/venue-message.ts';
import type { Line } from './line.ts';

/** The venue lies to whoever is at the end of this line: another message, or none, in the place of each. */
export function lieOn(line: Line, lie: (message: VenueMessage, unasked: boolean) => VenueMessage | undefined): void {
  line.onFrameFromVenue = (frame) => {
    const { requestId, message } = decodeVenueFrame(frame);
    const told = lie(message, requestId === UNASKED);
    if (told === message) return [frame];
    return told === undefined ? [] : [encodeVenueFrame(requestId, told)];
  };
}

/** Other items stand in the venue's record than were put there. */
export function replaceOn(line: Line, replaced: (item: Uint8Array) => Uint8Array): void {
  lieOn(line, (message) => (message.kind === 'items' ? { ...message, items: message.items.map(replaced) } : message));
}

/** The venue's record ends before `size`. */
export function shortenOn(line: Line, size: number): void {
  lieOn(line, (message) => {
    if (message.kind === 'logged-in') return { ...message, size: Math.min(message.size, size) };
    if (message.kind !== 'items') return message;
    if (message.from >= size && message.items.length > 0) return { ...message, from: message.from, size, items: [] };
    return { ...message, size, items: message.items.slice(0, size - message.from) };
  });
}

export function honestOn(line: Line): void {
  line.onFrameFromVenue = (frame) => [frame];
}
