import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idText } from '../../src/base/ids.ts';
import { playInThread } from '../../src/cli/example/play-in-thread.ts';
import { type ChairTaken, exampleState, startExample, takeChair } from '../../src/client/example/example-at-venue.ts';
import { Participant } from '../../src/client/participant.ts';
import type { Seat } from '../../src/client/seat.ts';
import { MemoryStorage } from '../../src/client/storage/memory-storage.ts';
import { importStorage } from '../../src/client/storage/storage-file.ts';
import { createMls } from '../../src/protocol/mls/ts-mls/create-mls.ts';
import type { ExampleState } from '../../src/protocol/wire/example-bodies.ts';
import { contains } from '../support/contains.ts';
import { House, heard, rest, say } from '../support/house.ts';

/** On a slow machine that does other things too. */
const PLAYED_MS_MAX = 90_000;
const DAY_MS = 86_400_000;
const WORKSHOP = 'The workshop';

const random = (length: number) => new Uint8Array(randomBytes(length));

let house: House;
/** How long after the story's end it is, on everybody's clock. */
let days = 0;
const progress: string[] = [];
const sat: Participant[] = [];

beforeAll(async () => {
  // Beats as rare as at a real venue: the story asks for its own.
  house = await House.open({ example: playInThread });
  expect(await exampleState(house.url)).toEqual({ kind: 'possible' });
  await startExample(house.url, house.token);
  await untilPlayed();
}, PLAYED_MS_MAX);

afterAll(async () => {
  await Promise.all(sat.map((participant) => participant.close()));
  await house.close();
});

