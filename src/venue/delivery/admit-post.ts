import { equal } from '../../base/bytes.ts';
import type { Position } from '../../base/ids.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { ENTRY_BYTES_MAX } from '../../protocol/entry/limits.ts';
import { type Handshake, handshakeItem } from '../../protocol/handshake/handshake.ts';
import { HANDSHAKE_BYTES_MAX } from '../../protocol/handshake/limits.ts';
import type { RefusalCode } from '../../protocol/wire/refusals.ts';
import type { Connection } from './connection.ts';
import type { LiveChannel } from './live-channel.ts';
import type { Post } from './post-queue.ts';
import { readEntry } from './read-entry.ts';
import type { PostFrame } from './read-post.ts';

export interface Refusal {
  readonly code: RefusalCode;
  readonly retryAfterMs?: number;
}

export function isRefusal(admitted: Post | Refusal): admitted is Refusal {
  return 'code' in admitted;
}

/** What can be refused of an entry before it is ordered. The epoch is the store's to judge. */
export function admitPost(connection: Connection, frame: PostFrame, now: number): Post | Refusal {
  const { channel, loginKey } = connection;
  const { item, requestId, lastHandshake } = frame;
  if (channel === undefined) return { code: 'NOT_LOGGED_IN' };
  if (!loginKey.startsWith('device')) return { code: 'DEVICE_ONLY' };
  if (item.length > ENTRY_BYTES_MAX) return { code: 'TOO_LARGE' };
  const names = readEntry(item);
  // What is for a token to say is not to be said without one. [UNATTR-8]
  if (names === undefined || names.isWithToken) return { code: 'MALFORMED' };
  if (!equal(names.channel, channel.id)) return { code: 'WRONG_CHANNEL' };
  return (
    refusalBeforeOrder(connection, channel, frame, now) ?? {
      connection,
      requestId,
      channel,
      id: names.entry,
      lastHandshake,
      item,
      deviceSeats: undefined,
    }
  );
}

/** And of a handshake: whether this seat may change the device list so. `[ORDER-5]` */
export function admitCommit(connection: Connection, frame: PostFrame, now: number): Post | Refusal {
  const { channel, loginKey } = connection;
  const { item, requestId, lastHandshake } = frame;
  if (channel === undefined) return { code: 'NOT_LOGGED_IN' };
  if (item.length > HANDSHAKE_BYTES_MAX) return { code: 'TOO_LARGE' };
  const handshake = readHandshake(item);
  if (handshake === undefined) return { code: 'MALFORMED' };
  if (!equal(handshake.channel, channel.id)) return { code: 'WRONG_CHANNEL' };
  const poster = channel.devices.seatOf(loginKey);
  if (poster === undefined) return { code: 'REMOVED' };
  const { deviceSeats, id } = handshake;
  // One that names an older handshake goes to the store all the same: it may be known, and is refused if it is not.
  const isCurrent = lastHandshake === channel.lastHandshake;
  if (isCurrent && !channel.devices.allows(poster, deviceSeats)) return { code: 'DEVICE_LIST_REFUSED' };
  const waitMs = isCurrent ? channel.takeHandshake(poster, now) : 0;
  if (waitMs > 0) return { code: 'RATE_LIMITED', retryAfterMs: waitMs };
  return (
    refusalBeforeOrder(connection, channel, frame, now) ?? {
      connection,
      requestId,
      channel,
      id,
      lastHandshake,
      item,
      deviceSeats,
    }
  );
}

function refusalBeforeOrder(
  { loginKey }: Connection,
  channel: LiveChannel,
  { item, lastHandshake }: { item: Uint8Array; lastHandshake: Position },
  now: number,
): Refusal | undefined {
  if (lastHandshake > channel.lastHandshake) return { code: 'BEYOND_THE_RECORD' };
  const waitMs = channel.takeAllowance(loginKey, item.length, now);
  return waitMs > 0 ? { code: 'RATE_LIMITED', retryAfterMs: waitMs } : undefined;
}

function readHandshake(item: Uint8Array): Handshake | undefined {
  try {
    return decode(handshakeItem, item, HANDSHAKE_BYTES_MAX);
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}
