import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EntryId, type Epoch, idText, type Position } from '../../src/base/ids.ts';
import { fromHex } from '../../src/base/text-encodings.ts';
import { VenueHttp } from '../../src/client/connection/venue-http.ts';
import { epochHeadOf } from '../../src/client/record/record-parts.ts';
import type { Seat } from '../../src/client/seat.ts';
import { seatKeys } from '../../src/client/seat-identity.ts';
import { paperCodec } from '../../src/client/sounding/ballot-paper.ts';
import { encodeBoxClosed } from '../../src/protocol/ballot-box/box-closed.ts';
import type { BoxId } from '../../src/protocol/ballot-box/box-id.ts';
import { ballotInfo, termsDigest } from '../../src/protocol/ballot-box/terms.ts';
import { decode } from '../../src/protocol/codec/codec.ts';
import { sign } from '../../src/protocol/crypto/ed25519.ts';
import type { RecordHead } from '../../src/protocol/record-tree/record-tree.ts';
import { sealBallot } from '../../src/protocol/seal/ballot.ts';
import { askForTokens } from '../../src/protocol/token/batch.ts';
import { postingStatement } from '../../src/protocol/token/posting.ts';
import type { Token } from '../../src/protocol/token/token.ts';
import { decodeClientFrame } from '../../src/protocol/wire/frame.ts';
import { type BallotPost, ballotPost } from '../../src/protocol/wire/http-bodies.ts';
import { encodePayload } from '../../src/records/payload.ts';
import { resultOf } from '../../src/records/sounding/count/sounding-result.ts';
import type { SoundingAnswer } from '../../src/records/sounding/form.ts';
import type { SoundingView } from '../../src/records/sounding/sounding-slice.ts';
import { contains } from '../support/contains.ts';
import { type House, haveTokens, type Person, rest, say, until } from '../support/house.ts';
import { outcomeOf } from '../support/outcome-of.ts';
import { threeSeats } from '../support/three-seats.ts';
import {
  postingWith,
  postUnattributed,
  sealedWithoutAName,
  stateOf,
  tokensOf,
} from '../support/unattributed-posting.ts';
import { rowsOf, tamper } from '../support/venue-database.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const HOUR_MS = 3_600_000;

let house: House;
let people: [Person, Person, Person];
/** Of Arvelia, and twice of Kestria. Anna is the steward. */
let seats: [Seat, Seat, Seat];

beforeEach(async () => {
  // Closed where the story says so.
  ({ house, people, seats } = await threeSeats({ closingMs: HOUR_MS }));
});
afterEach(async () => {
  await house.close();
});

const yes: SoundingAnswer = { kind: 'yes-no', choice: 'yes' };
const no: SoundingAnswer = { kind: 'yes-no', choice: 'no' };

async function ask(seat: Seat, change: { readonly ballotsMin?: number; readonly closesAt?: number } = {}) {
  const { entry } = await seat.soundings.open(
    {
      question: 'Shall we meet in winter?',
      language: 'en',
      form: { kind: 'yes-no' },
      electorate: 'every seat',
      closesAt: Date.now() + HOUR_MS,
      ballotsMin: 3,
      bySide: false,
      ...change,
    },
    { attribution: 'deniable' },
  );
  await rest(...seats);
  return entry;
}

const viewIn = (seat: Seat, entry: EntryId) => seat.projection.soundings.byEntry[idText(entry)] as SoundingView;
const resultIn = (seat: Seat, entry: EntryId) => resultOf(viewIn(seat, entry));

async function held(entry: EntryId, ...voters: readonly Seat[]): Promise<void> {
  await until(() => voters.every((seat) => seat.soundings.stateOf(entry) === 'held'));
}

async function voted(entry: EntryId, answers: readonly (readonly [Seat, SoundingAnswer])[]): Promise<void> {
  for (const [seat, answer] of answers) await seat.soundings.vote(entry, answer);
  await held(entry, ...answers.map(([seat]) => seat));
}

async function closed(entry: EntryId, ...readers: readonly Seat[]): Promise<void> {
  await until(() => readers.every((seat) => viewIn(seat, entry).closedAt !== null));
  await rest(...readers);
}

async function closeBy(seat: Seat, entry: EntryId): Promise<void> {
  await seat.soundings.close(entry, { attribution: 'deniable' });
  await closed(entry, ...seats);
}

const send = (body: BallotPost) =>
  outcomeOf(new VenueHttp(house.url).post('/api/v1/ballots', ballotPost, body), 'taken');

