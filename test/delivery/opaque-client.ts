import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { WebSocket } from 'ws';
import type { ChannelId, Commitment, EntryId, Epoch, Position, SeatId } from '../../src/base/ids.ts';
import { fromBase64Url } from '../../src/base/text-encodings.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { type Ed25519KeyPair, keyPair, sign } from '../../src/protocol/crypto/ed25519.ts';
import { encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import type { DeviceSeat } from '../../src/protocol/handshake/device-seat.ts';
import { handshakeItem } from '../../src/protocol/handshake/handshake.ts';
import type { ClientMessage } from '../../src/protocol/wire/client-message.ts';
import { decodeVenueFrame, encodeClientFrame } from '../../src/protocol/wire/frame.ts';
import { channelCreation } from '../../src/protocol/wire/http-bodies.ts';
import { type LoginAs, loginStatement } from '../../src/protocol/wire/login.ts';
import type { VenueMessage } from '../../src/protocol/wire/venue-message.ts';
import { startVenue, type Venue, type VenueOptions } from '../../src/venue/venue.ts';

// A client that knows the wire and no MLS: its ciphertexts are random bytes. It judges nothing, and breaks rules on
// purpose, which the real client cannot.

export const at = (position: number) => position as Position;

export interface TestVenue extends Venue {
  readonly dataDir: string;
  readonly token: Uint8Array;
  /** Closes it and forgets its data. */
  dispose(): Promise<void>;
  /** Closes it and opens it again on the same data. */
  reopen(): Promise<TestVenue>;
}

export async function testVenue(options: Partial<VenueOptions> = {}): Promise<TestVenue> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'pourparler-venue-')));
  const opened = await openVenue({ ...options, dataDir });
  const token = fromBase64Url(opened.convenerLink?.split('#convener=')[1] ?? '') ?? new Uint8Array(32);
  return asTestVenue(opened, token, { ...options, dataDir });
}

function openVenue(options: Partial<VenueOptions> & { dataDir: string }): Promise<Venue> {
  return startVenue({
    host: '127.0.0.1',
    port: 0,
    // Beats come when a test asks for them.
    beat: { intervalMs: 3_600_000, entries: 8 },
    clock: Date.now,
    random: (length) => new Uint8Array(randomBytes(length)),
    logger: pino({ level: 'silent' }),
    ...options,
  });
}

function asTestVenue(venue: Venue, token: Uint8Array, options: Partial<VenueOptions> & { dataDir: string }): TestVenue {
  const { dataDir } = options;
  return {
    ...venue,
    dataDir,
    token,
    async dispose() {
      await venue.close();
      await rm(dataDir, { recursive: true, force: true });
    },
    async reopen() {
      await venue.close();
      return asTestVenue(await openVenue(options), token, options);
    },
  };
}

export interface TestSeat {
  readonly seat: SeatId;
  readonly steward: boolean;
  readonly access: Ed25519KeyPair;
  readonly devices: readonly Ed25519KeyPair[];
}

export const newKey = () => keyPair(new Uint8Array(randomBytes(32)));
export const newId = <T extends Uint8Array>() => new Uint8Array(randomBytes(16)) as T;

export async function newSeat({ steward = false, devices = 1 } = {}): Promise<TestSeat> {
  const keys = await Promise.all(Array.from({ length: devices }, newKey));
  return { seat: newId<SeatId>(), steward, access: await newKey(), devices: keys };
}

export function deviceSeat({ seat, steward, access, devices }: TestSeat): DeviceSeat {
  const leafSignatureKeys = devices.map(({ publicKey }) => publicKey);
  return { seat, steward, accessKey: access.publicKey, leafSignatureKeys };
}

export interface TestChannel {
  readonly id: ChannelId;
  readonly seats: readonly TestSeat[];
}

/** The first seat is the steward. */
export async function newChannel(
  venue: TestVenue,
  { seats = 2, devices = 1, logged = true, token = venue.token, retentionDays = undefined as number | undefined } = {},
): Promise<TestChannel> {
  const made = await Promise.all(Array.from({ length: seats }, (_, i) => newSeat({ steward: i === 0, devices })));
  const id = newId<ChannelId>();
  const response = await createChannel(venue.url, { id, seats: made }, logged, token, retentionDays);
  if (response.status !== 201) throw new Error(`the venue did not create the channel: ${response.status}`);
  return { id, seats: made };
}

export function createChannel(
  url: string,
  { id, seats }: TestChannel,
  logged: boolean,
  token: Uint8Array,
  retentionDays?: number,
): Promise<Response> {
  const body = encode(channelCreation, {
    convenerToken: token,
    logged,
    retentionDays,
    founding: {
      kind: 'founding',
      channel: id,
      deviceSeats: seats.map(deviceSeat),
      postingKey: new Uint8Array(32),
      rejoin: { channelKeyGeneration: 0, sealedGroupInfo: new Uint8Array(10), wrapped: [] },
      signature: new Uint8Array(64),
    },
  });
  return fetch(`${url}/api/v1/channels`, { method: 'POST', body: body as Uint8Array<ArrayBuffer> });
}