async function untilPlayed(): Promise<void> {
  for (;;) {
    const state = await exampleState(house.url);
    if (state.kind !== 'playing') return;
    if (progress.at(-1) !== state.progress.line) progress.push(state.progress.line);
    expect(state.progress.step).toBeLessThanOrEqual(state.progress.of);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Ready = Extract<ExampleState, { kind: 'ready' }>;
const ready = async () => (await exampleState(house.url)) as Ready;

/** Opened as the app does: a storage of its own, and a clock that goes on from the story's last moment. */
async function sit(taken: ChairTaken): Promise<Participant> {
  const storage = new MemoryStorage();
  const clock = () => Date.now() + taken.clockOffsetMs + days * DAY_MS;
  const device = { mls: await createMls(), clock, random, storage };
  if (taken.kind === 'storage') await importStorage(storage, taken.rows);
  const participant =
    taken.kind === 'storage'
      ? await Participant.open(device)
      : await Participant.recover(device, taken.entropy, house.url);
  sat.push(participant);
  await Promise.all(participant.seats.map((seat) => seat.record.parts.phase !== 'removed' && seat.synced()));
  return participant;
}

const titles = (participant: Participant) => participant.seats.map((seat) => seat.projection.room.title).sort();

function seatIn(participant: Participant, title: string): Seat {
  const seat = participant.seats.find((one) => one.projection.room.title === title);
  if (seat === undefined) throw new Error(`no seat in ${title}`);
  return seat;
}

describe('the example, from every side', () => {
  let convener: Participant;
  let head: Participant;
  let elder: Participant;
  let taken: ChairTaken;

  test('tells its acts while it is played, and its chairs when it is', async () => {
    expect(progress.length).toBeGreaterThan(3);
    const { kind, title, chairs, ended } = await ready();
    expect([kind, title]).toEqual(['ready', 'Talks on Lake Vellen']);
    expect(chairs.map(({ name }) => name)).toHaveLength(12);
    expect(chairs[0]).toEqual({
      name: 'convener',
      role: 'Head of the secretariat',
      party: 'The secretariat',
      language: 'en',
      attributes: [],
      channels: ["The secretariat's office", 'The table', WORKSHOP, 'The boathouse', "The islands' own room"],
      taken: false,
    });
    expect(new Date(ended.story).toISOString()).toMatch(/^2032-03-01T06:0/u);
  });

  test('each chair sees exactly its rooms, and in them what was said', async () => {
    taken = await takeChair(house.url, 'convener');
    const [second, third] = [await takeChair(house.url, 'arvelia-head'), await takeChair(house.url, 'arvelia-elder')];
    expect([taken.kind, second.kind, third.kind]).toEqual(['storage', 'storage', 'storage']);
    convener = await sit(taken);
    head = await sit(second);
    elder = await sit(third);
    const described = new Map((await ready()).chairs.map((chair) => [chair.name, chair]));
    expect(titles(convener)).toEqual([...(described.get('convener')?.channels ?? [])].sort());
    expect(titles(head)).toEqual(['The table']);
    expect(titles(elder)).toEqual(['The boathouse', WORKSHOP]);
    expect(described.get('arvelia-head')?.taken).toBe(true);
    expect(described.get('speaker')?.taken).toBe(false);

    expect(heard(seatIn(head, 'The table'))[0]).toMatch(/^My government did not build a dam/u);
    expect(heard(seatIn(elder, WORKSHOP))).toEqual(heard(seatIn(convener, WORKSHOP)));
    expect(heard(seatIn(elder, WORKSHOP))[0]).toMatch(/^We quarrel about cubic metres/u);
    // Off the record, the summer was shredded in the autumn; the winter has its thirty days before it.
    expect(heard(seatIn(elder, 'The boathouse')).map((text) => text.slice(0, 8))).toEqual(['The boy ', 'Then tel']);
    const all = [convener, head, elder].flatMap(({ seats }) => seats);
    expect(all.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test('a chair outside the workshop holds nothing that tells of it', async () => {
    const workshop = seatIn(convener, WORKSHOP).identity.channel;
    const other = await takeChair(house.url, 'kestria-head');
    const held = other.kind === 'storage' ? other.rows : [];
    expect(held.length).toBeGreaterThan(3);
    const bytes = Buffer.concat(held.flatMap(({ key, value }) => [Buffer.from(key), value]));
    expect(contains(bytes, Buffer.from('Kestria'))).toBe(true);
    for (const secret of [WORKSHOP, 'We quarrel about cubic metres', idText(workshop)]) {
      expect([secret, contains(bytes, Buffer.from(secret))]).toEqual([secret, false]);
    }
    expect(contains(bytes, workshop)).toBe(false);
    expect(head.seat(workshop)).toBeUndefined();
  });

  test('what is said from one chair reaches another, in the story’s time', async () => {
    const [hers, his] = [seatIn(convener, WORKSHOP), seatIn(elder, WORKSHOP)];
    const { entry } = await say(hers, 'Does the gauge still like company?');
    await rest(hers, his);
    expect(heard(his).at(-1)).toBe('Does the gauge still like company?');
    expect(new Date(his.projection.entries[idText(entry)]?.time ?? 0).getUTCFullYear()).toBe(2032);
    expect(seatIn(head, 'The table').projection.timeline.length).toBeGreaterThan(20);
    expect(JSON.stringify(seatIn(head, 'The table').projection.statements)).not.toContain('company?');
  });

  test('the log binds every room that enters it, and is not behind', async () => {
    await house.venue.beat();
    expect((await seatIn(elder, WORKSHOP).log.look()).kind).toBe('watching');
  });

  test('a chair that is taken again comes by its phrase, and the device before it gives way', async () => {
    const before = seatIn(elder, WORKSHOP);
    const again = await takeChair(house.url, 'arvelia-elder');
    expect(again.kind).toBe('phrase');
    const next = await sit(again);
    expect(next.phrase).toBe(elder.phrase);
    await expect.poll(() => before.session.state.kind, { timeout: 5_000 }).not.toBe('live');
    const [his, hers] = [seatIn(next, WORKSHOP), seatIn(convener, WORKSHOP)];
    await say(his, 'It is me, on another telephone.');
    await rest(his, hers);
    expect(heard(hers).at(-1)).toBe('It is me, on another telephone.');
    expect(heard(before)).not.toContain('It is me, on another telephone.');
    // What is off the record is in no vault.
    expect(heard(seatIn(next, 'The boathouse'))).toEqual([]);
  });

  test('a chair that is taken days later goes on, and so do those who sat there meanwhile', async () => {
    days = 9;
    const late = await sit(await takeChair(house.url, 'captain'));
    const [his, hers] = [seatIn(late, WORKSHOP), seatIn(convener, WORKSHOP)];
    const epoch = hers.epoch.epoch;
    await say(hers, 'Nine days of ice on the water.');
    await rest(his, hers);
    await say(his, 'And one of paper.');
    await rest(his, hers);
    expect(heard(his).slice(-2)).toEqual(['Nine days of ice on the water.', 'And one of paper.']);
    expect(heard(hers).slice(-2)).toEqual(heard(his).slice(-2));
    expect(hers.epoch.epoch).toBeGreaterThan(epoch);
    expect([...late.seats, ...convener.seats].flatMap(({ violations }) => violations)).toEqual([]);
  });

  test('what is off the record is shredded in its time, in chairs as in the story', async () => {
    days = 40;
    const hers = seatIn(convener, 'The boathouse');
    await hers.turnEpoch();
    days = 80;
    await hers.lookAtClock();
    await rest(hers);
    expect(heard(hers)).toEqual([]);
    expect(hers.violations).toEqual([]);
  });

  test('[JOIN-5] an invitation from a chair lasts as long as the steward said, whatever year the story is in', async () => {
    const steward = seatIn(convener, WORKSHOP);
    const clock = Date.now() + taken.clockOffsetMs + days * DAY_MS;
    const guest = await house.person('Guest');
    const open = await steward.stewardship.invite({ expiresAt: clock + 60_000 });
    const papers = await guest.participant.knock(open, { name: 'A guest', affiliation: 'Nobody' });
    expect((await steward.stewardship.knocks()).map(({ name }) => name)).toContain('A guest');
    expect(papers.safetyWords.length).toBe(4);
    const over = await steward.stewardship.invite({ expiresAt: clock + 200 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    const knock = guest.participant.knock(over, { name: 'Too late', affiliation: 'Nobody' });
    await expect(knock).rejects.toMatchObject({ code: 'INVITATION_ENDED' });
  });
});

describe('a venue that holds the example', () => {
  test('says on every page and in its answers that nothing here is confidential', async () => {
    for (const path of ['/', '/join', '/p/lake-talks', '/p/lake-talks/communiques/1']) {
      const text = await (await fetch(`${house.url}${path}`)).text();
      expect([path, text.includes('This venue holds an example.')]).toEqual([path, true]);
    }
    expect(await (await fetch(`${house.url}/api/v1/venue`)).json()).toMatchObject({ example: true });
  });

  test('dates what was published by the story', async () => {
    const page = await (await fetch(`${house.url}/p/lake-talks`)).text();
    expect(page.match(/\d+ \w+ 203\d/gu)).toEqual(expect.arrayContaining(['28 July 2031', '22 January 2032']));
    expect((await fetch(`${house.url}/p/lake-talks/communiques/2.json`)).status).toBe(200);
  });

  test('plays no second one, and keeps the one across a restart', async () => {
    await expect(startExample(house.url, house.token)).rejects.toMatchObject({ detail: { code: 'EXAMPLE_PLAYED' } });
    const before = await ready();
    await house.restartVenue();
    expect(await ready()).toEqual(before);
    await expect(startExample(house.url, house.token)).rejects.toMatchObject({ detail: { code: 'EXAMPLE_PLAYED' } });
    expect((await takeChair(house.url, 'convener')).kind).toBe('phrase');
    expect((await takeChair(house.url, 'speaker')).kind).toBe('storage');
  });
});
