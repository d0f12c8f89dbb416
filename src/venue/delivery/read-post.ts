import type { Position } from '../../base/ids.ts';
import { ITEM_BYTES_MAX, REQUEST_ID_MAX } from '../../protocol/wire/limits.ts';
import { BYTES, headSize, readHead, UINT } from './heads.ts';

export interface PostFrame {
  readonly requestId: number;
  readonly lastHandshake: Position;
  /** A view into the frame. */
  readonly item: Uint8Array;
}

const POST = 2;

/**
 * A client frame that holds a post, read as `decodeClientFrame` reads it (a test compares the two), without copying
 * the item. `undefined` is any other frame, or none.
 */
export function readPost(frame: Uint8Array): PostFrame | undefined {
  // [requestId, [2, [lastHandshake, item]]]
  if (frame[0] !== 0x82) return undefined;
  const requestId = readHead(frame, 1, UINT);
  if (requestId < 0 || requestId > REQUEST_ID_MAX) return undefined;
  let at = 1 + headSize(requestId);
  if (frame[at] !== 0x82 || frame[at + 1] !== POST || frame[at + 2] !== 0x82) return undefined;
  at += 3;
  const lastHandshake = readHead(frame, at, UINT);
  if (lastHandshake < 0) return undefined;
  at += headSize(lastHandshake);
  const length = readHead(frame, at, BYTES);
  if (length < 1 || length > ITEM_BYTES_MAX) return undefined;
  at += headSize(length);
  if (at + length !== frame.length) return undefined;
  return { requestId, lastHandshake: lastHandshake as Position, item: frame.subarray(at) };
}