/** What this seat's device has of its ballot, from its disk, as it was before it voted. */
function paperOf(person: Person, seat: Seat, entry: EntryId) {
  const row = `${seatKeys(seat.identity.channel).ballots}${viewIn(seat, entry).box}`;
  const papers = (person.disk.past.get(row) ?? []).map((value) => decode(paperCodec, value, value.length));
  return { row, papers, token: papers.find(({ token }) => token !== undefined)?.token as never };
}

async function sealed(seat: Seat, entry: EntryId, answer: SoundingAnswer, recordSecret?: Uint8Array) {
  const view = viewIn(seat, entry);
  const epoch = view.epoch as Epoch;
  const box = fromHex(view.box) as BoxId;
  return await sealBallot({
    channel: seat.identity.channel,
    epoch,
    seen: epochHeadOf(seat.record.parts, epoch) as RecordHead,
    recordSecret: recordSecret ?? (seat.record.parts.keyring.of(epoch) as Uint8Array),
    entry: random(16) as EntryId,
    payload: encodePayload('ballot', { box, side: undefined, answer }),
    random,
  });
}

/** What a member's device would post with this token. */
async function posting(seat: Seat, entry: EntryId, token: never, answer: SoundingAnswer): Promise<BallotPost> {
  const { postingSeed, begunAt } = stateOf(seat);
  const item = await sealed(seat, entry, answer);
  const box = fromHex(viewIn(seat, entry).box) as BoxId;
  const signature = await sign(postingSeed, postingStatement(token, item));
  return { channel: seat.identity.channel, box, begunAt, token, posting: signature, item };
}

/** The venue puts things into the record that only it could. */
async function forge(items: readonly Uint8Array[]): Promise<void> {
  await tamper(house, (db) => {
    const last = db.prepare('SELECT max(key) AS key FROM items').get() as { key: number };
    items.forEach((item, i) => {
      db.prepare('INSERT INTO items (key, id, bytes) VALUES (?, ?, ?)').run(last.key + 1 + i, random(16), item);
    });
  });
  await rest(...seats);
}

