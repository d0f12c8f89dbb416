import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '../../src/base/bytes.ts';
import type { TreeSize } from '../../src/base/ids.ts';
import { decodeLogEvidence } from '../../src/client/log-watch/log-evidence.ts';
import type { LogState } from '../../src/client/log-watch/log-state.ts';
import { LogWatch } from '../../src/client/log-watch/log-watch.ts';
import { VenueLog } from '../../src/client/log-watch/venue-log.ts';
import type { Violation } from '../../src/client/record/violation.ts';
import type { Seat } from '../../src/client/seat.ts';
import { signCheckpoint } from '../../src/protocol/log/checkpoint.ts';
import { tilePath } from '../../src/protocol/log/tile-path.ts';
import { encodeTile } from '../../src/protocol/log/tiles.ts';
import { formatVerifierKey } from '../../src/protocol/log/verifier-key.ts';
import { MerkleTree } from '../../src/protocol/merkle/merkle-tree.ts';
import { type LogKey, openLogKey } from '../../src/venue/log/log-key.ts';
import { lieOn } from '../support/crooked-line.ts';
import { House, type Person, rest, say, until } from '../support/house.ts';
import { rawItems } from '../support/look-inside.ts';

/** Beats only when they are asked for. */
const NO_BEATS = { intervalMs: 300_000, entries: 8 };
const AN_HOUR = 3_600_000;

let house: House;
let anna: Person;
let boris: Person;
let hers: Seat;
let his: Seat;

beforeEach(async () => {
  house = await House.open({ beat: NO_BEATS });
  anna = await house.person('Anna');
  boris = await house.person('Boris', { line: true });
  hers = await house.found(anna);
  await say(hers, 'Before Boris came.');
  his = await house.seat(hers, boris, { party: 'Kestria' });
  await say(his, 'With Boris.');
  await rest(hers, his);
});
afterEach(async () => {
  await house.close();
});

const line = () => boris.line as NonNullable<Person['line']>;

/** The one violation that the log gave rise to, and what shows it. */
function evidence(seat: Seat) {
  const found = seat.violations.filter(({ kind }) => kind === 'log');
  expect(found.length).toBe(1);
  return decodeLogEvidence((found[0] as Violation).evidence);
}

/** The violation is kept in the record's turn. */
async function broken(seat: Seat): Promise<void> {
  await seat.session.undisturbed(async () => {});
  expect(seat.log.state).toEqual({ kind: 'broken' });
}

/** Every answer to this path is this one. */
function answer(path: string, told: (said: Uint8Array) => Uint8Array | undefined | Promise<Uint8Array | undefined>) {
  line().onAnswer = (asked, said) => (asked === path && said !== undefined ? told(said) : said);
}

function ownKey(): Promise<LogKey> {
  return openLogKey(house.dataDir, 'unused', () => new Uint8Array(randomBytes(32)));
}

/** A log that never was, signed with the venue's own key: its checkpoint, and the one tile that it has. */
async function forgedLog(size: number) {
  const { verifier, signer } = await ownKey();
  const tree = new MerkleTree();
  for (let i = 0; i < size; i++) tree.append(new Uint8Array(randomBytes(32)));
  const tile = { level: 0, index: 0, width: size };
  return {
    note: await signCheckpoint({ size: size as TreeSize, root: tree.root() }, verifier, signer),
    tile: { path: `/log/${tilePath(tile)}`, bytes: encodeTile(tile, (level, index) => tree.hashAt(level, index)) },
  };
}

