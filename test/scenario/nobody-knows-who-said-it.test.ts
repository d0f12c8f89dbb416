import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EntryId, idText, type Position } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { seatKeys } from '../../src/client/seat-identity.ts';
import { waitingCodec } from '../../src/client/unattributed/waiting-unattributed.ts';
import { decode } from '../../src/protocol/codec/codec.ts';
import { askForTokens, takeTokens } from '../../src/protocol/token/batch.ts';
import { BATCH_TOKENS } from '../../src/protocol/token/limits.ts';
import { speechInfo, type Token } from '../../src/protocol/token/token.ts';
import { decodeClientFrame } from '../../src/protocol/wire/frame.ts';
import type { UnattributedPost } from '../../src/protocol/wire/http-bodies.ts';
import { encodePayload } from '../../src/records/payload.ts';
import { contains } from '../support/contains.ts';
import { type House, haveTokens, heard, type Person, rest, say, until } from '../support/house.ts';
import { outcomeOf } from '../support/outcome-of.ts';
import { threeSeats } from '../support/three-seats.ts';
import { postingWith, postUnattributed, sealedWithoutAName, tokensOf } from '../support/unattributed-posting.ts';
import { rowsOf, tamper } from '../support/venue-database.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

let house: House;
let people: [Person, Person, Person];
/** Of Arvelia, and twice of Kestria. */
let seats: [Seat, Seat, Seat];

beforeEach(async () => {
  // Released where the story says so.
  ({ house, people, seats } = await threeSeats({ releaseMs: 3_600_000 }));
  await haveTokens(...seats);
});
afterEach(async () => {
  await house.close();
});

const statement = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });

function speak(seat: Seat, text: string) {
  return seat.put('statement', statement(text), { attribution: 'unattributed' });
}

/** Until all that these seats said unattributed is with the venue. */
async function held(...speakers: readonly Seat[]): Promise<void> {
  await until(() => speakers.every(({ posts }) => posts.waitingUnattributed.every(({ isHeld }) => isHeld)));
}

async function release(): Promise<void> {
  await house.venue.release();
  await rest(...seats);
}

const post = (body: UnattributedPost) => outcomeOf(postUnattributed(house, body), 'taken');

/** What a member's device would post with this token, of whatever the caller says differently. */
async function posting(
  seat: Seat,
  token: Token,
  change: { readonly text?: string; readonly entry?: EntryId; readonly postingSeed?: Uint8Array } = {},
): Promise<UnattributedPost> {
  const payload = encodePayload('statement', statement(change.text ?? 'Hm.'));
  const item = await sealedWithoutAName(seat, payload, { entry: change.entry });
  return await postingWith(seat, token, item, change.postingSeed);
}

/** A batch for this seat that its own device does not know of. */
async function batchOf(seat: Seat, of: { lastHandshake?: Position } = {}): Promise<readonly Token[]> {
  const { lastHandshake, state } = seat.record.parts;
  const issuerKey = state?.charter.issuerKey as Uint8Array;
  const info = speechInfo(seat.identity.channel, lastHandshake);
  const asked = askForTokens(issuerKey, info, BATCH_TOKENS, random);
  const connection = await seat.session.connection();
  const issued = await connection.tokens(of.lastHandshake ?? lastHandshake, asked.blinded);
  return takeTokens(issuerKey, info, asked, issued) ?? [];
}

describe('words that nobody can be named for', () => {
  test('[UNATTR-1] [UNATTR-4] stand in the record once they are released, the same for everyone', async () => {
    const [hers, his, karins] = seats;
    await Promise.all([speak(his, 'We could open the quay in winter.'), speak(karins, 'Not before the ice has gone.')]);
    await held(his, karins);
    expect(heard(hers)).toEqual([]);
    await release();
    expect(heard(hers).toSorted()).toEqual(['Not before the ice has gone.', 'We could open the quay in winter.']);
    for (const seat of seats) {
      expect(heard(seat)).toEqual(heard(hers));
      const said = Object.values(seat.projection.entries).filter(({ name }) => name === 'statement');
      for (const entry of said) {
        expect(entry).toMatchObject({
          seat: null,
          party: null,
          attribution: 'unattributed',
          time: null,
          onRecord: false,
        });
      }
      expect(seat.violations).toEqual([]);
    }
  });

  test('[UNATTR-5] leave nothing on the device that said them, once they were read back', async () => {
    const [, his] = seats;
    const { entry } = await speak(his, 'Between us.');
    const row = `${seatKeys(his.identity.channel).unattributed}000000000000`;
    expect(people[1].disk.past.get(row)).toBeDefined();
    await held(his);
    await release();
    expect(his.posts.waitingUnattributed).toEqual([]);
    expect(people[1].disk.keys()).not.toContain(row);
    // The words and the entry's id are everyone's; the salt was its author's alone.
    const [salt] = (people[1].disk.past.get(row) ?? []).map((value) => decode(waitingCodec, value, value.length).salt);
    expect(contains(people[1].disk.dump(), salt as Uint8Array)).toBe(false);
    expect(his.projection.entries[idText(entry)]?.seat).toBeNull();
  });

  test('of an idea are argued unattributed too', async () => {
    const [hers, his] = seats;
    const idea = await his.put(
      'idea',
      { title: 'A winter quay', text: '', language: 'en' },
      { attribution: 'unattributed' },
    );
    await held(his);
    await release();
    const argument = { idea: idea.entry, side: 'for', text: 'The ice is thin.', language: 'en' } as const;
    await hers.put('idea-argument', argument, { attribution: 'unattributed' });
    await held(hers);
    await release();
    expect(his.projection.ideas.byEntry[idText(idea.entry)]?.arguments.map(({ text }) => text)).toEqual([
      'The ice is thin.',
    ]);
  });

  test('cannot be said on the record, nor where the rule is on the record', async () => {
    const [hers] = seats;
    await expect(
      hers.put('undertaking' as 'statement', statement('x'), { attribution: 'unattributed' }),
    ).rejects.toThrow();
    const other = await house.found(people[0], { rules: { rule: 'on the record' } });
    await expect(speak(other, 'Hm.')).rejects.toMatchObject({ detail: { code: 'ATTRIBUTION_NOT_ALLOWED' } });
  });
});

