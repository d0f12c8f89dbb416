import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { CLOSE_CODES } from '../../protocol/wire/close.ts';
import type { RefusalCode } from '../../protocol/wire/refusals.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import type { Listener, LiveChannel } from './live-channel.ts';
import { messageFrame, type SocketFrame } from './socket-frames.ts';

/** Where a connection stands. It only ever goes down this list. */
export type ConnectionState =
  /** The challenge was sent; the nonce serves once. */
  | { readonly kind: 'challenged'; readonly nonce: Uint8Array }
  /** A login is being checked. */
  | { readonly kind: 'logging-in' }
  /** It gets pages from its cursor on, and nothing live yet. */
  | { readonly kind: 'catching-up'; readonly channel: LiveChannel }
  /** It has everything, and gets what is new. */
  | { readonly kind: 'live'; readonly channel: LiveChannel }
  | { readonly kind: 'ended' };

/** One device's, or one seat's, socket. */
export class Connection implements Listener {
  readonly #webSocket: WebSocket;
  // Frames that are built already go onto the socket itself. Without compression `ws` queues nothing of its own, so
  // the two never interleave within a frame.
  readonly #socket: Duplex;
  readonly #unsentBytesMax: number;
  readonly connectedAt: number;

  // Owned here.
  state: ConnectionState;
  /** Names key and role of the login; empty before it. */
  loginKey = '';
  /** The next position to send. */
  cursor = 0;
  /** Asks that were not answered. */
  heartbeatsMissed = 0;
  /** Requests, other than posts, that are being answered, one after the other. */
  requestsWaiting = 0;
  requests: Promise<void> = Promise.resolve();
  #lastChannel: LiveChannel | undefined;

  constructor(options: {
    webSocket: WebSocket;
    socket: Duplex;
    nonce: Uint8Array;
    unsentBytesMax: number;
    connectedAt: number;
  }) {
    this.#webSocket = options.webSocket;
    this.#socket = options.socket;
    this.#unsentBytesMax = options.unsentBytesMax;
    this.connectedAt = options.connectedAt;
    this.state = { kind: 'challenged', nonce: options.nonce };
  }

  get isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN;
  }

  /** The channel that it is logged in to. */
  get channel(): LiveChannel | undefined {
    return this.state.kind === 'live' || this.state.kind === 'catching-up' ? this.state.channel : undefined;
  }

  send(requestId: number, message: VenueMessage): void {
    this.sendFrame(messageFrame(requestId, message));
  }

  /** Drops a reader for which too much is waiting already: it resumes from its cursor. `[WIRE-4]` */
  sendFrame(frame: SocketFrame): void {
    if (!this.isOpen) return;
    if (this.#socket.writableLength > this.#unsentBytesMax) {
      this.drop();
      return;
    }
    this.#socket.write(frame);
  }

  /** New items, if it has all those before them. One that is catching up will read them itself. */
  sendLive(frame: SocketFrame, from: number, to: number): void {
    if (this.state.kind !== 'live' || this.cursor !== from) return;
    this.cursor = to;
    this.sendFrame(frame);
  }

  /** What is sent between the two goes out together. */
  cork(): void {
    this.#socket.cork();
  }

  uncork(): void {
    this.#socket.uncork();
  }

  /** Resolves when what was sent has left for the network, or never will. */
  drained(): Promise<void> {
    if (!this.isOpen || !this.#socket.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#socket.off('drain', done);
        this.#socket.off('close', done);
        resolve();
      };
      this.#socket.on('drain', done);
      this.#socket.on('close', done);
    });
  }

  /** Says why, where there is a reason to say, and closes in order. */
  end(close: keyof typeof CLOSE_CODES, code: RefusalCode, requestId = 0): void {
    if (this.state.kind === 'ended') return;
    this.send(requestId, { kind: 'refused', code, retryAfterMs: undefined });
    this.leave();
    this.#webSocket.close(CLOSE_CODES[close], code);
  }

  /** At once, for a peer that does not read what it is told. */
  drop(): void {
    this.leave();
    this.#webSocket.terminate();
  }

  ping(): void {
    if (this.isOpen) this.#webSocket.ping();
  }

  /** Gives the channel that it was last in. */
  leave(): LiveChannel | undefined {
    this.#lastChannel = this.channel ?? this.#lastChannel;
    this.state = { kind: 'ended' };
    this.#lastChannel?.leave(this);
    return this.#lastChannel;
  }
}
