import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import type { ChannelId, SeatId } from '../../base/ids.ts';
import { WRAPPED_CHANNEL_KEY_BYTES } from '../handshake/limits.ts';
import { openGroupInfo, sealGroupInfo, unwrapChannelKey, wrapChannelKey } from './channel-key.ts';
import { openExternalCommit, rejoinPsk, sealExternalCommit, signRejoin, verifyRejoin } from './rejoining.ts';
import { deriveSeatKeys } from './seat-keys.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const channel = filled<ChannelId>(16, 1);
const under = { channelKey: filled(32, 2), channel, handshake: filled(16, 3) };
const elsewhere = [
  { ...under, channelKey: filled(32, 9) },
  { ...under, channel: filled<ChannelId>(16, 9) },
  { ...under, handshake: filled(16, 9) },
];
const info = utf8('group info');

describe('what is sealed under the channel key', () => {
  test('group info opens for its handshake, under its key, in its channel only', async () => {
    const sealed = await sealGroupInfo(under, info);
    expect(await openGroupInfo(under, sealed)).toEqual(info);
    for (const other of elsewhere) expect(await openGroupInfo(other, sealed)).toBeUndefined();
    expect(await openGroupInfo(under, sealed.subarray(1))).toBeUndefined();
  });

  test('an external commit opens so too, and is no group info', async () => {
    const commit = { publicMessage: utf8('commit'), signature: filled(64, 4) };
    const sealed = await sealExternalCommit(under, commit);
    expect(await openExternalCommit(under, sealed)).toEqual(commit);
    for (const other of elsewhere) expect(await openExternalCommit(other, sealed)).toBeUndefined();
    expect(await openGroupInfo(under, sealed)).toBeUndefined();
    expect(await openExternalCommit(under, await sealGroupInfo(under, info))).toBeUndefined();
  });

  test('a renewed channel key is unwrapped by its seat, for its generation and channel only', async () => {
    const seat = filled<SeatId>(16, 5);
    const { static: keys } = await deriveSeatKeys(filled(32, 6), channel);
    const of = { channel, generation: 3, seat };
    const wrapped = await wrapChannelKey(of, keys.publicKey, under.channelKey);
    expect(wrapped.length).toBe(WRAPPED_CHANNEL_KEY_BYTES);
    expect(await unwrapChannelKey(of, keys.secret, wrapped)).toEqual(under.channelKey);
    expect(await unwrapChannelKey({ ...of, generation: 4 }, keys.secret, wrapped)).toBeUndefined();
    expect(await unwrapChannelKey({ ...of, seat: filled(16, 6) }, keys.secret, wrapped)).toBeUndefined();
    expect(await unwrapChannelKey({ ...of, channel: filled(16, 6) }, keys.secret, wrapped)).toBeUndefined();
    expect(await unwrapChannelKey(of, filled(32, 6), wrapped)).toBeUndefined();
  });

  test('a seat whose static key is no key keeps nobody from renewing: its copy opens for no one', async () => {
    const of = { channel, generation: 3, seat: filled<SeatId>(16, 5) };
    const wrapped = await wrapChannelKey(of, new Uint8Array(32), under.channelKey);
    expect(wrapped.length).toBe(WRAPPED_CHANNEL_KEY_BYTES);
    expect(await unwrapChannelKey(of, filled(32, 6), wrapped)).toBeUndefined();
  });
});

describe('[AUTH-5] rejoining', () => {
  test("the seat's word holds for one message in one channel", async () => {
    const { sign } = await deriveSeatKeys(filled(32, 6), channel);
    const publicMessage = utf8('commit');
    const signature = await signRejoin(sign.seed, channel, publicMessage);
    expect(await verifyRejoin(sign.publicKey, channel, { publicMessage, signature })).toBe(true);
    expect(await verifyRejoin(sign.publicKey, filled(16, 9), { publicMessage, signature })).toBe(false);
    expect(await verifyRejoin(sign.publicKey, channel, { publicMessage: utf8('commi7'), signature })).toBe(false);
    const other = await deriveSeatKeys(filled(32, 7), channel);
    expect(await verifyRejoin(other.sign.publicKey, channel, { publicMessage, signature })).toBe(false);
  });

  test('the pre-shared key is another under every channel key and in every channel', () => {
    const secrets = [
      rejoinPsk(filled(32, 1), channel),
      rejoinPsk(filled(32, 2), channel),
      rejoinPsk(filled(32, 1), filled(16, 9)),
    ].map(({ secret }) => secret.join());
    expect(new Set(secrets).size).toBe(3);
    expect(rejoinPsk(filled(32, 1), channel).id).toEqual(Uint8Array.of(...utf8('pourparler/v1/rejoin\0'), ...channel));
  });
});
