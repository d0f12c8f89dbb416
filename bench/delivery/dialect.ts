import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ChannelId, Commitment, EntryId, Epoch, Position, SeatId } from '../../src/base/ids.ts';
import { fromBase64Url } from '../../src/base/text-encodings.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { type Ed25519KeyPair, keyPair, sign } from '../../src/protocol/crypto/ed25519.ts';
import { encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import { decodeVenueFrame, encodeClientFrame } from '../../src/protocol/wire/frame.ts';
import { channelCreation } from '../../src/protocol/wire/http-bodies.ts';
import { loginStatement } from '../../src/protocol/wire/login.ts';

export const ITEM_BYTES = 700;
/** What is left of an entry without its header, nonce, key commitment and heads. */
const CIPHERTEXT_BYTES = ITEM_BYTES - 145;

/** What came in one message: how many posts were acknowledged, and the marks of the items delivered. */
export interface Heard {
  readonly acknowledged: number;
  readonly marks: readonly number[];
}

/** How a load client speaks to one kind of server. Marks are a post's own number, found again in what is delivered. */
export interface Dialect {
  /** Gives the socket once it may post, or, `from` an item on, as soon as it has asked for all. */
  connect(device: number, options?: { from?: number; onMessage?: (data: Buffer) => void }): Promise<WebSocket>;
  post(mark: number): Uint8Array;
  hear(data: Buffer): Heard;
  /** Items in one message, without reading further. */
  count(data: Buffer): number;
}

export async function bareDialect(url: string): Promise<Dialect> {
  const template = new Uint8Array(randomBytes(4 + ITEM_BYTES));
  return {
    async connect(_device, { from, onMessage } = {}) {
      const socket = await openSocket(url);
      if (onMessage !== undefined) socket.on('message', onMessage);
      if (from !== undefined) socket.send(Buffer.from([0, 0, 0, 0, 0, 0, 0, from]));
      return socket;
    },
    post(mark) {
      const frame = template.slice();
      new DataView(frame.buffer).setFloat64(4, mark);
      return frame;
    },
    hear(data) {
      if (data[0] === 0) return { acknowledged: (data.length - 1) / 4, marks: [] };
      const marks: number[] = [];
      for (let at = 1; at < data.length; at += 4 + data.readUInt32BE(at)) marks.push(data.readDoubleBE(at + 4));
      return { acknowledged: 0, marks };
    },
    count: (data) => data.length / (4 + ITEM_BYTES),
  };
}

/** A channel of its own, with as many seats as devices. */
export async function venueDialect(url: string, convenerLink: string, devices: number): Promise<Dialect> {
  const channel = new Uint8Array(randomBytes(16)) as ChannelId;
  const keys = await Promise.all(Array.from({ length: devices }, () => keyPair(new Uint8Array(randomBytes(32)))));
  await create(url, convenerLink, channel, keys);
  const template = encodeClientFrame(0xffff, {
    kind: 'post',
    lastHandshake: 0 as Position,
    item: encodeEnvelope({
      header: {
        channel,
        epoch: 0 as Epoch,
        entry: new Uint8Array(16) as EntryId,
        commitment: new Uint8Array(randomBytes(32)) as Commitment,
      },
      nonce: new Uint8Array(randomBytes(32)),
      keyCommitment: new Uint8Array(randomBytes(32)),
      ciphertext: new Uint8Array(randomBytes(CIPHERTEXT_BYTES)),
    }),
  });
  // [0xffff, [2, [0, item]]]: what is before the item has a fixed length.
  const itemAt = 11;
  if (template.length !== itemAt + ITEM_BYTES) throw new Error(`an item of ${template.length - itemAt} bytes`);
  const ENTRY_ID_AT = 24;
  return {
    async connect(device, { from, onMessage } = {}) {
      const key = keys[device] as Ed25519KeyPair;
      const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/channel`, { perMessageDeflate: false });
      await new Promise<void>((resolve, reject) => {
        socket.on('error', reject);
        socket.once('message', async (challenge: Buffer) => {
          const { message } = decodeVenueFrame(challenge);
          if (message.kind !== 'challenge') return reject(new Error(message.kind));
          const signature = await sign(key.seed, loginStatement(message.nonce, channel, message.origin));
          // The founding is not counted.
          const login = {
            channel,
            key: key.publicKey,
            as: 'device' as const,
            signature,
            from: ((from ?? 0) + 1) as Position,
          };
          const asked = encodeClientFrame(1, { kind: 'login', ...login });
          socket.once('message', (answer: Buffer) => {
            const told = decodeVenueFrame(answer).message;
            if (told.kind !== 'logged-in') return reject(new Error(JSON.stringify(told)));
            if (onMessage !== undefined) socket.on('message', onMessage);
            resolve();
          });
          socket.send(asked);
        });
      });
      return socket;
    },
    post(mark) {
      const frame = template.slice();
      frame.set(randomBytes(8), itemAt + ENTRY_ID_AT);
      new DataView(frame.buffer).setFloat64(itemAt + ENTRY_ID_AT + 8, mark);
      return frame;
    },
    hear(data) {
      // [requestId, [3, …]] is `posted`; only the venue's unasked frames begin with a zero.
      if (data[1] !== 0) return { acknowledged: 1, marks: [] };
      const marks: number[] = [];
      for (let at = itemsBegin(data); at < data.length; at += 3 + ITEM_BYTES)
        marks.push(data.readDoubleBE(at + 3 + ENTRY_ID_AT + 8));
      return { acknowledged: 0, marks };
    },
    count: (data) => Math.floor(data.length / (3 + ITEM_BYTES)),
  };
}

/** Past `[0, [4, [from, size, [` to the first item. */
function itemsBegin(data: Buffer): number {
  let at = 5;
  for (let heads = 0; heads < 3; heads++) at += headSize(data[at] as number);
  return at;
}

function headSize(first: number): number {
  const short = first & 0x1f;
  return short < 24 ? 1 : 1 + 2 ** (short - 24);
}

async function create(
  url: string,
  convenerLink: string,
  channel: ChannelId,
  keys: readonly Ed25519KeyPair[],
): Promise<void> {
  const convenerToken = fromBase64Url(convenerLink.split('#convener=')[1] ?? '') as Uint8Array;
  const body = encode(channelCreation, {
    convenerToken,
    logged: true,
    retentionDays: undefined,
    founding: {
      kind: 'founding',
      channel,
      deviceSeats: keys.map(({ publicKey }, i) => ({
        seat: new Uint8Array(randomBytes(16)) as SeatId,
        accessKey: new Uint8Array(randomBytes(32)),
        steward: i === 0,
        leafSignatureKeys: [publicKey],
      })),
      postingKey: new Uint8Array(32),
      rejoin: { channelKeyGeneration: 0, sealedGroupInfo: new Uint8Array(0), wrapped: [] },
      signature: new Uint8Array(64),
    },
  });
  const { status } = await fetch(`${url}/api/v1/channels`, { method: 'POST', body: body as Uint8Array<ArrayBuffer> });
  if (status !== 201) throw new Error(`no channel: ${status}`);
}

function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}
