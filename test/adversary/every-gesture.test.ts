import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EntryId, idText, type PartyId } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { seenEntries } from '../../src/cli/rehearsal/seen-entry.ts';
import type { Seat } from '../../src/client/seat.ts';
import { type KindName, RECORD_KINDS } from '../../src/records/registry.ts';
import { DATABASE_FILE } from '../../src/venue/store/sqlite/database.ts';
import { awaitedLines } from '../../src/web/board/awaited-lines.ts';
import { linesWith } from '../../src/web/engine/lines-with.ts';
import { ideasOf } from '../../src/web/ideas/ideas-of.ts';
import { contactsByDay } from '../../src/web/process/contacts-by-day.ts';
import { processTimeline } from '../../src/web/process/process-timeline.ts';
import { shownInRoom } from '../../src/web/process/shown-in-room.ts';
import { claimable } from '../../src/web/publish/claimable.ts';
import { rulesAwaited } from '../../src/web/room/rules-awaited.ts';
import { agenda } from '../../src/web/today/agenda.ts';
import { standings } from '../../src/web/undertakings/ledger.ts';
import { type KnownNames, plainOf } from '../support/as-anybody-would-say-it.ts';
import { openPublicSpace, proposeUpdate, standing } from '../support/disclosing.ts';
import { engineOf } from '../support/engine-of.ts';
import { House, haveTokens, partyNamed, rest, say, until } from '../support/house.ts';

const language = 'en';
const said = (text: string, inReplyTo?: EntryId) => ({ text, language, inReplyTo, conveyance: undefined });

/** Of one order in every world: a charter has them by their ids. */
const PARTIES = ['Secretariat', 'Arvelia', 'Kestria'].map((name, at) => ({
  party: new Uint8Array(16).fill(at + 1) as PartyId,
  name,
  secretariat: at === 0,
}));

/** One story, in which somebody said everything unattributed that can be: Anna of Arvelia, or Karel of Kestria. */
async function world(speaker: 'Anna' | 'Karel') {
  // Released, and entered into the log, where the story says so.
  const house = await House.open({ releaseMs: 3_600_000, beat: { intervalMs: 3_600_000, entries: 8 } });
  const people = [await house.person('Anna'), await house.person('Karel'), await house.person('Nina')] as const;
  const [anna, karel, nina] = people;
  const hers = await house.found(anna, { parties: PARTIES });
  const his = await house.seat(hers, karel, { party: 'Kestria', readsFrom: 0 as never });
  const third = await house.seat(hers, nina, { party: 'Secretariat', readsFrom: 0 as never });
  const seats = [hers, his, third];
  await rest(...seats);
  for (const seat of seats) await seat.posts.acceptRules();
  await rest(...seats);
  const author = speaker === 'Anna' ? hers : his;
  const entries: Record<string, EntryId> = {};

  /** Said by the author of this world; alone, so that the order of a release is none. */
  async function speak(name: string, kind: Exclude<KindName, 'ballot'>, content: never): Promise<EntryId> {
    const { entry, durable } = await author.put(kind, content, { attribution: 'unattributed' });
    await until(() => author.posts.waitingUnattributed.every(({ isHeld }) => isHeld));
    await house.venue.release();
    await durable;
    await rest(...seats);
    entries[name] = entry;
    return entry;
  }
  /** By the third one, whoever the author is. */
  async function answer(name: string, ...of: Parameters<Seat['post']>): Promise<void> {
    entries[name] = (await third.post(...of)).entry;
    await rest(...seats);
  }

  const statement = await speak('statement', 'statement', said('We could live with that.') as never);
  const idea = await speak('idea', 'idea', { title: 'One office', text: 'For both quays.', language } as never);
  await speak('argument', 'idea-argument', { idea, side: 'for', text: 'It costs less.', language } as never);
  const nextTo = await speak('second idea', 'idea', { title: 'Two flags', text: 'One each.', language } as never);
  await speak('version', 'idea-version', { idea, title: 'One office', text: 'For all quays.', language } as never);
  await speak('non-paper', 'non-paper', { idea: nextTo, text: 'Each quay flies its own.', language } as never);
  await speak('own answer', 'statement', said('And I mean it.', statement) as never);
  await answer('answer', 'statement', said('So could we.', statement) as never);
  await answer('counter', 'idea-argument', { idea, side: 'against', text: 'Not in winter.', language } as never);
  await answer('carried', 'transfer-note', { entry: statement } as never);
  await answer('carried idea', 'transfer-note', { entry: idea } as never);
  const both = { ideas: [idea, nextTo], title: 'One office, two flags', text: '', language };
  // A seat has eight tokens a period, and this is more.
  await third.turnEpoch();
  await rest(...seats);
  await haveTokens(...seats);
  const question = await speak('question', 'question', { text: 'Who pays?', language, to: undefined } as never);
  await speak('reaction', 'reaction', { about: statement, what: 'agree' } as never);
  await answer('open answer', 'reaction', { about: question, what: 'needs thought' } as never);
  await answer('reply', 'statement', said('Both do.', question) as never);
  await speak('merge', 'idea-merge', both as never);
  await answer('stretch', 'statement', said('Nothing more from me.') as never);

  const known = new Map<string, string>();
  for (const seat of seats) {
    const own = seat.projection.room.seats[idText(seat.seatId)];
    known.set(idText(seat.seatId), own?.name ?? '');
    for (const [key, { publicKey }] of Object.entries(seat.keys)) {
      if (publicKey !== undefined) known.set(toHex(publicKey), `${own?.name}’s ${key} key`);
    }
  }
  for (const name of ['Arvelia', 'Kestria', 'Secretariat']) known.set(idText(partyNamed(hers, name)), name);
  for (const [name, entry] of Object.entries(entries)) known.set(idText(entry), name);
  return { house, people, seats, third, nina, author, entries, known };
}

