import { concat, utf8 } from '../../base/bytes.ts';
import type { ChannelId } from '../../base/ids.ts';
import { domain } from '../domain.ts';
import type { LOGIN_AS } from './client-message.ts';

export type LoginAs = (typeof LOGIN_AS)[number];

/**
 * What a login signs: `D("login") ‖ nonce ‖ channel ‖ origin`.
 *
 * The nonce is the venue's and serves once; the origin is the one that the client connected to, so that a venue
 * in between cannot pass the challenge of another on. It says nothing about entries.
 */
export function loginStatement(nonce: Uint8Array, channel: ChannelId, origin: string): Uint8Array {
  return concat(domain('login'), nonce, channel, utf8(origin));
}
