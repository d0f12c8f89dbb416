import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { idText } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import type { Conveyance } from '../../src/records/statement/conveyance.ts';
import type { CommandArgs } from '../../src/web/engine/commands.ts';
import type { Engine } from '../../src/web/engine/engine.ts';
import { LaterCarries } from '../../src/web/engine/later-carries.ts';
import { PERFORM } from '../../src/web/engine/perform.ts';
import { Disk } from '../support/disk.ts';
import { engineOf } from '../support/engine-of.ts';
import { House, type Person, rest, until } from '../support/house.ts';
import { outcomeOf } from '../support/outcome-of.ts';

let house: House;
let [mediator, guest, colleague]: Person[] = [];
/** Of the mediator, of two of Arvelia, and of the mediator and Kestria's in the other room. */
let hers: Seat;
let theirs: Seat;
let colleagues: Seat;
let there: Seat;
let other: Seat;
let engine: Engine;

beforeEach(async () => {
  house = await House.open();
  mediator = await house.person('Mediator');
  guest = await house.person('Arvid');
  colleague = await house.person('Asta');
  const kestrian = await house.person('Karel');
  hers = await house.found(mediator, { party: 'Secretariat', parties: between('Arvelia') });
  theirs = await house.seat(hers, guest, { party: 'Arvelia' });
  colleagues = await house.seat(hers, colleague, { party: 'Arvelia' });
  there = await house.found(mediator, { party: 'Secretariat', parties: between('Kestria') });
  other = await house.seat(there, kestrian, { party: 'Kestria' });
  await rest(hers, theirs, colleagues, there, other);
  engine = await engineOf(house, mediator);
});
afterEach(async () => {
  await engine.close();
  await house.close();
});

const said = (text: string, conveyance?: Conveyance) => ({ text, language: 'en', inReplyTo: undefined, conveyance });
const between = (party: string) => [
  { name: 'Secretariat', secretariat: true },
  { name: party, secretariat: false },
];
const channelOf = (seat: Seat) => idText(seat.identity.channel);

function carrying(of: Partial<CommandArgs<'transfer'>>): CommandArgs<'transfer'> {
  return {
    from: channelOf(hers),
    entry: '',
    to: channelOf(there),
    as: { kind: 'put forward', title: 'On the dam' },
    text: 'The dam could wait.',
    language: 'en',
    attribution: 'deniable',
    authorsMin: 2,
    ...of,
  };
}
const transfer = (of: Partial<CommandArgs<'transfer'>>) => PERFORM.transfer(engine, carrying(of));
const codeOf = (work: Promise<unknown>) => outcomeOf(work, 'done');
const put = (seat: Seat) => Object.values(seat.projection.transfers.putForward).map(({ text }) => text);

describe('proximity talks', () => {
  test('[CONVEY-3] go there and come back, and neither party learns of the other’s room', async () => {
    const { entry } = await theirs.post(
      'statement',
      said('We would wait with the dam.', 'may be conveyed as your own idea'),
    );
    await rest(hers);
    const carried = await transfer({ entry: idText(entry) });
    await rest(other);
    expect(put(other)).toEqual(['The dam could wait.']);

    const { entry: answer } = await other.post('statement', said('Then we would open the lock.', 'may be conveyed'));
    await rest(there);
    expect(await PERFORM.answerable(engine, { channel: channelOf(hers) })).toMatchObject({
      words: [{ entry: idText(entry) }],
    });
    await transfer({
      ...{ from: channelOf(there), entry: idText(answer), to: channelOf(hers), authorsMin: 1 },
      as: { kind: 'answer', about: idText(entry) },
      text: 'The lock could open then.',
    });
    await rest(hers, theirs, colleagues, other);
    for (const seat of [theirs, colleagues]) {
      const { answers, answersTo } = seat.projection.transfers;
      expect(answersTo[idText(entry)]?.map((key) => answers[key]?.text)).toEqual(['The lock could open then.']);
    }
    expect(carried).toMatchObject({ kind: 'carried' });
    // What either of them holds names nothing of the other.
    const shown = (seat: Seat) => JSON.stringify(seat.projection);
    for (const secret of ['Karel', 'Kestria', channelOf(there), idText(answer), idText(other.seatId)]) {
      expect(shown(theirs)).not.toContain(secret);
    }
    for (const secret of ['Arvid', 'Arvelia', 'Asta', channelOf(hers), idText(entry), 'We would wait']) {
      expect(shown(other)).not.toContain(secret);
    }
  });

  test('[CONVEY-1] [CONVEY-2] leave what is on hold where it is, until its author frees it, and never take that back', async () => {
    const { entry } = await theirs.post('statement', said('We would wait with the dam.', 'hold'));
    await rest(hers);
    expect(await codeOf(transfer({ entry: idText(entry) }))).toBe('ON_HOLD');
    const freed = { statement: entry, text: 'We would wait with the dam.', language: 'en' };
    const free = (seat: Seat, conveyance: Conveyance) => codeOf(seat.post('amendment', { ...freed, conveyance }));
    expect(await free(colleagues, 'may be conveyed')).toBe('NOT_THE_AUTHOR');
    expect(await free(theirs, 'may be conveyed as your own idea')).toBe('done');
    await rest(hers);
    expect(await codeOf(transfer({ entry: idText(entry) }))).toBe('done');
    await rest(theirs);
    expect(await free(theirs, 'may be conveyed')).toBe('ALREADY_CARRIED');
    expect(await free(theirs, 'hold')).toBe('ALREADY_CARRIED');
  });

  test('carry nothing that fewer could have said than was asked for, and note nothing of it', async () => {
    const { entry } = await theirs.post('statement', said('We would wait with the dam.', 'may be conveyed'));
    await rest(hers);
    expect(await codeOf(transfer({ entry: idText(entry), authorsMin: 3 }))).toBe('TOO_FEW_AUTHORS');
    await rest(hers, other);
    expect([hers.projection.transfers.notes, put(other)]).toEqual([[], []]);
    // Nor is anything noted that the other room would not take.
    const as = { kind: 'answer', about: idText(entry) } as const;
    expect(await codeOf(transfer({ entry: idText(entry), as }))).toBe('NO_SUCH_ENTRY');
    expect(hers.projection.transfers.notes).toEqual([]);
  });
});

