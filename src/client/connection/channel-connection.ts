import type { ChannelId, Position } from '../../base/ids.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import type { ClientMessage } from '../../protocol/wire/client-message.ts';
import { decodeVenueFrame, encodeClientFrame, UNASKED } from '../../protocol/wire/frame.ts';
import { type LoginAs, loginStatement } from '../../protocol/wire/login.ts';
import type { InvitationId } from '../../protocol/wire/mailbox-ids.ts';
import type { ChannelBeat, VenueMessage, WaitingKnock } from '../../protocol/wire/venue-message.ts';
import { ClientError } from '../client-error.ts';

/** How long a request may wait for its answer. */
const ANSWER_MS_MAX = 30_000;
/** How long it may take to be let in: a venue that was just stopping may take a line and never speak on it. */
const LOGIN_MS_MAX = 8_000;

/** RFC 6455: the connection was lost without a word. */
const NO_CLOSE_FRAME = 1006;

export interface Login {
  readonly key: Uint8Array;
  readonly as: LoginAs;
  sign(statement: Uint8Array): Promise<Uint8Array>;
}

export interface ChannelConnectionOptions {
  /** `http(s)://…`; the socket is beside it. */
  readonly venue: string;
  /** What the login signs: where the client believes it is. */
  readonly origin: string;
  readonly channel: ChannelId;
  readonly login: Login;
  /** Everything from here on is sent after the login. */
  readonly from: Position;
  items(from: number, items: readonly Uint8Array[], size: number): void;
  knocked(invitation: InvitationId): void;
  /** At every frame, whatever is in it. */
  heard(): void;
  /** Once, after which every request fails. `code` is that of the WebSocket's close. */
  closed(code: number, reason: string): void;
}

export type PostOutcome =
  | { readonly kind: 'posted'; readonly position: Position }
  | { readonly kind: 'refused'; readonly code: string; readonly retryAfterMs: number | undefined };

type WithoutAnswer = 'vault-put' | 'invite' | 'admit' | 'dismiss' | 'open-box' | 'close-box';

type Answer = Exclude<VenueMessage, { kind: 'challenge' } | { kind: 'knocked' }>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: ClientError): void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * One WebSocket that carries one channel, logged in.
 *
 * Answers are matched to requests; what the venue says is parsed, and believed only as far as the caller checks it.
 */
export class ChannelConnection {
  readonly #socket: WebSocket;
  readonly #options: ChannelConnectionOptions;
  /** Whoever closes it need not be told. */
  #isLoggedIn = false;
  readonly #waiting = new Map<number, Waiting>();
  #nextRequest = 1;
  #ended: ClientError | undefined;
  /** Set once, by the login. */
  #head = { size: 0, lastHandshake: 0 as Position };

