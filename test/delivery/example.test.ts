import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleState, startExample, takeChair } from '../../src/client/example/example-at-venue.ts';
import { decode, encode } from '../../src/protocol/codec/codec.ts';
import { CHAIRS_PATH, chairRequest, EXAMPLE_PATH, exampleStart } from '../../src/protocol/wire/example-bodies.ts';
import { CBOR_MEDIA_TYPE, REFUSAL_BODY_BYTES_MAX, refusalBody } from '../../src/protocol/wire/http-bodies.ts';
import type { ExampleStage, PlayExample, PlayedExample } from '../../src/venue/example/play-example.ts';
import { backUp, restore } from '../../src/venue/operation/backup.ts';
import { openSqliteStore } from '../../src/venue/store/sqlite/open-sqlite-store.ts';
import { House } from '../support/house.ts';

const chair = { role: 'Captain', party: 'Communes', language: 'it', attributes: [], channels: ['The ferry'] };
const ended = { story: Date.UTC(2032, 2, 1), real: Date.now() };
/** The empty storage: what is in it is the client's matter, and tested there. */
const storage = Uint8Array.of(0x82, 1, 0x80);
const played: PlayedExample = {
  title: 'The lake',
  ended,
  chairs: ['captain', 'admiral'].map((name) => ({
    chair: { ...chair, name },
    storage,
    entropy: new Uint8Array(16).fill(name.length),
  })),
};

let house: House;
let plays: PromiseWithResolvers<PlayedExample>;
let stages: ExampleStage[] = [];
/** Plays what the test says, when the test says. */
const play: PlayExample = (stage) => {
  stages.push(stage);
  stage.interrupted.addEventListener('abort', () => plays.reject(new Error('interrupted')));
  return plays.promise;
};

beforeEach(async () => {
  plays = Promise.withResolvers();
  stages = [];
  house = await House.open({ example: play });
});
afterEach(() => house.close());

const refused = (code: string) => ({ code: 'VENUE_REFUSED', detail: { code } });
const start = () => startExample(house.url, house.token);
async function playToItsEnd(): Promise<void> {
  await start();
  plays.resolve(played);
  await house.venue.example.played();
}

async function post(path: string, body: Uint8Array, type = CBOR_MEDIA_TYPE): Promise<[number, string]> {
  const response = await fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: body as Uint8Array<ArrayBuffer>,
  });
  const answer = new Uint8Array(await response.arrayBuffer());
  return [response.status, response.ok ? '' : decode(refusalBody, answer, REFUSAL_BODY_BYTES_MAX).code];
}

