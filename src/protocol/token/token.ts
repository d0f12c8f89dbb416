import { concat, uint64 } from '../../base/bytes.ts';
import type { ChannelId, Position } from '../../base/ids.ts';
import { fixed, struct } from '../codec/shapes.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { TOKEN_NONCE_BYTES, TOKEN_OUTPUT_BYTES } from './limits.ts';

/** Shows that its holder was given the right to post one item, and not who that is. */
export interface Token {
  readonly nonce: Uint8Array;
  /** The venue's function of nonce and info (RFC 9497): nobody else can make it. */
  readonly output: Uint8Array;
}

export const tokenCodec = struct('token', {
  nonce: fixed('nonce', TOKEN_NONCE_BYTES),
  output: fixed('output', TOKEN_OUTPUT_BYTES),
});

const TOKEN = domain('token');

/**
 * What a token to speak is good for: one channel, until the next handshake. `[UNATTR-1]`
 *
 * The period is the venue's own count, not the epoch, of which it cannot judge.
 */
export function speechInfo(channel: ChannelId, lastHandshake: Position): Uint8Array {
  return concat(TOKEN, channel, uint64(lastHandshake));
}

/** Of nonce and output, for what is signed beside an item. */
export function tokenHash({ nonce, output }: Token): Uint8Array {
  return sha256(concat(nonce, output));
}
