import { describe, expect, test } from 'vitest';
import { concat, utf8 } from '../../src/base/bytes.ts';
import type { EntryId, Position, TreeSize } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { keyPair, sign } from '../../src/protocol/crypto/ed25519.ts';
import { sha256 } from '../../src/protocol/crypto/sha256.ts';
import { body } from '../../src/protocol/seal/body.ts';
import { sealUnattributed } from '../../src/protocol/seal/seal-unattributed.ts';
import { type AskedBatch, askForTokens, takeTokens } from '../../src/protocol/token/batch.ts';
import { type Issued, issue, issuerKeys } from '../../src/protocol/token/issuer.ts';
import { postingStatement } from '../../src/protocol/token/posting.ts';
import { speechInfo, type Token } from '../../src/protocol/token/token.ts';
import { type UnattributedPost, unattributedPost } from '../../src/protocol/wire/http-bodies.ts';
import { type Member, open, openRoom, type Room } from '../support/room.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** The venue with all that it keeps and sees by key: its secret, who asked for what, and what was posted. */
interface Seen {
  readonly keys: ReturnType<typeof issuerKeys>;
  readonly info: Uint8Array;
  /** By seat, in the order in which they asked. */
  readonly asked: readonly { readonly blinded: readonly Uint8Array[]; readonly issued: Issued }[];
  readonly posted: UnattributedPost;
}

/** Whose it was: the adversary answers with the number of a seat. */
type Guess = (seen: Seen) => number;

const xorWeight = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, byte, at) => sum + (byte ^ (b[at % b.length] as number)).toString(2).replaceAll('0', '').length, 0);

function nearest(seen: Seen, of: (asked: Seen['asked'][number]) => Uint8Array, to: Uint8Array): number {
  const weights = seen.asked.map((asked) => xorWeight(of(asked), to));
  return weights.indexOf(Math.min(...weights));
}

/** Whatever a venue could try with what it has, short of a discrete logarithm. */
const GUESSES: Readonly<Record<string, Guess>> = {
  'the nonce looks like what was blinded': (seen) =>
    nearest(seen, ({ blinded }) => blinded[0] as Uint8Array, seen.posted.token.nonce),
  'the output looks like what was evaluated': (seen) =>
    nearest(seen, ({ issued }) => issued.evaluated[0] as Uint8Array, seen.posted.token.output),
  'the output is made from what was evaluated': (seen) =>
    nearest(
      seen,
      ({ issued }) => sha256(concat(seen.posted.token.nonce, issued.evaluated[0] as Uint8Array)),
      seen.posted.token.output,
    ),
  'the venue’s own function of what was blinded is near': (seen) =>
    nearest(
      seen,
      ({ blinded }) => issue(seen.keys, seen.info, blinded, random).evaluated[0] as Uint8Array,
      seen.posted.token.output,
    ),
  'the item looks like the proof': (seen) => nearest(seen, ({ issued }) => issued.proof, seen.posted.item.slice(-64)),
  'the signature looks like the proof': (seen) => nearest(seen, ({ issued }) => issued.proof, seen.posted.posting),
  'the first to ask is the first to speak': () => 0,
  'by the length of what was posted': ({ posted }) => encode(unattributedPost, posted).length % 2,
};

const ROUNDS = 160;

async function game(): Promise<{ readonly room: Room; readonly rounds: readonly { author: number; seen: Seen }[] }> {
  const room = await openRoom({ seed: 'unattributed', parties: 2 });
  const keys = issuerKeys(random(32), utf8('a venue'));
  const posting = await keyPair(random(32));
  const rounds: { author: number; seen: Seen }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const lastHandshake = round as Position;
    const info = speechInfo(room.channel, lastHandshake);
    const asked: AskedBatch[] = [0, 1].map(() => askForTokens(keys.publicKey, info, 1, random));
    const issued = asked.map(({ blinded }) => issue(keys, info, blinded, random));
    const author = (random(1)[0] as number) & 1;
    const [token] = takeTokens(keys.publicKey, info, asked[author] as AskedBatch, issued[author] as Issued) as [Token];
    const item = await sealUnattributed({
      ...room,
      entry: random(16) as EntryId,
      payload: utf8('We could live with that.'),
      salt: random(32),
      seen: { size: 3 as TreeSize, root: new Uint8Array(32).fill(3) },
      random,
    });
    const signature = await sign(posting.seed, postingStatement(token, item));
    const posted = { channel: room.channel, lastHandshake, begunAt: 0 as Position, token, posting: signature, item };
    rounds.push({
      author,
      seen: {
        keys,
        info,
        asked: asked.map(({ blinded }, at) => ({ blinded, issued: issued[at] as Issued })),
        posted,
      },
    });
  }
  return { room, rounds };
}

describe('whose an unattributed entry is', () => {
  const played = game();

  /** Five standard deviations: one run in a million fails by chance. */
  const MARGIN = 5 * Math.sqrt(0.25 / ROUNDS);

  test.each(Object.entries(GUESSES))(
    '[UNATTR-1] [UNATTR-2] the venue guesses no better than chance where %s',
    async (_, guess) => {
      const { rounds } = await played;
      const right = rounds.filter(({ author, seen }) => guess(seen) === author).length / ROUNDS;
      expect(Math.abs(right - 0.5)).toBeLessThan(MARGIN);
    },
  );

  test('the game can be won by who has what the author alone had: it is a fair one', async () => {
    const room = await openRoom({ seed: 'unattributed', parties: 2 });
    const keys = issuerKeys(random(32), utf8('a venue'));
    const info = speechInfo(room.channel, 0 as Position);
    const asked = [0, 1].map(() => askForTokens(keys.publicKey, info, 1, random));
    const issued = asked.map(({ blinded }) => issue(keys, info, blinded, random));
    const author = (random(1)[0] as number) & 1;
    const [token] = takeTokens(keys.publicKey, info, asked[author] as AskedBatch, issued[author] as Issued) as [Token];
    // With the blinds of both at hand, the token is found at once.
    const found = asked.findIndex((each, at) => {
      const [theirs] = takeTokens(keys.publicKey, info, each, issued[at] as Issued) as [Token];
      return toHex(theirs.output) === toHex(token.output);
    });
    expect(found).toBe(author);
  });

  test('[UNATTR-4] a member reads the same body whoever wrote it, but for what was drawn at random', async () => {
    const { room, rounds } = await played;
    const bodies = await Promise.all(
      rounds.slice(0, 8).map(async ({ seen }) => {
        const opened = await open(room, seen.posted.item);
        if (opened.kind !== 'opened') throw new Error('it opens');
        const { payload, time, seen: head, attribution, shares } = opened;
        const named = shares.map(({ party, generation }) => [toHex(party), generation]);
        return { payload: toHex(payload), time, size: head.size, root: toHex(head.root), attribution, named };
      }),
    );
    for (const each of bodies) expect(each).toEqual(bodies[0]);
    expect(body.name).toBe('body');
  });

  test('nothing in the room’s keys is needed to write one but the epoch’s own, which all members have', async () => {
    const { room, rounds } = await played;
    const item = rounds[0]?.seen.posted.item as Uint8Array;
    for (const { keys, seat } of room.members as readonly Member[]) {
      const own = [seat, keys.sign.publicKey, keys.static.publicKey, keys.access.publicKey];
      const opened = await open(room, item);
      if (opened.kind !== 'opened') throw new Error('it opens');
      const plain = Buffer.from(encode(body, opened));
      for (const secret of own) expect(plain.includes(Buffer.from(secret))).toBe(false);
    }
  });
});
