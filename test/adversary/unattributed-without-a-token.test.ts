import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntryId, TreeSize } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { commit } from '../../src/protocol/commitment/commitment.ts';
import type { Seen } from '../../src/protocol/seal/body.ts';
import { sealBody } from '../../src/protocol/seal/seal-body.ts';
import { sealShares } from '../../src/protocol/seal/shares.ts';
import type { Token } from '../../src/protocol/token/token.ts';
import { encodePayload } from '../../src/records/payload.ts';
import { House, haveTokens, heard, type Person, rest, say } from '../support/house.ts';
import { postingWith, postUnattributed, stateOf, tokensOf } from '../support/unattributed-posting.ts';

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
  const { epoch, charter, recordSecret, seen: head } = stateOf(seat);
  const { channel } = seat.identity;
  const [entry, salt] = [random(16) as EntryId, random(32)];
  const payload = encodePayload('statement', { text, language: 'en', inReplyTo: undefined, conveyance: undefined });
  const commitment = commit(salt, payload);
  const shares = await sealShares({ channel, entry, commitment }, { charter, salt, author: undefined, random });
  const seen = stated ?? head;
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
    const tokens = tokensOf(people[1], his);
    for (const [n, size] of [stateOf(his).begunAt, 1, 99].entries()) {
      const seen = { size: size as number as TreeSize, root: random(32) };
      const item = await sealed(his, 'They forked us!', { isWithToken: true, seen });
      await postUnattributed(house, await postingWith(his, tokens[n] as Token, item));
    }
    await house.venue.release();
    await rest(...seats);
    expect(heard(hers)).toEqual([]);
    expect(hers.violations.map(({ kind }) => kind)).toEqual(['forged', 'forged', 'forged']);
  });

  test('cannot send with a token what is not marked as said with one', async () => {
    const [, his] = seats;
    const token = { nonce: random(32), output: random(64) };
    const body = await postingWith(his, token, await sealed(his, 'Hm.', {}));
    await expect(postUnattributed(house, body)).rejects.toMatchObject({ detail: { code: 'MALFORMED' } });
  });
});