describe('a turn of the epoch', () => {
  test('[UNATTR-6] [ORDER-4] finds in the record what was held: it stands before the handshake', async () => {
    const [hers, his] = seats;
    await speak(his, 'In time.');
    await held(his);
    await hers.turnEpoch();
    await rest(...seats);
    expect(heard(hers)).toEqual(['In time.']);
    expect(hers.projection.refused).toEqual([]);
    expect(his.posts.waitingUnattributed).toEqual([]);
  });

  test('[UNATTR-1] burns no token, and loses nothing that was not held yet', async () => {
    const [hers, his] = seats;
    const line = people[1].line as NonNullable<Person['line']>;
    line.down();
    await speak(his, 'Later, then.');
    await hers.turnEpoch();
    line.up();
    await rest(...seats);
    await held(his);
    await release();
    expect(heard(hers)).toEqual(['Later, then.']);
    expect(rowsOf(house, 'spent')).toHaveLength(1);
    const { lastHandshake } = hers.record.parts;
    const old = await posting(hers, { nonce: random(32), output: random(64) });
    expect(await post({ ...old, lastHandshake: (lastHandshake - 1) as Position, begunAt: 0 as Position })).toBe(
      'EPOCH_MOVED',
    );
  });

  test('through a device that is killed before the answer comes, said once', async () => {
    const [hers, his] = seats;
    const [, karel] = people;
    const row = `${seatKeys(his.identity.channel).unattributed}000000000000`;
    let writes = 0;
    // Sealed and remembered, posted, and then the power goes before the answer is noted.
    karel.disk.failsBefore = ({ put }) => put !== undefined && row in put && ++writes === 3;
    await speak(his, 'Once.');
    await until(() => writes === 3);
    karel.disk.failsBefore = undefined;
    await karel.open();
    seats[1] = karel.seat;
    await held(karel.seat);
    await release();
    expect(heard(hers)).toEqual(['Once.']);
    expect(karel.seat.posts.waitingUnattributed).toEqual([]);
  });
});

describe('a member who would say more than others may', () => {
  test('[UNATTR-2] has one batch a period: another one is refused, whichever device asks', async () => {
    const [, his] = seats;
    await expect(batchOf(his)).rejects.toMatchObject({ detail: { code: 'TOKENS_ISSUED' } });
    for (let n = 0; n <= BATCH_TOKENS; n++) await speak(his, `${n}`);
    await until(() => his.posts.waitingUnattributed.filter(({ isHeld }) => isHeld).length === BATCH_TOKENS);
    await until(() => his.posts.waitingUnattributed.some(({ refused }) => refused === 'NO_TOKEN'));
    await release();
    expect(heard(seats[0])).toHaveLength(BATCH_TOKENS);
  });

  test('[UNATTR-1] cannot spend a token twice, for another item, another room, or with another signature', async () => {
    const [hers, his] = seats;
    const [token, other] = tokensOf(people[1], his) as [Token, Token];
    const first = await posting(his, token);
    expect(await post(first)).toBe('taken');
    expect(await post(first)).toBe('taken');
    expect(await post(await posting(his, token, { text: 'Another.' }))).toBe('TOKEN_SPENT');
    expect(await post({ ...first, token: other })).toBe('TOKEN_REFUSED');
    expect(await post(await posting(his, other, { postingSeed: random(32) }))).toBe('TOKEN_REFUSED');
    expect(await post(await posting(his, { ...other, nonce: random(32) }))).toBe('TOKEN_REFUSED');
    expect(await post(await posting(his, { ...other, output: random(64) }))).toBe('TOKEN_REFUSED');
    const elsewhere = await house.found(people[0]);
    await rest(elsewhere);
    expect(await post(await posting(elsewhere, other))).toBe('TOKEN_REFUSED');
    const good = await posting(his, other);
    expect(await post({ ...good, begunAt: (good.lastHandshake + 1) as Position })).toBe('TOKEN_REFUSED');
    expect(await post({ ...good, channel: random(16) as never })).toBe('TOKEN_REFUSED');
    expect(await post({ ...good, item: random(700) })).toBe('MALFORMED');
    // Whatever was refused has spent nothing.
    expect(await post(good)).toBe('taken');
    await release();
    expect(heard(hers)).toHaveLength(2);
  });

  test('[UNATTR-1] is no member any more once removed, tokens or not', async () => {
    const [hers, his] = seats;
    const tokens = tokensOf(people[1], his);
    const mine = await posting(his, tokens[0] as Token);
    await hers.stewardship.remove(his.seatId);
    await rest(hers, seats[2]);
    expect(await post(mine)).toBe('EPOCH_MOVED');
    const { lastHandshake } = hers.record.parts;
    expect(await post({ ...mine, lastHandshake })).toBe('TOKEN_REFUSED');
  });
});

