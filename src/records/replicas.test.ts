import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Position } from '../base/ids.ts';
import { applyEntry } from './apply-entry.ts';
import { decodePayload, encodePayload } from './payload.ts';
import { restoreProjection, snapshotProjection } from './projection.ts';
import type { KnownEntry } from './registry.ts';
import { author, opened, rehearse } from './rehearsal-room.ts';
import { EMMA, NILS, openRoster, SARA } from './rehearsal-roster.ts';
import { DRAWN, drawContent, KINDS, SEATED, type Step } from './rehearsal-steps.ts';

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.constantFrom(...SEATED),
  attribution: fc.constantFrom('deniable', 'deniable', 'on the record'),
  kind: fc.constantFrom(...DRAWN),
  draw: fc.nat(999),
});

test('every replica of a record has the same projection, however often one was put away and restored', () => {
  const outcomes = new Map<string, Set<string>>();
  const run = fc.record({
    steps: fc.array(step, { minLength: 20, maxLength: 200, size: 'max' }),
    restoreEvery: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(run, ({ steps, restoreEvery }) => {
      const [steady, other] = [rehearse({}, SEATED), rehearse({}, SEATED)];
      openRoster(steady, [NILS, SARA, EMMA], 2);
      openRoster(other, [NILS, SARA, EMMA], 2);
      let restored = other.room;
      let reactions = 0;
      for (const [index, { by, attribution, kind, draw }] of steps.entries()) {
        const posted = drawContent(kind, { draw, room: steady.room, by });
        const entry = opened((index + 2) as Position, author(by, { attribution }), posted);
        const outcome = applyEntry(steady.room, entry, 'sound');
        expect(applyEntry(restored, asAnotherOpensIt(entry), 'sound')).toEqual(outcome);
        if (index % restoreEvery === 0) restored = restoreProjection(snapshotProjection(restored)) ?? restored;
        if (kind === 'reaction' && outcome.kind === 'applied') reactions += 1;
        outcomes.set(kind, (outcomes.get(kind) ?? new Set()).add(outcome.kind));
      }
      expect(snapshotProjection(restored)).toEqual(snapshotProjection(steady.room));
      // What a step brings into force, or ends, has a line of its own.
      // A reaction that was applied has none.
      const lines = steady.room.timeline.filter(({ kind }) => kind !== 'rules-tightened' && kind !== 'stretch-ended');
      expect(lines).toHaveLength(steps.length + 2 - reactions);
    }),
    { numRuns: 300, seed: 20_261_124 },
  );
  // The runs are worth something only if what has a state was both allowed and refused in them.
  for (const kind of KINDS.filter((name) =>
    /amend|withdr|reaction|minutes|revision|outcome|update|disclosure|reveal/.test(name),
  )) {
    expect([...(outcomes.get(kind) ?? [])].sort(), kind).toEqual(['applied', 'refused']);
  }
});

/** Through the payload's bytes. */
function asAnotherOpensIt(entry: KnownEntry): KnownEntry {
  const content = decodePayload(encodePayload(entry.kind, entry.content as never));
  return { ...entry, ...content } as KnownEntry;
}