describe('[LOG-6] a venue that logs what is said', () => {
  test('is found to, by who was there from the founding and by who came later', async () => {
    expect(his.log.state).toEqual({ kind: 'unwatched' });
    await house.venue.beat();
    for (const seat of [hers, his]) {
      expect(await seat.log.look()).toMatchObject({ kind: 'watching' });
      expect(seat.violations).toEqual([]);
    }
    expect(hers.log.state).toMatchObject({ kind: 'watching', size: (his.log.state as { size: number }).size });
    expect((hers.log.state as { size: number }).size).toBeGreaterThan(1);
    expect(await his.log.compare(hers.log.note as string)).toBe('one log');
  });

  test('is followed beat by beat, and through a restart, reading of the record nothing twice', async () => {
    for (let i = 0; i < 3; i++) {
      await say(hers, `Statement ${i}.`);
      await house.venue.beat();
      await his.synced();
      expect(await his.log.look()).toMatchObject({ kind: 'watching' });
    }
    const before = (his.log.state as { size: number }).size;
    await boris.leave();
    await say(hers, 'While Boris was away.');
    await house.venue.beat();
    await boris.open();
    const back = boris.seat;
    await back.synced();
    line().fromPerson.length = 0;
    expect(await back.log.look()).toMatchObject({ kind: 'watching' });
    expect((back.log.state as { size: number }).size).toBeGreaterThan(before);
    expect(back.violations).toEqual([]);
    // The beats, how far the record is, the venue's key, the checkpoint, a tile, and the tokens that its device fetches.
    expect(line().fromPerson.length).toBeLessThanOrEqual(7);
  });

  test('is not asked about a channel that is off the record', async () => {
    const aside = await house.found(boris, { title: 'Aside', rules: { rule: 'off the record' } });
    await rest(aside);
    line().fromPerson.length = 0;
    expect(await aside.log.look()).toEqual({ kind: 'unwatched' });
    expect(line().fromPerson.length).toBe(0);
  });

  test('that has no beat yet is behind only after a while, and no more once it has', async () => {
    expect(await his.log.look()).toMatchObject({ kind: 'watching', size: 0 });
    boris.clock = () => Date.now() + 2 * AN_HOUR;
    expect(await his.log.look()).toMatchObject({ kind: 'behind', why: 'uncovered' });
    await house.venue.beat();
    expect(await his.log.look()).toMatchObject({ kind: 'watching' });
    expect(his.violations).toEqual([]);
  });
});