type World = Awaited<ReturnType<typeof world>>;

/** Of the seat that said none of it: all that its screens are made of. */
async function everyView({ house, third, nina, known }: World): Promise<Record<string, unknown>> {
  const engine = await engineOf(house, nina);
  const { projection } = third;
  const { channel } = projection;
  const room = engine.room(channel);
  const record = engine.record({ channel, from: 0, count: 400 });
  if (room === undefined || record === undefined) throw new Error('nothing is shown');
  const shown = shownInRoom(room);
  const today = new Date().toISOString().slice(0, 10);
  const views: Record<string, unknown> = {
    projection: third.projection,
    room,
    record,
    search: ['live with', 'office', 'costs', 'mean it'].map((text) => linesWith(projection, text)),
    overview: engine.overview(),
    today: [agenda([room], Date.now()), awaitedLines([room]), rulesAwaited([room])],
    pulse: contactsByDay(projection, 'UTC'),
    timeline: processTimeline([shown], { now: Date.now(), zone: 'UTC' }),
    reliability: standings(projection.undertakings, projection.room.parties, today),
    ideas: ideasOf(room.projection),
    claims: record.lines.map((line) => claimable(line, room.projection)),
    export: seenEntries(projection),
  };
  return Object.fromEntries(Object.entries(views).map(([name, view]) => [name, plainOf(view, known)]));
}

/** Sums of `items`, written for many at once, and as time goes: they lag, whoever says what. */
const COUNTED_NOW_AND_THEN: ReadonlySet<string> = new Set(['channels.size', 'channels.bytes', 'channels.entries']);

