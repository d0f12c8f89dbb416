import { type Codec, type Decoded, decode, encode } from '../codec/codec.ts';
import { struct, uint } from '../codec/shapes.ts';
import { type ClientMessage, clientMessage } from './client-message.ts';
import { FRAME_BYTES_MAX, REQUEST_ID_MAX } from './limits.ts';
import { type VenueMessage, venueMessage } from './venue-message.ts';

/** In a frame that the venue sends unasked. A client numbers its requests from 1. */
export const UNASKED = 0;

const requestId: Codec<number> = uint('request id', { max: REQUEST_ID_MAX });

const clientFrame = struct('client frame', { requestId, message: clientMessage });
const venueFrame = struct('venue frame', { requestId, message: venueMessage });

export type ClientFrame = Decoded<typeof clientFrame>;
export type VenueFrame = Decoded<typeof venueFrame>;

export function encodeClientFrame(id: number, message: ClientMessage): Uint8Array {
  return encode(clientFrame, { requestId: id, message });
}

/** Throws CodecError on bytes that are no frame of ours. `[WIRE-5]` */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame {
  return decode(clientFrame, bytes, FRAME_BYTES_MAX);
}

export function encodeVenueFrame(id: number, message: VenueMessage): Uint8Array {
  return encode(venueFrame, { requestId: id, message });
}

/** Throws CodecError on bytes that are no frame of ours. */
export function decodeVenueFrame(bytes: Uint8Array): VenueFrame {
  return decode(venueFrame, bytes, FRAME_BYTES_MAX);
}