describe('a room that is sounded', () => {
  test('[SOUND-4] [SOUND-7] tells everyone the same, and nothing before it is closed', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(his);
    await voted(entry, [
      [hers, yes],
      [his, no],
      [karins, yes],
    ]);
    for (const seat of seats) expect(resultIn(seat, entry)).toEqual({ kind: 'open' });
    expect(hers.projection.entries).not.toHaveProperty('ballot');
    await closeBy(his, entry);
    for (const seat of seats) {
      expect(resultIn(seat, entry)).toMatchObject({
        kind: 'counted',
        turnout: 3,
        seats: 3,
        all: { choices: { yes: 2, no: 1, abstain: 0 } },
      });
      expect(seat.projection.refused).toEqual([]);
      expect(seat.violations).toEqual([]);
      const ballots = Object.values(seat.projection.entries).filter(({ name }) => name === 'ballot');
      expect(ballots).toHaveLength(3);
      for (const ballot of ballots) expect(ballot).toMatchObject({ seat: null, party: null, time: null });
      expect(viewIn(seat, entry).closing?.by).toBe(idText(his.seatId));
    }
    // The box is gone, and all that could join a ballot to a token.
    expect([...rowsOf(house, 'ballots'), ...rowsOf(house, 'ballot_boxes'), ...rowsOf(house, 'ballot_seats')]).toEqual(
      [],
    );
  });

  test('[SOUND-6] [ORDER-4] takes its ballots after the epoch has turned, under the keys of the sounding’s', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    await voted(entry, [[his, yes]]);
    await hers.turnEpoch();
    await rest(...seats);
    await voted(entry, [
      [karins, no],
      [hers, no],
    ]);
    await hers.turnEpoch();
    await rest(...seats);
    await closeBy(hers, entry);
    for (const seat of seats) {
      expect(resultIn(seat, entry)).toMatchObject({ turnout: 3, all: { choices: { yes: 1, no: 2 } } });
      expect(seat.projection.refused).toEqual([]);
      expect(seat.violations).toEqual([]);
    }
    await say(hers, 'Then not.');
  });

  test('[SOUND-4] closes at its time, and through a restart', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers, { closesAt: Date.now() + 2_500 });
    await voted(entry, [
      [hers, yes],
      [his, yes],
      [karins, yes],
    ]);
    await house.venue.closeBoxes();
    expect(viewIn(hers, entry).closedAt).toBeNull();
    await house.restartVenue();
    await until(() => Date.now() > viewIn(hers, entry).closesAt);
    await house.venue.closeBoxes();
    await closed(entry, ...seats);
    expect(resultIn(his, entry)).toMatchObject({ turnout: 3 });
    expect(viewIn(his, entry).closing).toBeNull();
  });

  test('[SOUND-3] loses no ballot that was taken when the venue is killed', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    await voted(entry, [
      [hers, yes],
      [his, yes],
    ]);
    // The folder as a power cut leaves it.
    const copy = `${house.dataDir}-killed`;
    await cp(house.dataDir, copy, { recursive: true });
    await house.venue.close();
    for (const name of await readdir(house.dataDir)) await rm(join(house.dataDir, name), { recursive: true });
    await cp(copy, house.dataDir, { recursive: true });
    await rm(copy, { recursive: true });
    await house.openVenueAgain();
    await rest(...seats);
    await voted(entry, [[karins, no]]);
    await closeBy(hers, entry);
    expect(resultIn(karins, entry)).toMatchObject({ turnout: 3, all: { choices: { yes: 2, no: 1 } } });
  });

  test('[SOUND-4] with too few ballots tells nobody anything, and has nothing left of them', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    await voted(entry, [
      [hers, yes],
      [his, no],
    ]);
    const ballots = rowsOf(house, 'ballots').map(({ bytes }) => bytes as Uint8Array);
    expect(ballots).toHaveLength(2);
    await closeBy(hers, entry);
    expect(resultIn(karins, entry)).toEqual({ kind: 'too-few' });
    expect(rowsOf(house, 'ballots')).toEqual([]);
    for (const { bytes } of rowsOf(house, 'items')) for (const each of ballots) expect(bytes).not.toEqual(each);
    // What was dropped was dropped by the rule.
    for (const seat of seats) expect(seat.violations).toEqual([]);
    expect(his.soundings.stateOf(entry)).toBe('no-ballot');
  });

  test('[SOUND-1] is closed by who opened it or a steward, and by nobody else', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(his);
    await expect(karins.soundings.close(entry, { attribution: 'deniable' })).rejects.toMatchObject({
      detail: { code: 'NOT_THE_AUTHOR' },
    });
    const box = fromHex(viewIn(his, entry).box) as BoxId;
    const connection = await karins.session.connection();
    await expect(connection.do({ kind: 'close-box', box })).rejects.toMatchObject({
      detail: { code: 'NOT_THE_OPENER' },
    });
    await closeBy(hers, entry);
    expect(resultIn(his, entry)).toEqual({ kind: 'too-few' });
  });

  test('[SOUND-9] forgets on each device what it was asked and what it said', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    await voted(entry, [
      [hers, yes],
      [his, no],
      [karins, no],
    ]);
    const { row, papers } = paperOf(people[1], his, entry);
    const cast = papers.find((paper) => paper.cast !== undefined)?.cast;
    await closeBy(hers, entry);
    expect(people[1].disk.keys()).not.toContain(row);
    const { token } = paperOf(people[1], his, entry) as { token: { nonce: Uint8Array } };
    expect(contains(people[1].disk.dump(), token.nonce)).toBe(false);
    // The ballot's id is everyone's, and in whose storage it stands tells nothing.
    expect(his.projection.entries[idText(cast?.entry as EntryId)]?.seat).toBeNull();
  });
});

describe('a newcomer', () => {
  test('[RECORD-7] is shown that there was a sounding, and nothing of it', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    const greta = await house.person('Greta');
    const hers2 = await house.seat(hers, greta, { party: 'Arvelia' });
    await rest(...seats, hers2);
    await voted(entry, [
      [hers, yes],
      [his, no],
      [karins, no],
    ]);
    await closeBy(hers, entry);
    await rest(hers2);
    expect(hers2.projection.soundings.order).toEqual([]);
    expect(hers2.projection.soundings.elsewhere).toMatchObject([{ box: viewIn(hers, entry).box, ballots: 3 }]);
    expect(hers2.projection.refused).toEqual([]);
    expect(hers2.violations).toEqual([]);
    expect(resultIn(karins, entry)).toMatchObject({ kind: 'counted', seats: 3 });
    // Nor was the newcomer asked.
    const box = fromHex(viewIn(hers, entry).box) as BoxId;
    expect(rowsOf(house, 'ballot_seats')).toEqual([]);
    const other = await ask(hers);
    await rest(hers2);
    expect(viewIn(hers2, other).seats).toHaveLength(4);
    expect(viewIn(hers2, other).box).not.toBe(idText(box as never));
  });
});

