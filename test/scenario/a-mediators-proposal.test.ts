import { afterEach, describe, expect, test } from 'vitest';
import { idText } from '../../src/base/ids.ts';
import { keptRoundCodec } from '../../src/client/mediators-proposal/kept-rounds.ts';
import { decode } from '../../src/protocol/codec/codec.ts';
import { giveAnswer } from '../../src/protocol/private-and/answer-step.ts';
import { decodeStep, encodeStep, type StepOf } from '../../src/protocol/private-and/step.ts';
import { encodePayload } from '../../src/records/payload.ts';
import { crooked } from '../support/crooked-entry.ts';
import { type Person, partyNamed, rest, until } from '../support/house.ts';
import { itemsOf } from '../support/look-inside.ts';
import {
  awaited,
  putToAll,
  type RoundTable,
  roundTable,
  settled,
  standing,
  TEXT,
  viewOf,
} from '../support/round-table.ts';

let table: RoundTable;
afterEach(async () => {
  await table.house.close();
});

const everyone = ({ mediator, people }: RoundTable) => [mediator, ...people];
const person = (at: number) => table.people[at] as Person;

function isThere(each: Person): boolean {
  try {
    return each.participant !== undefined;
  } catch {
    return false;
  }
}

/** Nothing of a round is left on a device, and nothing waits to be sent. */
function expectNothingKept(...people: readonly Person[]): void {
  for (const each of people) {
    expect(each.disk.keys().filter((key) => /\/(rounds|outbox)\//.test(key))).toEqual([]);
    expect(each.troubles).toEqual([]);
  }
}

describe('[AND-9] a text that is put to all', () => {
  test.each([
    ['two', [true, true], 'accepted'],
    ['two, one of whom says no', [true, false], 'not-accepted'],
    ['three', [true, true, true], 'accepted'],
    ['three, one of whom says no', [true, false, true], 'not-accepted'],
    ['five', [true, true, true, true, true], 'accepted'],
    ['five, two of whom say no', [false, true, true, false, true], 'not-accepted'],
  ] as const)(
    '%s',
    async (_, answers, outcome) => {
      table = await roundTable(answers.length);
      const proposal = await putToAll(table);
      for (const [at, yes] of answers.entries()) await person(at).seat.proposals.answer(proposal, { yes });
      await settled(everyone(table), proposal);
      for (const each of everyone(table)) {
        expect(standing(each, proposal)).toBe(outcome);
        expect(viewOf(each, proposal)).toEqual(viewOf(table.mediator, proposal));
        expect(each.seat.proposals.partIn(proposal)).toBe('none');
      }
      expectNothingKept(...everyone(table));
    },
    60_000,
  );
});

describe('while a text waits for its parties', () => {
  test('everyone sees for whom, and nobody what was said', async () => {
    table = await roundTable(3);
    const proposal = await putToAll(table);
    await person(1).seat.proposals.answer(proposal, { yes: false });
    await until(() => awaited(table.mediator, proposal).length === 2);
    expect([...awaited(table.mediator, proposal)].sort()).toEqual(['Arvelia', 'Dunmark']);
    expect(standing(table.mediator, proposal)).toBe('answer');
    expect(person(1).seat.proposals.partIn(proposal)).toBe('answered');
    expect(person(0).seat.proposals.partIn(proposal)).toBe('to-answer');
    expect(table.mediator.seat.proposals.partIn(proposal)).toBe('none');
    await expect(person(1).seat.proposals.answer(proposal, { yes: true })).rejects.toMatchObject({
      code: 'PROPOSAL_STATE',
    });
  }, 30_000);

  test('an answer given before all have their keys waits on its device, and goes by itself', async () => {
    table = await roundTable(3);
    await person(2).leave();
    const proposal = await table.mediator.seat.proposals.propose({ texts: TEXT });
    await until(
      () => person(0).seat.proposals.partIn(proposal) === 'to-answer' && awaited(person(0), proposal).length === 1,
    );
    await person(0).seat.proposals.answer(proposal, { yes: true });
    expect(person(0).seat.proposals.partIn(proposal)).toBe('kept');
    await person(0).reopen();
    await rest(person(0).seat);
    expect(person(0).seat.proposals.partIn(proposal)).toBe('kept');
    await person(2).open();
    await until(() => person(0).seat.proposals.partIn(proposal) === 'answered');
    for (const at of [1, 2]) {
      await until(() => person(at).seat.proposals.partIn(proposal) === 'to-answer');
      await person(at).seat.proposals.answer(proposal, { yes: true });
    }
    await settled(everyone(table), proposal);
    expect(standing(table.mediator, proposal)).toBe('accepted');
    expectNothingKept(...everyone(table));
  }, 60_000);

  test('epochs turn in between', async () => {
    table = await roundTable(3);
    const proposal = await putToAll(table);
    for (const at of [0, 1, 2]) {
      await person(at).seat.proposals.answer(proposal, { yes: true });
      await person((at + 1) % 3).seat.turnEpoch();
    }
    await settled(everyone(table), proposal);
    expect(standing(person(0), proposal)).toBe('accepted');
    expectNothingKept(...everyone(table));
  }, 60_000);

  test.each(['failsBefore', 'failsAfter'] as const)(
    '[AND-11] a device that is killed at each write about its round (%s) goes on, and gives no step twice',
    async (moment) => {
      table = await roundTable(2);
      const killer = person(1);
      const killedAt = new Set<string>();
      const arm = () => {
        killer.disk[moment] = (changes) => {
          const kept = Object.entries(changes.put ?? {}).find(([key]) => key.includes('/rounds/'));
          const isErased = (changes.remove ?? []).some((key) => key.includes('/rounds/'));
          if (kept === undefined && !isErased) return false;
          const at = kept === undefined ? 'erased' : `given ${decode(keptRoundCodec, kept[1], 256).given}`;
          if (killedAt.has(at)) return false;
          killedAt.add(at);
          return true;
        };
      };
      arm();
      const proposal = await table.mediator.seat.proposals.propose({ texts: TEXT });
      const answers = async (each: Person) => {
        if (!isThere(each)) {
          await each.open();
          arm();
        }
        if (each.seat.proposals.partIn(proposal) !== 'to-answer') return;
        void each.seat.proposals.answer(proposal, { yes: true }).catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 50));
      };
      await until(async () => {
        for (const each of table.people) await answers(each);
        return standing(table.mediator, proposal) === 'accepted' && killedAt.size === 4;
      }, 40_000);
      await answers(killer);
      await settled(everyone(table), proposal);
      expect(standing(killer, proposal)).toBe('accepted');
      expect([...killedAt].sort()).toEqual(['erased', 'given 1', 'given 2', 'given 3']);
      const steps = (await itemsOf(table.mediator.seat)).filter(({ kind }) => kind === 'proposal-step');
      expect(steps).toHaveLength(2 * 4);
      expectNothingKept(...everyone(table));
    },
    60_000,
  );
});

