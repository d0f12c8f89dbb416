import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { ChannelId, Position } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { verify } from '../../protocol/crypto/ed25519.ts';
import type { ClientMessage } from '../../protocol/wire/client-message.ts';
import { decodeClientFrame } from '../../protocol/wire/frame.ts';
import { FRAME_BYTES_MAX, ITEMS_PER_FRAME_MAX } from '../../protocol/wire/limits.ts';
import { loginStatement } from '../../protocol/wire/login.ts';
import type { RefusalCode } from '../../protocol/wire/refusals.ts';
import { isOwnTrouble, type Refused, refusalOf, refusedMessage } from '../refused.ts';
import type { Store } from '../store/store.ts';
import { admitCommit, admitPost, isRefusal } from './admit-post.ts';
import { Connection } from './connection.ts';
import { loginKey } from './device-list.ts';
import { itemsOfPage } from './items-of-page.ts';
import { BYTES_BEFORE_LOGIN_MAX, CATCH_UP_PAGE_BYTES, type DeliveryLimits } from './limits.ts';
import type { LiveChannel } from './live-channel.ts';
import { LiveChannels } from './live-channels.ts';
import { type GroupFigures, PostQueue } from './post-queue.ts';
import { readPost } from './read-post.ts';
import type { Requests } from './requests.ts';
import { itemsFrame } from './socket-frames.ts';

export interface DeliveryOptions {
  readonly store: Store;
  readonly origin: string;
  readonly limits: DeliveryLimits;
  readonly random: Randomness;
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  readonly requests: Requests;
  readonly onGroup: (figures: GroupFigures) => void;
  readonly onRefused: (code: RefusalCode) => void;
  readonly onFailure: (error: unknown) => void;
}

type Login = Extract<ClientMessage, { kind: 'login' }>;