  private constructor(socket: WebSocket, options: ChannelConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  /** Resolves when logged in; `head` then says how far the record goes. */
  static open(options: ChannelConnectionOptions): Promise<ChannelConnection> {
    const url = new URL('/api/v1/channel', options.venue);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      const connection = new ChannelConnection(socket, options);
      const timer = setTimeout(() => settle(connection.#end(unreachable('no login in time'))), LOGIN_MS_MAX);
      const settle = (error?: ClientError) => {
        clearTimeout(timer);
        if (error === undefined) resolve(connection);
        else reject(error);
      };
      socket.addEventListener('message', ({ data }) => {
        const message = connection.#receive(data);
        if (message?.kind !== 'challenge') return;
        connection.#logIn(message.nonce).then(
          () => {
            connection.#isLoggedIn = true;
            settle();
          },
          (error: ClientError) => {
            connection.#end(error);
            settle(error);
          },
        );
      });
      socket.addEventListener('close', ({ code, reason }) => {
        settle(connection.#end(unreachable(`closed with ${code} ${reason}`), { code, reason }));
      });
      // 'close' follows, and says all there is to say.
      socket.addEventListener('error', () => {});
    });
  }

  get head(): { readonly size: number; readonly lastHandshake: Position } {
    return this.#head;
  }

  post(lastHandshake: Position, item: Uint8Array): Promise<PostOutcome> {
    return this.#append({ kind: 'post', lastHandshake, item });
  }

  commit(lastHandshake: Position, item: Uint8Array): Promise<PostOutcome> {
    return this.#append({ kind: 'commit', lastHandshake, item });
  }

  async fetch(from: Position, bytesMax: number): Promise<{ from: number; size: number; items: readonly Uint8Array[] }> {
    return await this.#ask('items', { kind: 'fetch', from, bytesMax });
  }

  async beats(fromSize: number): Promise<readonly ChannelBeat[]> {
    return (await this.#ask('beats', { kind: 'beats', fromSize })).beats;
  }

  async knocks(): Promise<readonly WaitingKnock[]> {
    return (await this.#ask('knocks', { kind: 'knocks' })).knocks;
  }

  /** The period's batch, and how many seats have theirs. Throws `VENUE_REFUSED`. `[UNATTR-2]` */
  async tokens(
    lastHandshake: Position,
    blinded: readonly Uint8Array[],
  ): Promise<{ readonly evaluated: readonly Uint8Array[]; readonly proof: Uint8Array; readonly seats: number }> {
    return await this.#ask('tokens', { kind: 'tokens', lastHandshake, blinded });
  }

  /** This seat's one token of a ballot box. Throws `VENUE_REFUSED`. `[SOUND-2]` */
  async ballotToken(
    box: BoxId,
    terms: Uint8Array,
    blinded: Uint8Array,
  ): Promise<{ readonly evaluated: readonly Uint8Array[]; readonly proof: Uint8Array; readonly given: number }> {
    const { evaluated, proof, given } = await this.#ask('ballot-token', { kind: 'ballot-token', box, terms, blinded });
    return { evaluated: [evaluated], proof, given };
  }

  /** For the requests that are answered with `done`. */
  async do(message: Extract<ClientMessage, { kind: WithoutAnswer }>): Promise<void> {
    await this.#ask('done', message);
  }

  /** What is asked and not answered fails with `error`. */
  close(error = new ClientError('CLOSED', 'closed by this device')): void {
    this.#isLoggedIn = false;
    this.#end(error);
  }

  async #append(message: Extract<ClientMessage, { kind: 'post' | 'commit' }>): Promise<PostOutcome> {
    const answer = await this.#request(message);
    if (answer.kind === 'posted' || answer.kind === 'refused') return answer;
    throw this.#misbehaved(`answered ${message.kind} with ${answer.kind}`);
  }

  async #ask<K extends Answer['kind']>(kind: K, message: ClientMessage): Promise<Extract<Answer, { kind: K }>> {
    const answer = await this.#request(message);
    if (answer.kind === kind) return answer as Extract<Answer, { kind: K }>;
    if (answer.kind === 'refused') throw refused(message.kind, answer.code, answer.retryAfterMs);
    throw this.#misbehaved(`answered ${message.kind} with ${answer.kind}`);
  }

  #request(message: ClientMessage): Promise<Answer> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const requestId = this.#nextRequest++;
    const frame = encodeClientFrame(requestId, message);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(unreachable('no answer in time')), ANSWER_MS_MAX);
      this.#waiting.set(requestId, { resolve, reject, timer });
      this.#socket.send(frame as Uint8Array<ArrayBuffer>);
    });
  }

  async #logIn(nonce: Uint8Array): Promise<void> {
    const { channel, login, origin, from } = this.#options;
    const signature = await login.sign(loginStatement(nonce, channel, origin));
    const head = await this.#ask('logged-in', {
      kind: 'login',
      channel,
      key: login.key,
      as: login.as,
      signature,
      from,
    });
    this.#head = { size: head.size, lastHandshake: head.lastHandshake };
  }

  /** Gives back only the challenge; all else is delivered here. */
  #receive(data: unknown): Extract<VenueMessage, { kind: 'challenge' }> | undefined {
    if (this.#ended !== undefined) return undefined;
    this.#options.heard();
    try {
      if (!(data instanceof ArrayBuffer)) throw new TypeError('a frame of text');
      const { requestId, message } = decodeVenueFrame(new Uint8Array(data));
      if (message.kind === 'challenge') return message;
      if (message.kind === 'knocked') this.#options.knocked(message.invitation);
      else if (requestId !== UNASKED) this.#answer(requestId, message);
      else if (message.kind === 'items') this.#options.items(message.from, message.items, message.size);
      // The venue closes after an unasked refusal; the close carries the same reason.
    } catch (cause) {
      this.#misbehaved('sent what is no frame', cause);
    }
    return undefined;
  }

  #answer(requestId: number, message: Answer): void {
    const waiting = this.#waiting.get(requestId);
    if (waiting === undefined) return;
    this.#waiting.delete(requestId);
    clearTimeout(waiting.timer);
    waiting.resolve(message);
  }

  #misbehaved(what: string, cause?: unknown): ClientError {
    return this.#end(new ClientError('VENUE_MISBEHAVED', `the venue ${what}`, { cause }));
  }

  /** The first reason stays. Does not wait for the socket to close: over a dead line that takes its time. */
  #end(error: ClientError, close = { code: NO_CLOSE_FRAME, reason: error.message }): ClientError {
    if (this.#ended !== undefined) return this.#ended;
    this.#ended = error;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
    this.#socket.close();
    if (this.#isLoggedIn) this.#options.closed(close.code, close.reason);
    return error;
  }
}

export function unreachable(why: string): ClientError {
  return new ClientError('VENUE_UNREACHABLE', `lost the venue: ${why}`);
}

export function refused(what: string, code: string, retryAfterMs?: number): ClientError {
  return new ClientError('VENUE_REFUSED', `the venue refused ${what}: ${code}`, {
    detail: { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  });
}