describe('[AND-14] a round that is not completed', () => {
  test('is ended by who put it; an answer that comes late is skipped by everyone', async () => {
    table = await roundTable(3);
    const proposal = await putToAll(table);
    await person(0).seat.proposals.answer(proposal, { yes: true });
    const { round } = viewOf(person(1), proposal);
    const step = giveAnswer(round, partyNamed(person(1).seat, 'Kestria'), { yes: true }, table.mediator.aside().random);
    await until(() => awaited(table.mediator, proposal).length === 2);
    await table.mediator.seat.proposals.end(proposal);
    await settled(everyone(table), proposal);
    await expect(person(1).seat.proposals.answer(proposal, { yes: true })).rejects.toMatchObject({
      code: 'PROPOSAL_STATE',
    });
    // Sealed by a program that does not ask.
    const { item } = await crooked(person(1).seat, { payload: encodePayload('proposal-step', { proposal, step }) });
    const connection = await person(1).seat.session.connection();
    const posted = await connection.post(person(1).seat.record.parts.lastHandshake, item);
    expect(posted.kind).toBe('posted');
    await rest(...everyone(table).map(({ seat }) => seat));
    for (const each of everyone(table)) {
      expect(each.seat.projection.refused).toMatchObject([{ reason: 'WRONG_STATE' }]);
      expect(standing(each, proposal)).toBe('not completed');
      expect([...awaited(each, proposal)].sort()).toEqual(['Dunmark', 'Kestria']);
    }
    expectNothingKept(...everyone(table));
  }, 30_000);

  test('before its time is not for any party to end, and after it is', async () => {
    table = await roundTable(2);
    const respondBy = Date.now() + 60_000;
    const proposal = await putToAll(table, respondBy);
    await expect(person(0).seat.proposals.end(proposal)).rejects.toMatchObject({ code: 'POST_REFUSED' });
    person(0).clock = () => respondBy + 1;
    await person(0).seat.proposals.end(proposal);
    await settled(everyone(table), proposal);
    expect(viewOf(table.mediator, proposal).ended?.party).toBe(idText(partyNamed(person(0).seat, 'Arvelia')));
  }, 30_000);

  test('stops at a seat that was removed, and says for whom it waited', async () => {
    table = await roundTable(3);
    const proposal = await putToAll(table);
    const { seatId } = person(2).seat;
    for (const at of [0, 1]) await person(at).seat.proposals.answer(proposal, { yes: true });
    await until(() => awaited(table.mediator, proposal).length === 1);
    await table.mediator.seat.stewardship.remove(seatId);
    await rest(table.mediator.seat, person(0).seat, person(1).seat);
    expect(awaited(table.mediator, proposal)).toEqual(['Dunmark']);
    await table.mediator.seat.proposals.end(proposal);
    await settled([table.mediator, person(0), person(1)], proposal);
    expectNothingKept(table.mediator, person(0), person(1));
    await until(() =>
      person(2)
        .disk.keys()
        .every((key) => !key.includes('/rounds/')),
    );
  }, 30_000);
});

