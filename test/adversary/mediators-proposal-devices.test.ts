import { afterEach, describe, expect, test } from 'vitest';
import { idText } from '../../src/base/ids.ts';
import { keptRoundCodec } from '../../src/client/mediators-proposal/kept-rounds.ts';
import { decode } from '../../src/protocol/codec/codec.ts';
import { readScalar } from '../../src/protocol/crypto/ristretto255.ts';
import { contains } from '../support/contains.ts';
import type { Person } from '../support/house.ts';
import { itemsOf } from '../support/look-inside.ts';
import { putToAll, type RoundTable, roundTable, settled, standing, viewOf } from '../support/round-table.ts';

let table: RoundTable;
const opened: RoundTable[] = [];
afterEach(async () => {
  for (const { house } of opened.splice(0)) await house.close();
});

const NOES = [0, 1, 2];

/** A round of three in which one of them says no. */
async function refusedBy(refuser: number) {
  table = await roundTable(3);
  opened.push(table);
  const all = [table.mediator, ...table.people];
  const from = (await itemsOf(table.mediator.seat)).length;
  const proposal = await putToAll(table);
  for (const [at, person] of table.people.entries()) {
    await person.seat.proposals.answer(proposal, { yes: at !== refuser });
  }
  await settled(all, proposal);
  expect(standing(table.mediator, proposal)).toBe('not-accepted');
  return { all, proposal, from };
}

/** Everything about rounds that ever stood on a disk. */
function everKept(person: Person): readonly Uint8Array[] {
  return [...person.disk.past].filter(([key]) => key.includes('/rounds/')).flatMap(([, values]) => values);
}

describe('[AND-10] after a no, which of three said it', () => {
  test('is in the shape of nothing: records and projections of three runs are alike, whoever refused', async () => {
    const shapes: unknown[] = [];
    for (const refuser of NOES) {
      const { all, proposal, from } = await refusedBy(refuser);
      const items = (await itemsOf(table.mediator.seat)).slice(from);
      const steps = items.filter(({ kind }) => kind === 'proposal-step' || kind === 'mediators-proposal');
      shapes.push({
        // By size alone, which is all that the venue sees; one has always the same.
        sizes: [...new Set(steps.filter(({ kind }) => kind === 'proposal-step').map(({ item }) => lengthClass(item)))],
        count: steps.length,
        views: all.map((person) => {
          const { round, ended, isVerified, texts } = viewOf(person, proposal);
          return { kind: round.kind, fields: Object.keys(round).sort(), ended, isVerified, texts };
        }),
        lines: all.map(({ seat }) =>
          seat.projection.timeline.flatMap((item) =>
            item.kind === 'entry' && item.about === idText(proposal) ? [item.name] : [],
          ),
        ),
      });
    }
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  }, 90_000);

  test('is on no device afterwards, the refuser’s own included', async () => {
    const { all, proposal } = await refusedBy(1);
    for (const person of all) {
      expect(person.disk.keys().filter((key) => key.includes('/rounds/'))).toEqual([]);
      // Of the round no step is left, only how it ended.
      expect(Object.keys(viewOf(person, proposal).round).sort()).toEqual(['kind', 'proposal']);
    }
    // The direct way: an answer to a round that asks for it never touches the disk.
    for (const person of table.people) {
      for (const bytes of everKept(person)) expect(decode(keptRoundCodec, bytes, 256).answer).toBeUndefined();
    }
  }, 60_000);

  test('[AND-11] is not to be had from what one device ever kept: the secret of a key leaves neither it nor its row', async () => {
    const { all } = await refusedBy(2);
    for (const person of table.people) {
      const secrets = new Map(
        everKept(person)
          .map((bytes) => decode(keptRoundCodec, bytes, 256))
          .map(({ secret }) => [idText(secret as never), secret]),
      );
      expect(secrets.size).toBe(1);
      for (const secret of secrets.values()) {
        expect(readScalar(secret)).toBeDefined();
        const kept = await table.house.everythingKept();
        expect(contains(kept, secret)).toBe(false);
        for (const each of all) {
          expect(contains(each.disk.dump(), secret)).toBe(false);
          const elsewhere = [...each.disk.past].filter(([key]) => each !== person || !key.includes('/rounds/'));
          for (const [, values] of elsewhere) for (const value of values) expect(contains(value, secret)).toBe(false);
        }
      }
    }
  }, 60_000);
});

/** Entries of one padding class differ by what their announcement takes; that comes with the epoch, not with the answer. */
function lengthClass(item: Uint8Array): number {
  return Math.ceil(item.length / 1_024);
}
