import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChannelId, EntryId, Epoch, Position, SeatId } from '../../base/ids.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import { encode } from '../../protocol/codec/codec.ts';
import { keyPair, sign } from '../../protocol/crypto/ed25519.ts';
import { encodeEnvelope } from '../../protocol/entry/envelope.ts';
import { CIPHERTEXT_BYTES_MIN } from '../../protocol/entry/limits.ts';
import { foundingItem } from '../../protocol/handshake/founding.ts';
import { askForTokens } from '../../protocol/token/batch.ts';
import { postingStatement } from '../../protocol/token/posting.ts';
import { speechInfo } from '../../protocol/token/token.ts';
import { BallotDesk } from '../ballots/ballot-desk.ts';
import type { BallotStore, ChannelKey, HoldingStore, RecordStore } from '../store/store.ts';
import { Issuer } from './issuer.ts';
import { CHECKS_PER_CHANNEL_MAX } from './limits.ts';
import { PostingKeys } from './posting-keys.ts';
import { TokenDesk } from './token-desk.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const id = random(16) as ChannelId;
const seat = random(16) as SeatId;
const key = 1 as ChannelKey;
const lastHandshake = 0 as Position;

let issuer: Issuer;

beforeEach(async () => {
  issuer = await Issuer.open({ setting: async () => random(32), putSetting: async () => {} }, random);
});
afterEach(async () => {
  await issuer.close();
});

describe('the thread that issues', () => {
  test('is replaced where it breaks off, and what the next one was asked is answered', async () => {
    const info = speechInfo(id, lastHandshake);
    const { blinded } = askForTokens(issuer.publicKey, info, 1, random);
    await expect(issuer.isIssued(key, info, undefined as never)).rejects.toThrow();
    // Asked before the first thread has come to its end.
    expect((await issuer.issue(info, blinded))?.evaluated).toHaveLength(1);
  });

  test('is not begun again once the venue closes', async () => {
    await issuer.close();
    await expect(issuer.issue(speechInfo(id, lastHandshake), [])).rejects.toMatchObject({ code: 'DRAINING' });
  });
});

/** At a store that can do no more than what the story needs. */
function deskOf(store: object): TokenDesk {
  const all = store as RecordStore & HoldingStore;
  return new TokenDesk(all, issuer, new PostingKeys(all));
}

describe('the desk', () => {
  test('[UNATTR-2] evaluates a batch once, however often it is asked for again', async () => {
    const noteBatch = async () => ({ kind: 'issued', seats: 1 }) as const;
    const desk = deskOf({ noteBatch });
    const evaluated = vi.spyOn(issuer, 'issue');
    const ask = (at: Position) => {
      const { blinded } = askForTokens(issuer.publicKey, speechInfo(id, at), 2, random);
      return { lastHandshake: at, blinded };
    };
    const first = ask(lastHandshake);
    const answers = [await desk.issue({ id, key, seat }, first), await desk.issue({ id, key, seat }, first)];
    expect(answers[1]).toEqual(answers[0]);
    expect(evaluated).toHaveBeenCalledTimes(1);
    // The same elements in another period are other tokens.
    const later = await desk.issue({ id, key, seat }, { ...first, lastHandshake: 1 as Position });
    expect(later.evaluated).not.toEqual(answers[0]?.evaluated);
  });

  test('lets a channel whose key somebody kept fill its own queue, by words and by ballots, and no other', async () => {
    const posting = await keyPair(random(32));
    const founding = encode(foundingItem, {
      kind: 'founding',
      channel: id,
      deviceSeats: [{ seat, accessKey: random(32), steward: true, leafSignatureKeys: [random(32)] }],
      postingKey: posting.publicKey,
      rejoin: { channelKeyGeneration: 0, sealedGroupInfo: random(32), wrapped: [] },
      signature: random(64),
    });
    const store = {
      channel: async () => ({ key, logged: false, size: 1, lastHandshake }),
      page: async () => ({ bytes: founding, lengths: Uint32Array.of(founding.length) }),
      openBoxOf: async () => ({ opener: seat, terms: random(32) }),
    };
    const desk = deskOf(store);
    const all = store as unknown as RecordStore & BallotStore;
    const close = async () => {};
    const postingKeys = new PostingKeys(all);
    const ballots = new BallotDesk({ store: all, issuer, postingKeys, clock: () => 0, close });
    const token = { nonce: random(32), output: random(64) };
    const header = { channel: id, epoch: 0 as Epoch, entry: random(16) as EntryId, commitment: random(32) as never };
    const sealed = { nonce: random(32), keyCommitment: random(32), ciphertext: new Uint8Array(CIPHERTEXT_BYTES_MIN) };
    const item = encodeEnvelope({ header: { ...header, isWithToken: true }, ...sealed });
    const signature = await sign(posting.seed, postingStatement(token, item));
    const post = { channel: id, lastHandshake, begunAt: lastHandshake, token, posting: signature, item };
    const ballot = { ...post, box: random(16) as BoxId };
    const codes = await Promise.all(
      Array.from({ length: CHECKS_PER_CHANNEL_MAX + 8 }, (_, n) =>
        (n % 2 === 0 ? desk.take(post) : ballots.take(ballot)).catch(({ code }) => code as string),
      ),
    );
    expect(codes.filter((code) => code === 'TOKEN_REFUSED')).toHaveLength(CHECKS_PER_CHANNEL_MAX);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(8);
    // When they have been looked at, there is room again.
    await expect(desk.take(post)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
    await expect(ballots.take(ballot)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  });
});