export function entryItem(
  channel: ChannelId,
  { id = newId<EntryId>(), bytes = 700, commitment = randomBytes(32) } = {},
): Uint8Array {
  const header = { channel, epoch: 0 as Epoch, entry: id, commitment: new Uint8Array(commitment) as Commitment };
  const ciphertext = new Uint8Array(randomBytes(bytes - 155 + 2));
  return encodeEnvelope({ header, nonce: new Uint8Array(32), keyCommitment: new Uint8Array(32), ciphertext });
}

export function handshake(channel: ChannelId, seats: readonly DeviceSeat[], id = newId<EntryId>()): Uint8Array {
  return encode(handshakeItem, {
    kind: 'handshake',
    channel,
    id,
    epoch: 0 as Epoch,
    external: false,
    deviceSeats: seats,
    postingKey: new Uint8Array(32),
    message: new Uint8Array(40),
    rejoin: { channelKeyGeneration: 0, sealedGroupInfo: new Uint8Array(10), wrapped: [] },
    signature: new Uint8Array(64),
  });
}

type OfKind<Kind extends VenueMessage['kind']> = Extract<VenueMessage, { kind: Kind }>;

/** One connection, and all that it was told. */
export class OpaqueClient {
  readonly socket: WebSocket;
  readonly told: { requestId: number; message: VenueMessage }[] = [];
  /** Every item that came unasked, by position. */
  readonly items: Uint8Array[] = [];
  lastHandshake = at(0);
  readonly closed: Promise<{ code: number; reason: string }>;
  #lastRequest = 0;
  readonly #watchers = new Set<() => void>();

  constructor(url: string) {
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/v1/channel`, { perMessageDeflate: false });
    this.socket.binaryType = 'nodebuffer';
    this.socket.on('message', (data: Buffer) => this.#hear(data));
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        for (const watch of this.#watchers) watch();
      });
    });
  }

  static async connect(url: string): Promise<OpaqueClient> {
    const client = new OpaqueClient(url);
    await client.until(() => client.told.length > 0);
    return client;
  }

  /** Connected and logged in. Throws what was refused. */
  static async open(url: string, channel: ChannelId, key: Ed25519KeyPair, { as = 'device' as LoginAs, from = 0 } = {}) {
    const client = await OpaqueClient.connect(url);
    const answer = await client.logIn(channel, key, { as, from });
    if (answer.kind !== 'logged-in') throw new Error(answer.kind === 'refused' ? answer.code : answer.kind);
    return client;
  }

  get challenge(): OfKind<'challenge'> {
    return this.told[0]?.message as OfKind<'challenge'>;
  }

  async logIn(
    channel: ChannelId,
    key: Ed25519KeyPair,
    { as = 'device' as LoginAs, from = 0, nonce = this.challenge.nonce } = {},
  ) {
    // Before the answer: items may come in the same breath.
    this.items.length = from;
    const signature = await sign(key.seed, loginStatement(nonce, channel, this.challenge.origin));
    const answer = await this.ask({ kind: 'login', channel, key: key.publicKey, as, signature, from: at(from) });
    if (answer.kind === 'logged-in') {
      this.lastHandshake = answer.lastHandshake;
    }
    return answer;
  }

  /** Gives the answer, or throws when the connection ends first. */
  async ask(message: ClientMessage): Promise<VenueMessage> {
    this.#lastRequest += 1;
    const requestId = this.#lastRequest;
    this.socket.send(encodeClientFrame(requestId, message));
    const answer = await this.until(() => this.told.find((each) => each.requestId === requestId));
    return answer.message;
  }

  async post(item: Uint8Array, lastHandshake = this.lastHandshake): Promise<number | string> {
    return outcome(await this.ask({ kind: 'post', lastHandshake, item }));
  }

  async commit(item: Uint8Array, lastHandshake = this.lastHandshake): Promise<number | string> {
    return outcome(await this.ask({ kind: 'commit', lastHandshake, item }));
  }

  /** Waits for what has not come yet. */
  async until<T>(condition: () => T | undefined | false): Promise<T> {
    for (;;) {
      const met = condition();
      if (met !== undefined && met !== false) return met;
      if (this.socket.readyState > WebSocket.OPEN) throw new Error('the connection has ended');
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#watchers.delete(done);
          resolve();
        };
        this.#watchers.add(done);
      });
    }
  }

  untilItems(count: number): Promise<true> {
    return this.until(() => this.items.length >= count);
  }

  refusals(): string[] {
    return this.told.flatMap(({ message }) => (message.kind === 'refused' ? [message.code] : []));
  }

  close(): void {
    this.socket.terminate();
  }

  #hear(data: Buffer): void {
    const { requestId, message } = decodeVenueFrame(data);
    if (message.kind === 'items' && requestId === 0) {
      if (message.from !== this.items.length) throw new Error(`items from ${message.from}, not ${this.items.length}`);
      this.items.push(...message.items);
    } else this.told.push({ requestId, message });
    for (const watch of [...this.#watchers]) watch();
  }
}

function outcome(answer: VenueMessage): number | string {
  return answer.kind === 'posted' ? answer.position : answer.kind === 'refused' ? answer.code : answer.kind;
}