describe('an example', () => {
  test('is played once, for a convener alone, and only where nothing is', async () => {
    await expect(startExample(house.url, new Uint8Array(32))).rejects.toMatchObject(refused('CONVENER_REFUSED'));
    await start();
    await expect(start()).rejects.toMatchObject(refused('EXAMPLE_PLAYED'));
    expect(stages).toHaveLength(1);
    expect(stages[0]).toMatchObject({ url: house.url, convenerToken: house.token });
    plays.resolve(played);
    await house.venue.example.played();
    await expect(start()).rejects.toMatchObject(refused('EXAMPLE_PLAYED'));
  });

  test('two that are asked for at once are one', async () => {
    const both = await Promise.allSettled([start(), start()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(stages).toHaveLength(1);
  });

  test('is refused where there is a room already, and leaves no mark', async () => {
    const anna = await house.person('Anna');
    await house.found(anna);
    await expect(start()).rejects.toMatchObject(refused('VENUE_NOT_EMPTY'));
    expect(await exampleState(house.url)).toEqual({ kind: 'none' });
    expect(await (await fetch(`${house.url}/`)).text()).not.toContain('holds an example');
    expect(await (await fetch(`${house.url}/api/v1/venue`)).json()).toMatchObject({ example: false });
    await house.restartVenue();
    expect(await exampleState(house.url)).toEqual({ kind: 'none' });
  });

  test('says how far it is, and that nothing is confidential from its first moment on', async () => {
    await start();
    expect(await exampleState(house.url)).toMatchObject({ kind: 'playing', progress: { step: 0 } });
    stages[0]?.tell({ step: 4, of: 9, line: 'Spring' });
    expect(await exampleState(house.url)).toEqual({ kind: 'playing', progress: { step: 4, of: 9, line: 'Spring' } });
    expect(await (await fetch(`${house.url}/`)).text()).toContain('holds an example');
    await expect(takeChair(house.url, 'captain')).rejects.toMatchObject(refused('EXAMPLE_UNKNOWN'));
  });

  test('that broke off before it had opened a room may be tried again', async () => {
    await start();
    plays.reject(new Error('no way to the venue'));
    await house.venue.example.played();
    expect(await exampleState(house.url)).toEqual({ kind: 'failed' });
    expect(await (await fetch(`${house.url}/`)).text()).not.toContain('holds an example');
    plays = Promise.withResolvers();
    await playToItsEnd();
    expect(await exampleState(house.url)).toMatchObject({ kind: 'ready' });
  });

  test('that broke off before it had opened a room makes no example of rooms that come later', async () => {
    await start();
    plays.reject(new Error('no way to the venue'));
    await house.venue.example.played();
    await house.found(await house.person('Anna'));
    await expect(start()).rejects.toMatchObject(refused('VENUE_NOT_EMPTY'));
    await house.restartVenue();
    expect(await exampleState(house.url)).toEqual({ kind: 'none' });
    expect(await (await fetch(`${house.url}/`)).text()).not.toContain('holds an example');
  });

  test('that broke off says so, after a restart too, and is not begun again', async () => {
    await start();
    await house.found(await house.person('The first of the story'));
    plays.reject(new Error('a step failed'));
    await house.venue.example.played();
    expect(await exampleState(house.url)).toEqual({ kind: 'failed' });
    await house.restartVenue();
    expect(await exampleState(house.url)).toEqual({ kind: 'failed' });
    await expect(start()).rejects.toMatchObject(refused('EXAMPLE_PLAYED'));
    expect(await (await fetch(`${house.url}/`)).text()).toContain('holds an example');
  });

  test('is broken off by a venue that closes', async () => {
    await start();
    await house.found(await house.person('The first of the story'));
    await house.restartVenue();
    expect(stages[0]?.interrupted.aborted).toBe(true);
    expect(await exampleState(house.url)).toEqual({ kind: 'failed' });
  });
});

describe('a chair', () => {
  test('is given out once as a storage, and then as a phrase, also after a restart', async () => {
    await playToItsEnd();
    const clockOffsetMs = ended.story - ended.real;
    expect(await takeChair(house.url, 'captain')).toEqual({ kind: 'storage', rows: [], clockOffsetMs });
    const phrase = { kind: 'phrase', entropy: new Uint8Array(16).fill(7), clockOffsetMs };
    expect(await takeChair(house.url, 'captain')).toEqual(phrase);
    await house.restartVenue();
    expect(await takeChair(house.url, 'captain')).toEqual(phrase);
    expect((await exampleState(house.url)) as unknown).toMatchObject({
      kind: 'ready',
      chairs: [
        { name: 'captain', taken: true },
        { name: 'admiral', taken: false },
      ],
    });
  });

  test('that two ask for at once is one storage', async () => {
    await playToItsEnd();
    const asked = await Promise.all(Array.from({ length: 5 }, () => takeChair(house.url, 'admiral')));
    expect(asked.filter(({ kind }) => kind === 'storage')).toHaveLength(1);
  });

  test('is in a backup, taken or not', async () => {
    await playToItsEnd();
    await takeChair(house.url, 'captain');
    const [file, folder] = [join(house.dataDir, 'backup'), join(house.dataDir, 'restored')];
    await backUp(house.dataDir, file);
    await restore(file, folder);
    const store = await openSqliteStore({ dataDir: folder });
    expect((await store.chairs()).map(({ taken }) => taken)).toEqual([true, false]);
    expect((await store.takeChair('admiral'))?.storage).toEqual(storage);
    await store.close();
  });

  test('that nobody has is refused, and so is one without an example', async () => {
    await expect(takeChair(house.url, 'captain')).rejects.toMatchObject(refused('EXAMPLE_UNKNOWN'));
    await playToItsEnd();
    await expect(takeChair(house.url, 'nobody')).rejects.toMatchObject(refused('CHAIR_UNKNOWN'));
  });

  test('is not used up by a form that a page elsewhere has a browser send', async () => {
    await playToItsEnd();
    const body = encode(chairRequest, { name: 'captain' });
    expect(await post(CHAIRS_PATH, body, 'text/plain')).toEqual([400, 'MALFORMED']);
    expect((await takeChair(house.url, 'captain')).kind).toBe('storage');
  });
});

describe('hostile bodies change nothing:', () => {
  test.each([
    ['none at all', new Uint8Array(), 400, 'MALFORMED'],
    ['no CBOR', Uint8Array.of(0xff, 0xff), 400, 'MALFORMED'],
    ['a token that is too short', Uint8Array.of(0x81, 0x41, 7), 400, 'MALFORMED'],
    ['more than there can be', new Uint8Array(100_000), 413, 'TOO_LARGE'],
  ])('%s', async (_what, body, status, code) => {
    expect(await post(EXAMPLE_PATH, body)).toEqual([status, code]);
    expect(await exampleState(house.url)).toEqual({ kind: 'possible' });
    await playToItsEnd();
    expect((await post(CHAIRS_PATH, body))[0]).toBe(status);
    expect(await post(EXAMPLE_PATH, encode(exampleStart, { convenerToken: house.token }))).toEqual([
      409,
      'EXAMPLE_PLAYED',
    ]);
    expect((await takeChair(house.url, 'captain')).kind).toBe('storage');
  });
});

test('a venue that was given no example to play has none', async () => {
  const plain = await House.open();
  expect(await exampleState(plain.url)).toEqual({ kind: 'none' });
  await expect(startExample(plain.url, plain.token)).rejects.toMatchObject(refused('EXAMPLE_UNKNOWN'));
  await plain.close();
});