describe('a venue that would say something in the room', () => {
  test('can make tokens, and seal nothing that a member reads', async () => {
    const [hers] = seats;
    const { channel } = hers.identity;
    const { lastHandshake } = hers.record.parts;
    // It has no record secret.
    const forged = { entry: random(16) as EntryId, recordSecret: random(32) };
    const item = await sealedWithoutAName(hers, encodePayload('statement', statement('From the venue.')), forged);
    const key = (await house.venue.store.channel(channel))?.key as never;
    await house.venue.store.hold({ channel: key, lastHandshake, nonce: random(32), id: forged.entry, item });
    await release();
    expect(heard(hers)).toEqual([]);
    expect(hers.projection.refused.at(-1)).toMatchObject({ reason: 'UNREADABLE' });
    await say(hers, 'We go on.');
  });

  test('[UNATTR-3] with another key than the charter names gives no tokens, and is caught at it', async () => {
    const [hers, his] = seats;
    await tamper(house, (db) => {
      db.prepare("UPDATE settings SET value = ? WHERE name = 'issuer-seed'").run(random(32));
      db.exec('DELETE FROM batches');
    });
    await hers.turnEpoch();
    await rest(...seats);
    await until(() => hers.violations.some(({ kind }) => kind === 'tokens'));
    expect(hers.posts.hidesAmong).toBe(0);
    await speak(his, 'Marked, perhaps.');
    await until(() => his.posts.waitingUnattributed.some(({ refused }) => refused === 'NO_TOKEN'));
  });
});

describe('what the venue has of it', () => {
  test('[UNATTR-2] is asked by every device for every period, and nothing when somebody speaks', async () => {
    const [hers, his, karins] = seats;
    const frames: string[] = [];
    const line = people[1].line as NonNullable<Person['line']>;
    line.onFrameFromPerson = (frame) => {
      frames.push(decodeClientFrame(frame).message.kind);
      return [frame];
    };
    expect([hers, his, karins].map(({ posts }) => posts.hidesAmong > 0)).toEqual([true, true, true]);
    expect(rowsOf(house, 'batches')).toHaveLength(3);
    await speak(his, 'Quietly.');
    await held(his);
    // Not a word over the connection that bears a name, neither before nor after.
    expect(frames).toEqual([]);
    await hers.turnEpoch();
    await rest(...seats);
    await until(() => frames.includes('tokens'));
  });

  test('[UNATTR-6] keeps no order, no time and no seat of what is held and spent', async () => {
    const [, his, karins] = seats;
    await speak(his, 'One.');
    await held(his);
    await speak(karins, 'Two.');
    await held(karins);
    const [tables, seatIds] = [
      [...rowsOf(house, 'held'), ...rowsOf(house, 'spent')],
      seats.map(({ seatId }) => seatId),
    ];
    expect(tables).toHaveLength(4);
    for (const row of tables) {
      expect(Object.keys(row).filter((name) => !['channel', 'nonce', 'id', 'entry', 'bytes'].includes(name))).toEqual(
        [],
      );
      for (const value of Object.values(row)) {
        if (!(value instanceof Uint8Array)) continue;
        for (const seat of seatIds) expect(contains(value, seat)).toBe(false);
      }
    }
    // By the nonce, which the author drew: not by when it came.
    const nonces = rowsOf(house, 'held').map(({ nonce }) => Buffer.from(nonce as Uint8Array).toString('hex'));
    expect(nonces).toEqual(nonces.toSorted());
  });

  test('[UNATTR-7] tells how many could have said it', async () => {
    const [hers] = seats;
    // Each asks anew now and then: the first to come knew of none but itself.
    await hers.turnEpoch();
    await rest(...seats);
    await haveTokens(...seats);
    expect(Math.max(...seats.map(({ posts }) => posts.hidesAmong))).toBe(3);
  });
});