describe('a member who would vote more than others', () => {
  test('[SOUND-9] [SOUND-2] has one ballot: a second is refused on the device, and by the venue', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    await his.soundings.vote(entry, yes);
    await expect(his.soundings.vote(entry, no)).rejects.toMatchObject({ detail: { code: 'ALREADY_VOTED' } });
    await held(entry, his);
    const { token } = paperOf(people[1], his, entry);
    const second = await posting(his, entry, token, no);
    expect(await send(second)).toBe('TOKEN_SPENT');
    // Another token there is not.
    const view = viewIn(his, entry);
    const box = second.box;
    const terms = termsDigest({ ballotsMin: 3, seats: view.seats.map((seat) => fromHex(seat) as never) });
    const issuerKey = his.epoch.charter.issuerKey;
    const asked = askForTokens(issuerKey, ballotInfo(his.identity.channel, box, terms), 1, random);
    const connection = await his.session.connection();
    const blinded = asked.blinded[0] as Uint8Array;
    await expect(connection.ballotToken(box, terms, blinded)).rejects.toMatchObject({
      detail: { code: 'BALLOT_TOKEN_GIVEN' },
    });
    await expect(connection.ballotToken(box, random(32), blinded)).rejects.toMatchObject({
      detail: { code: 'BALLOT_TERMS_DIFFER' },
    });
    await voted(entry, [
      [hers, no],
      [karins, no],
    ]);
    await closeBy(hers, entry);
    expect(resultIn(hers, entry)).toMatchObject({ turnout: 3, all: { choices: { yes: 1, no: 2 } } });
  });

  test('[SOUND-3] is refused whatever does not belong together, and nothing is spent', async () => {
    const [hers, his] = seats;
    const entry = await ask(hers);
    const other = await ask(hers);
    const { token } = paperOf(people[1], his, entry) as { token: never };
    const good = await posting(his, entry, token, yes);
    expect(await send({ ...good, box: fromHex(viewIn(his, other).box) as BoxId })).toBe('TOKEN_REFUSED');
    expect(await send({ ...good, posting: random(64) })).toBe('TOKEN_REFUSED');
    expect(await send({ ...good, token: { nonce: random(32), output: random(64) } })).toBe('TOKEN_REFUSED');
    expect(await send({ ...good, channel: random(16) as never })).toBe('TOKEN_REFUSED');
    expect(await send({ ...good, box: random(16) as BoxId })).toBe('BALLOT_BOX_UNKNOWN');
    expect(await send({ ...good, begunAt: 9_999 as Position })).toBe('TOKEN_REFUSED');
    expect(await send({ ...good, item: random(700) })).toBe('MALFORMED');
    expect(await send(good)).toBe('taken');
    expect(await send(good)).toBe('taken');
    expect(rowsOf(house, 'ballots')).toHaveLength(1);
  });

  test('[SOUND-6] cannot put one among the others by another way, before the close or after it', async () => {
    const [hers, his, karins] = seats;
    await haveTokens(his);
    const entry = await ask(hers);
    const box = fromHex(viewIn(his, entry).box) as BoxId;
    // As if it were a word that nobody is named for.
    await smuggle(his, await sealed(his, entry, yes));
    const payload = encodePayload('ballot', { box, side: undefined, answer: yes });
    await smuggle(his, await sealedWithoutAName(his, payload));
    await voted(entry, [
      [hers, no],
      [his, no],
      [karins, no],
    ]);
    await closeBy(hers, entry);
    await smuggle(his, await sealed(his, entry, yes));
    for (const seat of seats) {
      expect(resultIn(seat, entry)).toMatchObject({ turnout: 3, all: { choices: { yes: 0, no: 3 } } });
      expect(seat.projection.refused.map(({ reason }) => reason)).toEqual(Array(3).fill('OUTSIDE_ITS_BOX'));
    }
    // And after the close the venue takes none.
    const { token } = paperOf(people[1], his, entry);
    expect(await send(await posting(his, entry, token, yes))).toBe('BALLOT_BOX_UNKNOWN');
  });

  test('[SOUND-6] with a ballot that answers something else loses its own, and no other', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers, { ballotsMin: 3 });
    const { token } = paperOf(people[1], his, entry);
    expect(await send(await posting(his, entry, token, { kind: 'scale', grades: [5] }))).toBe('taken');
    await voted(entry, [
      [hers, yes],
      [karins, yes],
    ]);
    await closeBy(hers, entry);
    expect(viewIn(karins, entry).ballots).toHaveLength(2);
    // Two are fewer than the rule asks for: nothing is shown.
    expect(resultIn(karins, entry)).toEqual({ kind: 'too-few' });
    expect(karins.projection.refused).toMatchObject([{ reason: 'OTHER_FORM' }]);
  });
});

