import type { Position } from '../../base/ids.ts';
import type { ClientMessage } from '../../protocol/wire/client-message.ts';
import { BEATS_PER_FRAME_MAX, ITEMS_PER_FRAME_MAX, PAGE_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import type { BallotDesk } from '../ballots/ballot-desk.ts';
import type { Invitations } from '../joining/invitations.ts';
import { Refused } from '../refused.ts';
import type { Store } from '../store/store.ts';
import type { TokenDesk } from '../tokens/token-desk.ts';
import type { Vault } from '../vault/vault.ts';
import type { Connection } from './connection.ts';
import { itemsOfPage } from './items-of-page.ts';
import type { LiveChannel } from './live-channel.ts';
import { itemsFrame, messageFrame, type SocketFrame } from './socket-frames.ts';

export type Request = Exclude<ClientMessage, { kind: 'login' | 'post' | 'commit' }>;

/** Answers one request of a connection that is logged in, or throws Refused. */
export type Requests = (
  connection: Connection,
  channel: LiveChannel,
  request: Request,
  requestId: number,
) => Promise<SocketFrame>;

export interface Desks {
  readonly store: Store;
  readonly invitations: Invitations;
  readonly vault: Vault;
  readonly tokens: TokenDesk;
  readonly ballots: BallotDesk;
}

export function requestsOf({ store, invitations, vault, tokens, ballots }: Desks): Requests {
  return async (connection, channel, request, requestId) => {
    if (request.kind === 'fetch') return fetchPage(store, channel, request, requestId);
    return messageFrame(requestId, await answer(connection, channel, request));
  };

  async function answer(
    { loginKey }: Connection,
    channel: LiveChannel,
    request: Exclude<Request, { kind: 'fetch' }>,
  ): Promise<VenueMessage> {
    if (request.kind === 'vault-put') return vault.put(request);
    if (request.kind === 'beats') {
      return { kind: 'beats', beats: await store.channelBeats(channel.key, request.fromSize, BEATS_PER_FRAME_MAX) };
    }
    const seat = channel.devices.seatOf(loginKey);
    if (seat === undefined) throw new Refused('REMOVED');
    if (!loginKey.startsWith('device') && DEVICE_ONLY.has(request.kind)) throw new Refused('DEVICE_ONLY');
    if (request.kind === 'tokens') {
      return tokens.issue({ id: channel.id, key: channel.key, seat: seat.seat }, request);
    }
    const asking = { id: channel.id, key: channel.key, seat: seat.seat, isSteward: seat.steward };
    if (request.kind === 'open-box') return ballots.open(asking, request, (each) => channel.devices.hasSeat(each));
    if (request.kind === 'ballot-token') return ballots.issue(asking, request);
    if (request.kind === 'close-box') return ballots.close(asking, request);
    if (!seat.steward) throw new Refused('NOT_STEWARD');
    return invitations.answerSteward(channel.key, request);
  }
}

/** What a seat that has lost its devices does not ask. */
const DEVICE_ONLY: ReadonlySet<string> = new Set(['tokens', 'open-box', 'ballot-token', 'close-box']);

async function fetchPage(
  store: Store,
  channel: LiveChannel,
  { from, bytesMax }: { from: Position; bytesMax: number },
  requestId: number,
): Promise<SocketFrame> {
  if (from > channel.size) throw new Refused('BEYOND_THE_RECORD');
  const page = await store.page(channel.key, from, Math.min(bytesMax, PAGE_BYTES_MAX), ITEMS_PER_FRAME_MAX);
  return itemsFrame(requestId, from, channel.size, itemsOfPage(page).slice(0, Math.max(0, channel.size - from)));
}