describe('words that are carried later', () => {
  test('wait on the device, go when their time has come, and say nothing before', async () => {
    const { entry } = await theirs.post('statement', said('We would wait with the dam.', 'may be conveyed'));
    await rest(hers);
    const now = Date.now();
    const waits = await transfer({ entry: idText(entry), later: { kind: 'within', ms: 3_600_000 } });
    expect(waits).toEqual({ kind: 'waits', until: expect.any(Number) });
    const [waiting] = engine.room(channelOf(hers))?.carrying ?? [];
    expect(waiting).toMatchObject({ text: 'The dam could wait.', to: channelOf(there), refused: undefined });
    expect(engine.room(channelOf(there))?.carrying).toEqual([waiting]);
    expect(waiting?.dueAt).toBeGreaterThanOrEqual(now);
    expect(waiting?.dueAt).toBeLessThanOrEqual(waiting?.until ?? 0);
    await engine.carries.look();
    await rest(hers, theirs, other);
    expect([theirs.projection.transfers.notes, put(other)]).toEqual([[], []]);

    if (mediator === undefined) throw new Error('nobody mediates');
    mediator.clock = () => now + 3_700_000;
    await engine.carries.look();
    await rest(other, theirs);
    expect(put(other)).toEqual(['The dam could wait.']);
    expect(theirs.projection.transfers.notes).toHaveLength(1);
    expect(engine.room(channelOf(hers))?.carrying).toEqual([]);
  });

  test('are given up, or stay where they were taken back meanwhile', async () => {
    const { entry } = await theirs.post('statement', said('We would wait with the dam.', 'may be conveyed'));
    await rest(hers);
    await transfer({ entry: idText(entry), later: { kind: 'after', ms: 3_600_000 } });
    const [waiting] = engine.room(channelOf(hers))?.carrying ?? [];
    expect(await engine.carries.cancel(waiting?.id ?? '')).toBe(true);
    expect(engine.room(channelOf(hers))?.carrying).toEqual([]);

    await transfer({ entry: idText(entry), later: { kind: 'after', ms: 3_600_000 } });
    await theirs.post('withdrawal', { entry });
    await rest(hers);
    const [again] = engine.room(channelOf(hers))?.carrying ?? [];
    await engine.carries.now(again?.id ?? '');
    await until(() => engine.room(channelOf(hers))?.carrying[0]?.refused !== undefined);
    expect(engine.room(channelOf(hers))?.carrying).toMatchObject([{ refused: 'ALREADY_WITHDRAWN' }]);
    await rest(other);
    expect(put(other)).toEqual([]);
  });

  test('are there again after the device was off, and noted once', async () => {
    const storage = new Disk().plug();
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    let now = 1_000;
    const open = () => LaterCarries.open({ storage, clock: () => now, random });
    const id = 'ab'.repeat(16);
    const words = { from: id, entry: id, to: id, about: undefined, title: '', text: 'Half.', language: 'en' };
    const first = await open();
    await first.put({ ...words, attribution: 'deniable', authorsMin: 2 }, { kind: 'after', ms: 5_000 });
    now = 9_000;
    const attempts: boolean[] = [];
    const again = await open();
    again.start(
      async (_, { isNoted, onNoted }) => {
        attempts.push(isNoted);
        if (!isNoted) {
          await onNoted();
          throw new Error('the line broke');
        }
      },
      () => {},
    );
    await again.look();
    again.stop();
    // Noted, and not put forward: the device stopped in between.
    const third = await open();
    expect(third.of(id)).toMatchObject([{ isNoted: true }]);
    third.start(
      async ({ isNoted }) => void attempts.push(isNoted),
      () => {},
    );
    await third.look();
    third.stop();
    expect(attempts).toEqual([false, true]);
    expect((await open()).of(id)).toEqual([]);
  });

  test('go once, where the device stops before the venue has answered', async () => {
    const { entry } = await theirs.post('statement', said('We would wait.', 'may be conveyed'));
    await rest(hers);
    await transfer({ entry: idText(entry), later: { kind: 'after', ms: 3_600_000 } });
    const disk = mediator?.disk as Disk;
    const [{ id = '' } = {}] = engine.carries.of(channelOf(hers));
    // In the moment in which the words are with the outbox.
    const hangUp = disk.onKill;
    const stopped = new Promise<void>((resolve) => {
      disk.onKill = () => {
        hangUp?.();
        resolve();
      };
    });
    disk.failsAfter = ({ put: written = {} }) =>
      Object.keys(written).some((key) => key.includes('outbox')) && 'app/carries' in written;
    void engine.carries.now(id).catch(() => {});
    await stopped;
    await mediator?.reopen();
    engine = await engineOf(house, mediator as Person);
    expect(engine.carries.of(channelOf(hers))).toEqual([]);
    await until(() => put(other).length > 0);
    await rest(other);
    expect(put(other)).toEqual(['The dam could wait.']);
  });
});
