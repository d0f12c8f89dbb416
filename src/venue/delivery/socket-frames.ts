import { encodeVenueFrame } from '../../protocol/wire/frame.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import { ARRAY, BYTES, headSize, UINT, writeHead } from './heads.ts';

/**
 * What goes onto a socket as it is: a WebSocket frame (RFC 6455, section 5.2) around a frame of ours.
 *
 * Built once and written to every socket that it is for.
 */
export type SocketFrame = Buffer;

/** FIN, binary. A server's frames are not masked. */
const FINAL_BINARY = 0x82;

function socketHeadSize(payload: number): number {
  return payload < 126 ? 2 : payload < 0x1_0000 ? 4 : 10;
}

function writeSocketHead(frame: Buffer, payload: number): number {
  frame[0] = FINAL_BINARY;
  if (payload < 126) {
    frame[1] = payload;
    return 2;
  }
  if (payload < 0x1_0000) {
    frame[1] = 126;
    frame.writeUInt16BE(payload, 2);
    return 4;
  }
  frame[1] = 127;
  frame.writeBigUInt64BE(BigInt(payload), 2);
  return 10;
}

export function messageFrame(requestId: number, message: VenueMessage): SocketFrame {
  const payload = encodeVenueFrame(requestId, message);
  const frame = Buffer.allocUnsafe(socketHeadSize(payload.length) + payload.length);
  frame.set(payload, writeSocketHead(frame, payload.length));
  return frame;
}

/** `posted`, of which there is one a post. */
export function postedFrame(requestId: number, position: number): SocketFrame {
  // [requestId, [3, [position]]]
  const payload = 4 + headSize(requestId) + headSize(position);
  const frame = Buffer.allocUnsafe(2 + payload);
  let at = writeSocketHead(frame, payload);
  frame[at] = 0x82;
  at = writeHead(frame, at + 1, UINT, requestId);
  frame[at] = 0x82;
  frame[at + 1] = 0x03;
  frame[at + 2] = 0x81;
  writeHead(frame, at + 3, UINT, position);
  return frame;
}

/** `items`: consecutive ones, and there may be thousands. Copies each once. */
export function itemsFrame(requestId: number, from: number, size: number, items: readonly Uint8Array[]): SocketFrame {
  // [requestId, [4, [from, size, [item…]]]]
  let payload = 4 + headSize(requestId) + headSize(from) + headSize(size) + headSize(items.length);
  for (const { length } of items) payload += headSize(length) + length;
  const frame = Buffer.allocUnsafeSlow(socketHeadSize(payload) + payload);
  let at = writeSocketHead(frame, payload);
  frame[at] = 0x82;
  at = writeHead(frame, at + 1, UINT, requestId);
  frame[at] = 0x82;
  frame[at + 1] = 0x04;
  frame[at + 2] = 0x83;
  at = writeHead(frame, at + 3, UINT, from);
  at = writeHead(frame, at, UINT, size);
  at = writeHead(frame, at, ARRAY, items.length);
  for (const item of items) {
    at = writeHead(frame, at, BYTES, item.length);
    frame.set(item, at);
    at += item.length;
  }
  return frame;
}