describe('[LOG-6] a venue that', () => {
  test('tells another root than the record’s is found out', async () => {
    await house.venue.beat();
    lieOn(line(), (message) =>
      message.kind === 'beats'
        ? { ...message, beats: message.beats.map((beat) => ({ ...beat, root: new Uint8Array(32).fill(7) })) }
        : message,
    );
    await his.log.look();
    await broken(his);
    const { claim, beat, root } = evidence(his);
    expect(claim).toBe('root');
    expect(beat?.root).toEqual(new Uint8Array(32).fill(7));
    expect(root).not.toEqual(beat?.root);

    // And it stays so on this device.
    await boris.reopen();
    await boris.seat.synced();
    expect(await boris.seat.log.look()).toEqual({ kind: 'broken' });
    evidence(boris.seat);
  });

  test('logs commitments that it does not show is found out', async () => {
    await house.venue.beat();
    lieOn(line(), (message) =>
      message.kind === 'beats'
        ? { ...message, beats: message.beats.map((beat) => ({ ...beat, size: beat.size + 1 })) }
        : message,
    );
    await his.log.look();
    await broken(his);
    expect(evidence(his)).toMatchObject({ claim: 'root', root: undefined });
  });

  test('entered something else than the beat that it tells is found out', async () => {
    await house.venue.beat();
    lieOn(line(), (message) =>
      message.kind === 'beats'
        ? { ...message, beats: message.beats.map((beat) => ({ ...beat, blind: new Uint8Array(32) })) }
        : message,
    );
    await his.log.look();
    await broken(his);
    expect(evidence(his)).toMatchObject({ claim: 'entry', notes: [his.log.note] });
  });

  test('gives other items for what was said before a seat came than that seat was given is found out', async () => {
    await house.venue.beat();
    lieOn(line(), (message, unasked) =>
      message.kind === 'items' && !unasked && message.from === 0 && message.items.length > 1
        ? { ...message, items: message.items.with(1, message.items[2] as Uint8Array) }
        : message,
    );
    await his.log.look();
    await broken(his);
    expect(his.violations.map(({ kind }) => kind)).toEqual(['fork']);
  });

  test('withholds beats is told to be behind, and accused of nothing', async () => {
    await house.venue.beat();
    lieOn(line(), (message) => (message.kind === 'beats' ? { ...message, beats: [] } : message));
    expect(await his.log.look()).toMatchObject({ kind: 'watching', size: 0 });
    const since = Date.now();
    boris.clock = () => Date.now() + 2 * AN_HOUR;
    const state = await his.log.look();
    expect(state).toMatchObject({ kind: 'behind', why: 'uncovered' });
    expect((state as { since: number }).since).toBeLessThanOrEqual(since);
    expect(his.violations).toEqual([]);
  });

  test('says that it beats once in an age is behind all the same', async () => {
    line().onAnswer = (path, said) => {
      if (path !== '/api/v1/venue' || said === undefined) return said;
      const told = JSON.parse(fromUtf8(said));
      return utf8(JSON.stringify({ ...told, beat: { ...told.beat, intervalMs: 1e15 } }));
    };
    await his.log.look();
    boris.clock = () => Date.now() + 24 * AN_HOUR;
    expect(await his.log.look()).toMatchObject({ kind: 'behind', why: 'uncovered' });
  });

  test('shows the log as it was before is told to be behind; it is no violation', async () => {
    await house.venue.beat();
    await his.log.look();
    const old = utf8(his.log.note as string);
    await say(hers, 'Later.');
    await house.venue.beat();
    expect(await his.log.look()).toMatchObject({ kind: 'watching' });
    answer('/log/checkpoint', () => old);
    const before = his.log.state;
    expect(await his.log.look()).toEqual(before);
    boris.clock = () => Date.now() + 2 * AN_HOUR;
    expect(await his.log.look()).toMatchObject({ kind: 'behind', why: 'older' });
    line().onAnswer = (_, said) => said;
    expect(await his.log.look()).toMatchObject({ kind: 'watching' });
    expect(his.violations).toEqual([]);
  });

  test('shows a state without the beat that it has told of shows an old one', async () => {
    await house.venue.beat();
    await his.log.look();
    const { size } = his.log.state as { size: number };
    const old = utf8(his.log.note as string);
    await say(hers, 'Later.');
    await house.venue.beat();
    answer('/log/checkpoint', () => old);
    await his.log.look();
    expect(his.log.state).toMatchObject({ kind: 'watching', size });
    boris.clock = () => Date.now() + 2 * AN_HOUR;
    expect(await his.log.look()).toMatchObject({ kind: 'behind', why: 'older' });
    expect(his.violations).toEqual([]);
  });

  test('does not serve its log is told to be behind', async () => {
    await house.venue.beat();
    line().onAnswer = (path, said) => (path.startsWith('/log/tile') ? undefined : said);
    await his.log.look();
    boris.clock = () => Date.now() + 2 * AN_HOUR;
    expect(await his.log.look()).toMatchObject({ kind: 'behind', why: 'unreadable' });
    answer('/log/checkpoint', () => utf8('<h1>Welcome to our hotel</h1>\n'));
    expect(await his.log.look()).toMatchObject({ kind: 'behind', why: 'unreadable' });
    expect(his.violations).toEqual([]);
  });

  test.each([8, 16, 24])('forks its log is found out, by two checkpoints of its own: at %i', async (size) => {
    await house.venue.beat();
    await say(hers, 'More.');
    await house.venue.beat();
    await his.log.look();
    const honest = his.log.note as string;
    const { note, tile } = await forgedLog(size);
    line().onAnswer = (path, said) =>
      path === '/log/checkpoint' ? utf8(note) : path === tile.path ? tile.bytes : said;
    await his.log.look();
    await broken(his);
    expect(evidence(his)).toMatchObject({ claim: 'state', notes: [honest, note] });
  });

  test('shows two members two logs is found out when they compare what they were shown', async () => {
    await house.venue.beat();
    await hers.log.look();
    const { note } = await forgedLog(8);
    expect(await hers.log.compare(note)).toBe('broken');
    await broken(hers);
    expect(evidence(hers)).toMatchObject({ claim: 'state', notes: [hers.log.note, note] });
  });

  test('is not accused by a note that it never signed', async () => {
    await house.venue.beat();
    await hers.log.look();
    const note = hers.log.note as string;
    expect(await hers.log.compare(note.replace(/^.*\n/, 'another.example/log\n'))).toBe('unreadable');
    expect(await hers.log.compare('nothing of the kind')).toBe('unreadable');
    expect(hers.log.state.kind).toBe('watching');
  });

  test('changes its log’s key is found out, at once and after a restart', async () => {
    await house.venue.beat();
    await his.log.look();
    const key = house.venue.verifierKey;
    const { verifier, signer } = await anotherKey();
    const root = new Uint8Array(32).fill(1);
    const note = await signCheckpoint({ size: 16 as TreeSize, root }, verifier, signer);
    line().onAnswer = (path, said) => {
      if (path === '/log/checkpoint') return utf8(note);
      if (path !== '/api/v1/venue' || said === undefined) return said;
      return utf8(JSON.stringify({ ...JSON.parse(fromUtf8(said)), verifierKey: formatVerifierKey(verifier) }));
    };
    await boris.reopen();
    await boris.seat.synced();
    await boris.seat.log.look();
    await broken(boris.seat);
    expect(evidence(boris.seat)).toMatchObject({ claim: 'key', keys: [key, formatVerifierKey(verifier)] });
  });

  test('signs with another key than its own is found out', async () => {
    await house.venue.beat();
    await his.log.look();
    const { verifier, signer } = await anotherKey();
    const note = await signCheckpoint({ size: 16 as TreeSize, root: new Uint8Array(32) }, verifier, signer);
    answer('/log/checkpoint', () => utf8(note));
    await his.log.look();
    await broken(his);
    expect(evidence(his)).toMatchObject({ claim: 'key', keys: [house.venue.verifierKey], notes: [note] });
  });
});