/** The sockets: who is there, what they post, and what they are sent. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #channels: LiveChannels;
  readonly #queue: PostQueue;
  readonly #server = new WebSocketServer({
    noServer: true,
    // Ciphertext does not compress.
    perMessageDeflate: false,
    maxPayload: FRAME_BYTES_MAX,
    clientTracking: false,
  });
  // Owned here, as are the two below.
  readonly #connections = new Set<Connection>();
  #isDraining = false;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#channels = new LiveChannels(options.store, options.limits, options.monotonic);
    const { heartbeatMs, loginMs, postsWaitingBytesMax } = options.limits;
    this.#queue = new PostQueue(options.store, postsWaitingBytesMax, options.onGroup, (error) =>
      this.#refusalOf(error),
    );
    let sinceHeartbeat = 0;
    const everyMs = Math.max(50, Math.min(heartbeatMs, loginMs) / 2);
    this.#heartbeat = setInterval(() => {
      sinceHeartbeat += everyMs;
      this.#endLateLogins();
      if (sinceHeartbeat < heartbeatMs) return;
      sinceHeartbeat = 0;
      this.#askWhoIsThere();
    }, everyMs);
    this.#heartbeat.unref();
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Takes over a connection that asked to become a WebSocket. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refuse = this.#isDraining || this.#connections.size >= this.#options.limits.connectionsMax;
    if (refuse) {
      socket.end(
        'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#greet(webSocket, socket));
  }

  /** Tells the stewards that are connected. */
  tellStewards(channel: ChannelId, message: Parameters<Connection['send']>[1]): void {
    const live = this.#channels.ifOpen(channel);
    for (const connection of live?.connections ?? []) {
      if (live?.devices.seatOf(connection.loginKey)?.steward) connection.send(0, message);
    }
  }

  /** Puts what the channel holds into its record, and sends it to everyone. `[UNATTR-6]` */
  async release(id: ChannelId): Promise<void> {
    await this.#release(id);
  }

  /** Puts what is in a ballot box into the record, after what says so, and sends it to everyone. `[SOUND-4]` */
  async closeBox(id: ChannelId, box: BoxId): Promise<void> {
    await this.#release(id, box);
  }

  async #release(id: ChannelId, box?: BoxId): Promise<void> {
    const channel = await this.#channels.open(id);
    if (channel === undefined || this.#isDraining) return;
    await new Promise<void>((resolve, reject) => {
      const done = (refused?: Refused) => (refused === undefined ? resolve() : reject(refused));
      // There is always room: what it appends is with the store already.
      this.#queue.push({ channel, box, done });
    });
    this.#forgetDeserted(channel);
  }

  /** Takes nothing new, lets what is under way become durable and be answered, and closes every connection. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    clearInterval(this.#heartbeat);
    while (!this.#queue.isIdle) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const connection of this.#connections) connection.end('draining', 'DRAINING');
    const patience = this.#options.monotonic() + DRAIN_PATIENCE_MS;
    while (this.#connections.size > 0 && this.#options.monotonic() < patience) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    for (const connection of this.#connections) connection.drop();
  }

  #greet(webSocket: WebSocket, socket: Duplex): void {
    const { limits, random, monotonic, origin } = this.#options;
    const nonce = random(32);
    const { unsentBytesMax } = limits;
    const connection = new Connection({ webSocket, socket, nonce, unsentBytesMax, connectedAt: monotonic() });
    this.#connections.add(connection);
    boundBeforeLogin(connection, socket);
    webSocket.on('message', (data, isBinary) => this.#receive(connection, data, isBinary));
    webSocket.on('pong', () => {
      connection.heartbeatsMissed = 0;
    });
    // The close that follows says all that there is to say.
    webSocket.on('error', () => undefined);
    webSocket.on('close', () => this.#forget(connection));
    connection.send(0, { kind: 'challenge', nonce, origin });
  }

  #forget(connection: Connection): void {
    this.#connections.delete(connection);
    const channel = connection.leave();
    if (channel !== undefined) this.#forgetDeserted(channel);
  }

  #forgetDeserted(channel: LiveChannel): void {
    if (channel.connections.size > 0) return;
    if (this.#queue.isIdle) this.#channels.forgetIfDeserted(channel);
    else setTimeout(() => this.#forgetDeserted(channel), 100).unref();
  }

  #receive(connection: Connection, data: RawData, isBinary: boolean): void {
    if (connection.state.kind === 'ended') return;
    if (!isBinary || !(data instanceof Uint8Array)) {
      this.#endMisuse(connection);
      return;
    }
    connection.heartbeatsMissed = 0;
    const post = readPost(data);
    if (post === undefined) this.#receiveOther(connection, data);
    else this.#take(connection, post.requestId, admitPost(connection, post, this.#now()));
  }

  #receiveOther(connection: Connection, data: Uint8Array): void {
    let frame: ReturnType<typeof decodeClientFrame>;
    try {
      frame = decodeClientFrame(data);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      this.#endMisuse(connection);
      return;
    }
    const { requestId, message } = frame;
    if (message.kind === 'login') void this.#logIn(connection, requestId, message);
    else if (message.kind === 'post') this.#refuse(connection, requestId, 'MALFORMED');
    else if (message.kind === 'commit') {
      this.#take(connection, requestId, admitCommit(connection, { requestId, ...message }, this.#now()));
    } else this.#enqueue(connection, requestId, message);
  }

  #take(connection: Connection, requestId: number, admitted: ReturnType<typeof admitPost>): void {
    if (isRefusal(admitted)) this.#refuse(connection, requestId, admitted.code, admitted.retryAfterMs);
    // Or who posts on and on would keep the venue from ever ending.
    else if (this.#isDraining) this.#refuse(connection, requestId, 'DRAINING');
    else if (!this.#queue.push(admitted)) this.#refuse(connection, requestId, 'RATE_LIMITED', BUSY_RETRY_MS);
  }

  #now(): number {
    return this.#options.monotonic();
  }

  /** What to tell the client; the operator is told what is the venue's own trouble. */
  #refusalOf(error: unknown): Refused {
    const refused = refusalOf(error);
    if (isOwnTrouble(refused)) this.#options.onFailure(error);
    return refused;
  }

  #endMisuse(connection: Connection): void {
    this.#options.onRefused('MALFORMED');
    connection.end('misuse', 'MALFORMED');
  }

  #refuse(connection: Connection, requestId: number, code: RefusalCode, retryAfterMs?: number): void {
    this.#options.onRefused(code);
    connection.send(requestId, { kind: 'refused', code, retryAfterMs });
  }

  /** Requests of one connection are answered in order, and only so many may wait. */
  #enqueue(connection: Connection, requestId: number, message: Parameters<Requests>[2]): void {
    const { channel } = connection;
    if (channel === undefined) {
      this.#refuse(connection, requestId, 'NOT_LOGGED_IN');
      return;
    }
    if (connection.requestsWaiting >= this.#options.limits.requestsWaitingMax) {
      this.#refuse(connection, requestId, 'RATE_LIMITED', BUSY_RETRY_MS);
      return;
    }
    connection.requestsWaiting += 1;
    connection.requests = connection.requests.then(async () => {
      try {
        connection.sendFrame(await this.#options.requests(connection, channel, message, requestId));
      } catch (error) {
        const refused = this.#refusalOf(error);
        this.#options.onRefused(refused.code);
        connection.send(requestId, refusedMessage(refused));
      }
      connection.requestsWaiting -= 1;
      await connection.drained();
    });
  }

  async #logIn(connection: Connection, requestId: number, login: Login): Promise<void> {
    if (connection.state.kind !== 'challenged') {
      this.#refuse(connection, requestId, 'ALREADY_LOGGED_IN');
      return;
    }
    const { nonce } = connection.state;
    connection.state = { kind: 'logging-in' };
    try {
      // Before the channel is looked up: the time that it takes does not tell which channels exist.
      const isSigned = await verify(
        login.key,
        login.signature,
        loginStatement(nonce, login.channel, this.#options.origin),
      );
      const channel = await this.#channels.open(login.channel);
      // No waiting from here on: a channel that nobody is connected to may be forgotten at any time.
      if (connection.isOpen) this.#seat(connection, requestId, login, isSigned ? channel : undefined);
      if (channel !== undefined) this.#forgetDeserted(channel);
    } catch (error) {
      connection.end('draining', this.#refusalOf(error).code, requestId);
    }
  }

  #seat(connection: Connection, requestId: number, login: Login, channel: LiveChannel | undefined): void {
    const key = loginKey(login.as, login.key);
    const refusal = channel === undefined ? 'LOGIN_REFUSED' : this.#loginRefusal(channel, key, login.from);
    if (channel === undefined || refusal !== undefined) {
      this.#options.onRefused(refusal ?? 'LOGIN_REFUSED');
      connection.end('loginRefused', refusal ?? 'LOGIN_REFUSED', requestId);
      return;
    }
    connection.loginKey = key;
    connection.cursor = login.from;
    connection.state = { kind: 'catching-up', channel };
    channel.join(connection);
    connection.send(requestId, { kind: 'logged-in', size: channel.size, lastHandshake: channel.lastHandshake });
    void this.#catchUp(connection, channel);
  }

  #loginRefusal(channel: LiveChannel, key: string, from: Position): RefusalCode | undefined {
    const { connectionsPerChannelMax, connectionsPerKeyMax } = this.#options.limits;
    if (channel.devices.seatOf(key) === undefined) return 'LOGIN_REFUSED';
    if (from > channel.size) return 'BEYOND_THE_RECORD';
    const isCrowded = channel.connections.size >= connectionsPerChannelMax;
    return isCrowded || channel.connectionsOf(key) >= connectionsPerKeyMax ? 'TOO_MANY_CONNECTIONS' : undefined;
  }

  /** Pages from the cursor on, each when the one before has left, until there is nothing more: then it is live. */
  async #catchUp(connection: Connection, channel: LiveChannel): Promise<void> {
    try {
      while (connection.state.kind === 'catching-up' && connection.cursor < channel.size) {
        const from = connection.cursor as Position;
        const page = await this.#options.store.page(channel.key, from, CATCH_UP_PAGE_BYTES, ITEMS_PER_FRAME_MAX);
        // What the store gave beyond the head that we know is durable, and will come again live: leave it.
        const items = itemsOfPage(page).slice(0, channel.size - from);
        if (items.length === 0) break;
        if (connection.state.kind !== 'catching-up') return;
        connection.cursor = from + items.length;
        connection.sendFrame(itemsFrame(0, from, channel.size, items));
        await connection.drained();
      }
      if (connection.state.kind === 'catching-up') connection.state = { kind: 'live', channel };
    } catch (error) {
      connection.end('draining', this.#refusalOf(error).code);
    }
  }

  #endLateLogins(): void {
    const latest = this.#now() - this.#options.limits.loginMs;
    for (const connection of this.#connections) {
      if (connection.channel === undefined && connection.connectedAt < latest) {
        // A peer that never answered may not answer the close either.
        if (connection.state.kind === 'ended') connection.drop();
        else connection.end('loginRefused', 'LOGIN_TOO_LATE');
      }
    }
  }

  #askWhoIsThere(): void {
    for (const connection of this.#connections) {
      if (connection.heartbeatsMissed >= HEARTBEATS_MISSED_MAX) connection.drop();
      connection.heartbeatsMissed += 1;
      connection.ping();
    }
  }
}

/**
 * Drops a peer that sends more before its login than one takes, as the bytes come: ws itself would gather a whole frame
 * first, and its limit is one for all.
 */
function boundBeforeLogin(connection: Connection, socket: Duplex): void {
  let bytes = 0;
  const count = ({ length }: Buffer) => {
    if (connection.channel !== undefined) {
      socket.off('data', count);
      return;
    }
    bytes += length;
    if (bytes > BYTES_BEFORE_LOGIN_MAX) connection.drop();
  };
  socket.on('data', count);
}

const HEARTBEATS_MISSED_MAX = 2;
const BUSY_RETRY_MS = 200;
const DRAIN_PATIENCE_MS = 2_000;