/** Karel posts an item with a token to speak, another each time. */
async function smuggle(seat: Seat, item: Uint8Array): Promise<void> {
  const token = tokensOf(people[1], seat)[rowsOf(house, 'spent').length] as Token;
  await postUnattributed(house, await postingWith(seat, token, item));
  await house.venue.release();
  await rest(...seats);
}

describe('who is asked', () => {
  test('[SOUND-2] [SOUND-9] a removed seat keeps the ballot that it was given, and gets no other', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    const { token } = paperOf(people[1], his, entry);
    const mine = await posting(his, entry, token, no);
    await hers.stewardship.remove(his.seatId);
    seats = [hers, karins, karins];
    await rest(hers, karins);
    // It was of the electorate; nobody can tell its token from the others'.
    expect(await send(mine)).toBe('taken');
    await voted(entry, [
      [hers, yes],
      [karins, yes],
    ]);
    await closeBy(hers, entry);
    expect(resultIn(hers, entry)).toMatchObject({ turnout: 3, seats: 3 });
    const later = await ask(hers, { ballotsMin: 3 }).catch((error) => error.detail.code);
    // Of two there are not enough for the ground rules.
    expect(later).toBe('TOO_FEW_SEATS');
  });

  test('[SOUND-1] a seat that is not listed gets no token, and cannot open a box for a room that is not there', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    const greta = await house.seat(hers, await house.person('Greta'), { party: 'Arvelia' });
    await rest(...seats, greta);
    const view = viewIn(hers, entry);
    const box = fromHex(view.box) as BoxId;
    const all = view.seats.map((seat) => fromHex(seat) as never);
    const connection = await greta.session.connection();
    const terms = termsDigest({ ballotsMin: 3, seats: all });
    const asked = askForTokens(
      greta.epoch.charter.issuerKey,
      ballotInfo(greta.identity.channel, box, terms),
      1,
      random,
    );
    await expect(connection.ballotToken(box, terms, asked.blinded[0] as Uint8Array)).rejects.toMatchObject({
      detail: { code: 'NOT_IN_THE_ELECTORATE' },
    });
    const open = (change: object) => {
      const box = { box: random(16) as BoxId, validMs: 1_000, ballotsMin: 2, seats: all, ...change };
      return outcomeOf(connection.do({ kind: 'open-box', ...box }), 'open');
    };
    expect(await open({})).toBe('open');
    expect(await open({ box })).toBe('BALLOT_BOX_EXISTS');
    expect(await open({ seats: [...all.slice(1), random(16)] })).toBe('MALFORMED');
    expect(await open({ seats: all.toReversed() })).toBe('MALFORMED');
    expect(await open({ ballotsMin: 4 })).toBe('MALFORMED');
    expect(await open({ validMs: 40 * 24 * HOUR_MS })).toBe('MALFORMED');
    for (let n = 0; n < 14; n++) expect(await open({})).toBe('open');
    expect(await open({})).toBe('BALLOT_BOXES_FULL');
    for (const seat of [his, karins]) expect(seat.soundings.stateOf(entry)).toBe('ready');
  });

  test('[SOUND-2] a device whose box was opened under other terms does not vote, and says why', async () => {
    const [hers, his, karins] = seats;
    const box = random(16) as BoxId;
    const all = viewSeats(hers);
    const connection = await hers.session.connection();
    // The room is told of three, the venue of two.
    await connection.do({ kind: 'open-box', box, validMs: HOUR_MS, ballotsMin: 2, seats: all });
    const { entry } = await hers.post('sounding', {
      ...{ box, question: 'Well?', language: 'en', form: { kind: 'yes-no' }, electorate: 'every seat', seats: all },
      ...{ closesAt: Date.now() + HOUR_MS, ballotsMin: 3, bySide: false },
    });
    await rest(...seats);
    for (const seat of [his, karins]) {
      expect(seat.soundings.states[idText(entry)]).toEqual({ state: 'not-taken', trouble: 'BALLOT_TERMS_DIFFER' });
      await expect(seat.soundings.vote(entry, yes)).rejects.toMatchObject({ detail: { code: 'NO_BALLOT' } });
    }
  });

  const viewSeats = (seat: Seat) =>
    Object.keys(seat.projection.room.seats)
      .toSorted()
      .map((each) => fromHex(each) as never);
});