describe('[AND-8] a participant that cheats', () => {
  test('with a proof that does not hold ends the round, and no answer is ever opened', async () => {
    table = await roundTable(3);
    const proposal = await putToAll(table);
    await person(0).seat.proposals.answer(proposal, { yes: false });
    await until(() => awaited(person(1), proposal).length === 2);
    const party = partyNamed(person(1).seat, 'Kestria');
    const honest = giveAnswer(viewOf(person(1), proposal).round, party, { yes: true }, table.mediator.aside().random);
    const read = decodeStep(honest) as StepOf<'answer'>;
    // The answer of one, with the proof of another.
    const step = encodeStep({ ...read, challengeYes: read.challengeNo, challengeNo: read.challengeYes });
    await person(1).seat.post('proposal-step', { proposal, step }, { attribution: 'deniable' });
    await settled(everyone(table), proposal);
    for (const each of everyone(table)) {
      expect(viewOf(each, proposal).round).toMatchObject({
        kind: 'broken',
        step: 'answer',
        why: 'proof-does-not-hold',
        party,
      });
      expect(each.seat.proposals.partIn(proposal)).toBe('none');
    }
    expectNothingKept(person(0), person(2), table.mediator);
  }, 30_000);

  test('for another party, or on the record, is skipped before it is looked at', async () => {
    table = await roundTable(2);
    const proposal = await putToAll(table);
    const step = giveAnswer(
      viewOf(person(0), proposal).round,
      partyNamed(person(0).seat, 'Arvelia'),
      { yes: true },
      table.mediator.aside().random,
    );
    const content = { proposal, step };
    await expect(table.mediator.seat.post('proposal-step', content, { attribution: 'deniable' })).rejects.toMatchObject(
      { detail: { code: 'NOT_ASKED' } },
    );
    await expect(person(0).seat.post('proposal-step', content, { attribution: 'on the record' })).rejects.toMatchObject(
      { detail: { code: 'ATTRIBUTION_NOT_ALLOWED' } },
    );
  }, 30_000);
});

describe('[AND-13] two seats of one party', () => {
  test('see that one device answers; whoever gives the key first gives the rest', async () => {
    table = await roundTable(2);
    const second = await table.house.person('Second of Arvelia');
    await table.house.seat(table.mediator.seat, second, { party: 'Arvelia', consentHolder: false });
    await rest(...everyone(table).map(({ seat }) => seat), second.seat);
    const proposal = await putToAll(table);
    await rest(second.seat);
    expect(second.seat.proposals.partIn(proposal)).toBe('elsewhere');
    await expect(second.seat.proposals.answer(proposal, { yes: false })).rejects.toMatchObject({
      code: 'PROPOSAL_STATE',
    });

    // The one that would answer is away: the other takes it on.
    await person(0).leave();
    const next = await table.mediator.seat.proposals.propose({ texts: TEXT });
    await until(() => second.seat.projection.proposals.byEntry[idText(next)] !== undefined);
    expect(second.seat.proposals.partIn(next)).toBe('elsewhere');
    await second.seat.proposals.answer(next, { yes: true });
    await until(() => person(1).seat.proposals.partIn(next) === 'to-answer');
    await person(1).seat.proposals.answer(next, { yes: true });
    await settled([table.mediator, person(1), second], next);
    await person(0).open();
    await rest(person(0).seat);
    expect(standing(person(0), next)).toBe('accepted');
    expect(person(0).troubles).toEqual([]);
  }, 60_000);
});
