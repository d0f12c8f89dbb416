import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntryId, Position, TreeSize } from '../../src/base/ids.ts';
import { VenueHttp } from '../../src/client/connection/venue-http.ts';
import type { Seat } from '../../src/client/seat.ts';
import { seatKeys } from '../../src/client/seat-identity.ts';
import { purseCodec } from '../../src/client/unattributed/token-purse.ts';
import { decode } from '../../src/protocol/codec/codec.ts';
import { commit } from '../../src/protocol/commitment/commitment.ts';
import { sign } from '../../src/protocol/crypto/ed25519.ts';
import type { Seen } from '../../src/protocol/seal/body.ts';
import { sealBody } from '../../src/protocol/seal/seal-body.ts';
import { sealShares } from '../../src/protocol/seal/shares.ts';
import { postingStatement } from '../../src/protocol/token/posting.ts';
import type { Token } from '../../src/protocol/token/token.ts';
import { unattributedPost } from '../../src/protocol/wire/http-bodies.ts';
import { encodePayload } from '../../src/records/payload.ts';
import { House, haveTokens, heard, type Person, rest, say } from '../support/house.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

let house: House;
let people: [Person, Person];
let seats: [Seat, Seat];

beforeEach(async () => {
  house = await House.open({ releaseMs: 3_600_000 });
  people = [await house.person('Anna'), await house.person('Karel')];
  const hers = await house.found(people[0]);
  seats = [hers, await house.seat(hers, people[1], { party: 'Kestria' })];
  await rest(...seats);
});
afterEach(async () => {
  await house.close();
});

interface Made {
  readonly isWithToken?: true;
  readonly seen?: Seen;
}

/** What a client of a member's own making seals: unattributed, under a header of either kind. */
async function sealed(seat: Seat, text: string, { seen: stated, ...header }: Made): Promise<Uint8Array> {
  const { state, epochStarts } = seat.record.parts;
  if (state === undefined) throw new Error('not seated');
  const { channel } = seat.identity;
  const { epoch, charter, recordSecret } = state;
  const start = epochStarts.get(epoch);
  const [entry, salt] = [random(16) as EntryId, random(32)];
  const payload = encodePayload('statement', { text, language: 'en', inReplyTo: undefined, conveyance: undefined });
  const commitment = commit(salt, payload);
  const shares = await sealShares({ channel, entry, commitment }, { charter, salt, author: undefined, random });
  const seen = stated ?? { size: start?.position as number as TreeSize, root: start?.frontier.root() as Uint8Array };
  const attribution = { kind: 'unattributed' } as const;
  const plain = { payload, time: undefined, seen, shares, attribution };
  return await sealBody({ channel, epoch, entry, commitment, ...header }, plain, { recordSecret, random });
}

describe('[UNATTR-8] a member who would say unattributed what no token is for', () => {
  test('is refused by the venue, over its connection', async () => {
    const [, his] = seats;
    const connection = await his.session.connection();
    const item = await sealed(his, 'As often as I like.', { isWithToken: true });
    const outcome = await connection.post(his.record.parts.lastHandshake, item);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'MALFORMED' });
  });

  test('is heard by nobody where the venue cannot tell', async () => {
    const [hers, his] = seats;
    const connection = await his.session.connection();
    for (let n = 0; n < 9; n++) {
      const item = await sealed(his, `${n}`, {});
      expect(await connection.post(his.record.parts.lastHandshake, item)).toMatchObject({ kind: 'posted' });
    }
    await rest(...seats);
    for (const seat of seats) {
      expect(heard(seat)).toEqual([]);
      expect(seat.projection.refused).toHaveLength(9);
    }
    await say(hers, 'We go on.');
  });

  test('[RECORD-1] [UNATTR-4] accuses nobody of a fork by a head that was made up', async () => {
    const [hers, his] = seats;
    await haveTokens(his);
    const { state, lastHandshake, epochStarts } = his.record.parts;
    if (state === undefined) throw new Error('not seated');
    const { channel } = his.identity;
    const kept = people[1].disk.past.get(seatKeys(channel).tokens)?.at(-1) as Uint8Array;
    const { tokens } = decode(purseCodec, kept, kept.length);
    const begunAt = epochStarts.get(state.epoch)?.position as Position;
    for (const [n, size] of [begunAt, 1, 99].entries()) {
      const token = tokens[n] as Token;
      const seen = { size: size as number as TreeSize, root: random(32) };
      const item = await sealed(his, 'They forked us!', { isWithToken: true, seen });
      const posting = await sign(state.postingSeed, postingStatement(token, item));
      const body = { channel, lastHandshake, begunAt, token, posting, item };
      await new VenueHttp(house.url).post('/api/v1/unattributed', unattributedPost, body);
    }
    await house.venue.release();
    await rest(...seats);
    expect(heard(hers)).toEqual([]);
    expect(hers.violations.map(({ kind }) => kind)).toEqual(['forged', 'forged', 'forged']);
  });

  test('cannot send with a token what is not marked as said with one', async () => {
    const [, his] = seats;
    const { state, lastHandshake, epochStarts } = his.record.parts;
    if (state === undefined) throw new Error('not seated');
    const { channel } = his.identity;
    const token = { nonce: random(32), output: random(64) };
    const item = await sealed(his, 'Hm.', {});
    const posting = await sign(state.postingSeed, postingStatement(token, item));
    const begunAt = epochStarts.get(state.epoch)?.position as never;
    const body = { channel, lastHandshake, begunAt, token, posting, item };
    await expect(new VenueHttp(house.url).post('/api/v1/unattributed', unattributedPost, body)).rejects.toMatchObject({
      detail: { code: 'MALFORMED' },
    });
  });
});