/** Column by column, without the order of rows: that is drawn, or the rows' own. */
function everyColumn({ house }: World, known: KnownNames): Record<string, readonly string[]> {
  const database = new DatabaseSync(join(house.dataDir, DATABASE_FILE), { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
    const columns: Record<string, string[]> = {};
    for (const { name } of tables) {
      for (const row of database.prepare(`SELECT * FROM "${name}"`).all()) {
        for (const [column, value] of Object.entries(row)) {
          const key = `${name}.${column}`;
          if (COUNTED_NOW_AND_THEN.has(key)) continue;
          columns[key] = [...(columns[key] ?? []), JSON.stringify(plainOf(value, known))];
        }
      }
    }
    return Object.fromEntries(Object.entries(columns).map(([key, values]) => [key, values.sort()]));
  } finally {
    database.close();
  }
}

describe('what was said unattributed, by one of two', () => {
  let worlds: readonly [World, World];
  beforeAll(async () => {
    worlds = [await world('Anna'), await world('Karel')];
  }, 120_000);
  afterAll(async () => {
    for (const { house } of worlds) await house.close();
  });

  test('[UNATTR-4] is walked here in every kind that may be', () => {
    // A ballot goes another way, and is walked there: [SOUND-3].
    const may = RECORD_KINDS.filter(
      ({ kind, attributions }) => kind !== 'ballot' && attributions.includes('unattributed'),
    ).map(({ kind }) => kind);
    const walked = worlds[0].seats[2]?.projection.entries ?? {};
    const kinds = Object.values(walked).flatMap(({ attribution, name }) =>
      attribution === 'unattributed' ? [name] : [],
    );
    expect(new Set(kinds)).toEqual(new Set(may));
  });

  test('[UNATTR-4] reads the same to a third member, in the projection and in every view that is made of it', async () => {
    const [one, other] = [await everyView(worlds[0]), await everyView(worlds[1])];
    expect(Object.keys(one)).toHaveLength(12);
    for (const [name, view] of Object.entries(one)) {
      expect(JSON.stringify(view).length, name).toBeGreaterThan(1);
      expect({ [name]: view }).toEqual({ [name]: other[name] });
    }
  }, 30_000);

  test('[UNATTR-1] [UNATTR-6] leaves the same behind at the venue, table by table and column by column', () => {
    const [one, other] = worlds.map((each) => everyColumn(each, each.known));
    expect(Object.keys(one ?? {}).length).toBeGreaterThan(35);
    expect(one).toEqual(other);
  });

  test('the walk would find it: what is said deniably by one or the other differs', async () => {
    for (const each of worlds) {
      await say(each.author, 'I say so.');
      await rest(...each.seats);
    }
    const [one, other] = [await everyView(worlds[0]), await everyView(worlds[1])];
    for (const name of ['projection', 'record', 'export']) expect(one[name]).not.toEqual(other[name]);
  }, 30_000);
});

describe('what was said deniably', () => {
  test('shows no author outside the room: not in the communiqué, on the public pages, in the log, nor at the venue', async () => {
    const house = await House.open();
    const [anna, karel] = [await house.person('Anna'), await house.person('Karel Novotný')];
    const hers = await house.found(anna);
    const his = await house.seat(hers, karel, { party: 'Kestria' });
    await rest(hers, his);
    await openPublicSpace(house, [
      { seat: hers, party: 'Arvelia' },
      { seat: his, party: 'Kestria' },
    ]);
    const { entry } = await say(his, 'The harbour opens on Sundays.');
    await rest(hers, his);
    const disclosure = await proposeUpdate(hers, 'It was said that the harbour opens on Sundays.', [entry]);
    await rest(hers, his);
    for (const seat of [hers, his]) await seat.disclosure.round.consent(disclosure);
    await until(async () => {
      await rest(hers, his);
      return standing(hers, disclosure).kind === 'released';
    });
    const { slug, number } = await hers.disclosure.publish(disclosure);
    const pages = ['', `/communiques/${number}`, `/communiques/${number}.json`, '/feed.atom'].map(
      (path) => `/p/${slug}${path}`,
    );
    const answers = await Promise.all(pages.map((path) => fetch(`${house.url}${path}`)));
    const outside = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
    expect(outside.some((bytes) => bytes.includes('the harbour opens on Sundays.'))).toBe(true);
    const kept = Buffer.from(await house.everythingKept());
    const own = his.projection.room.seats[idText(his.seatId)];
    const marks = [
      'Karel',
      'Novotný',
      own?.affiliation ?? '',
      ...[his.seatId, own?.signKey ?? new Uint8Array(32)].flatMap((key) => [
        toHex(key),
        Buffer.from(key).toString('base64'),
      ]),
    ];
    for (const mark of marks) for (const bytes of outside) expect(bytes.includes(mark), mark).toBe(false);
    for (const id of [his.seatId, own?.signKey])
      for (const bytes of outside) expect(bytes.includes(Buffer.from(id ?? []))).toBe(false);
    // The venue knows a seat by its id; what it says of its words, nobody there can read.
    for (const mark of ['Karel', 'Novotný', own?.affiliation ?? '']) expect(kept.includes(mark)).toBe(false);
    await house.close();
  }, 60_000);
});