describe('a venue that would meddle', () => {
  test('[SOUND-6] can make no ballot', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    await voted(entry, [
      [hers, yes],
      [his, yes],
    ]);
    const { channel } = hers.identity;
    const box = fromHex(viewIn(hers, entry).box) as BoxId;
    // It has no record secret.
    const forged = await sealed(hers, entry, no, random(32));
    const ballots = rowsOf(house, 'ballots').map(({ bytes }) => bytes as Uint8Array);
    await forge([encodeBoxClosed({ channel, box, ballots: 3 }), ...ballots, forged]);
    await closed(entry, ...seats);
    expect(resultIn(karins, entry)).toEqual({ kind: 'too-few' });
    expect(karins.projection.refused).toMatchObject([{ reason: 'UNREADABLE' }]);
    await say(karins, 'We go on.');
  });

  test('[SOUND-9] and drop none that it took without being caught at it', async () => {
    const [hers, his, karins] = seats;
    const entry = await ask(hers);
    await voted(entry, [
      [hers, yes],
      [his, no],
      [karins, yes],
    ]);
    const { channel } = hers.identity;
    const box = fromHex(viewIn(hers, entry).box) as BoxId;
    const his_ = people[1].disk.past.get(paperOf(people[1], his, entry).row)?.at(-1) as Uint8Array;
    const item = decode(paperCodec, his_, his_.length).cast?.item as Uint8Array;
    const others = rowsOf(house, 'ballots')
      .map(({ bytes }) => new Uint8Array(bytes as Uint8Array))
      .filter((bytes) => !Buffer.from(bytes).equals(item));
    expect(others).toHaveLength(2);
    await forge([encodeBoxClosed({ channel, box, ballots: 2 }), ...others]);
    await closed(entry, ...seats);
    await until(() => his.violations.some(({ kind }) => kind === 'lost'));
    expect(hers.violations).toEqual([]);
  });

  test('[SOUND-6] nor count more than there are seats, nor close a box twice', async () => {
    const [hers] = seats;
    const [first, second] = [await ask(hers), await ask(hers)];
    const { channel } = hers.identity;
    const boxOf = (entry: EntryId) => fromHex(viewIn(hers, entry).box) as BoxId;
    const closedBox = (entry: EntryId, ballots: number) => encodeBoxClosed({ channel, box: boxOf(entry), ballots });
    await forge([closedBox(first, 4), closedBox(second, 0), closedBox(second, 3)]);
    expect(resultIn(hers, first)).toEqual({ kind: 'void' });
    expect(resultIn(hers, second)).toEqual({ kind: 'void' });
  });

  test('[SOUND-3] keeps no voter, no order and no time, and is asked nothing over the line that bears a name', async () => {
    const [hers, his, karins] = seats;
    const frames: string[] = [];
    const line = people[1].line as NonNullable<Person['line']>;
    line.onFrameFromPerson = (frame) => {
      frames.push(decodeClientFrame(frame).message.kind);
      return [frame];
    };
    const entry = await ask(hers);
    expect(frames).toContain('ballot-token');
    frames.splice(0);
    await voted(entry, [
      [his, no],
      [karins, yes],
    ]);
    expect(frames).toEqual([]);
    const rows = rowsOf(house, 'ballots');
    expect(rows.map((row) => Object.keys(row).toSorted())).toEqual(
      Array(2).fill(['box', 'bytes', 'channel', 'id', 'nonce']),
    );
    for (const row of rows) {
      for (const value of Object.values(row)) {
        if (value instanceof Uint8Array) for (const seat of seats) expect(contains(value, seat.seatId)).toBe(false);
      }
    }
    const nonces = rows.map(({ nonce }) => Buffer.from(nonce as Uint8Array).toString('hex'));
    expect(nonces).toEqual(nonces.toSorted());
    // Every seat has its token, whether it votes or not.
    expect(rowsOf(house, 'ballot_seats').every(({ digest }) => digest !== null)).toBe(true);
  });
});