test('[LOG-6] a seat looks by itself: first after a while, and again when something waits for a beat', async () => {
  const states: LogState['kind'][] = [];
  const { identity, record, session } = his;
  const device = boris.device();
  const never = (error: unknown) => {
    throw error;
  };
  const watch = LogWatch.begin(device, undefined, {
    ...{ identity, record, session, log: new VenueLog(device.storage, identity) },
    onState: ({ kind }) => states.push(kind),
    onViolation: never,
    onTrouble: never,
    pace: { firstMs: 150, everyMs: 150, idleMs: AN_HOUR },
  });
  const covered = () => (watch.state.kind === 'watching' ? watch.state.size : undefined);
  await house.venue.beat();
  watch.start([]);
  expect(states).toEqual([]);
  await until(() => covered() !== undefined);
  const before = covered() as number;
  expect(before).toBeGreaterThan(0);

  // Everything is covered: there is nothing to look for.
  const looks = states.length;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(states.length).toBe(looks);

  const from = record.cursor;
  await say(hers, 'Something new.');
  await his.synced();
  await house.venue.beat();
  watch.take(from, (await rawItems(his)).slice(from));
  await until(() => (covered() ?? 0) > before);
  watch.end();
  expect(new Set(states)).toEqual(new Set(['watching']));
});

/** One that takes the venue's place. */
async function anotherKey(): Promise<LogKey> {
  const elsewhere = await House.open({ beat: NO_BEATS });
  try {
    return await openLogKey(elsewhere.dataDir, 'unused', () => new Uint8Array(randomBytes(32)));
  } finally {
    await elsewhere.close();
  }
}
