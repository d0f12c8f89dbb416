import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rulesDigest } from '../protocol/charter/rules-digest.ts';
import { type ChannelProjection, snapshotProjection } from './projection.ts';
import type { ContentOf } from './registry.ts';
import { assemble, type Newcomer } from './rehearsal-newcomer.ts';
import { author } from './rehearsal-room.ts';
import { EMMA, NILS, openRoster, SARA } from './rehearsal-roster.ts';
import { DRAWN, drawContent, inForce, SEATED, type Step } from './rehearsal-steps.ts';
import { asGroundRules } from './rules/rules-in-force.ts';

/** Who does not have the whole record knows these as well as anybody. */
const KNOWN_TO_ALL = new Set([
  'SEAT_NOT_PRESENT',
  'ATTRIBUTION_NOT_ALLOWED',
  'NOT_THE_SECRETARIAT',
  'NOT_A_CONSENT_HOLDER',
  'NO_SUCH_PARTY',
  'ENDS_BEFORE_IT_STARTS',
  'BAD_SIGNATURE',
  'REPLAYED',
]);

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.constantFrom(...SEATED),
  attribution: fc.constantFrom('deniable', 'deniable', 'on the record'),
  kind: fc.constantFrom(...DRAWN),
  draw: fc.nat(999),
});

const run = fc.record({
  before: fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }),
  early: fc.array(step, { maxLength: 5 }),
  after: fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }),
  restoreEvery: fc.integer({ min: 1, max: 20 }),
});

test('[RECORD-7] whoever joins, whenever, is shown all that the others apply from then on', () => {
  let [shown, followed, refused] = [0, 0, 0];
  fc.assert(
    fc.property(run, ({ before, early, after, restoreEvery }) => {
      const assembly = assemble(SEATED);
      const { whole } = assembly;
      openRoster(whole, [NILS, SARA, EMMA], 2);
      const play = (steps: typeof before) => {
        for (const { by, attribution, kind, draw } of steps) {
          const posted = drawContent(kind, { draw, room: whole.room, by });
          const { applied, newcomers } = assembly.post(author(by, { attribution }), posted);
          for (const theirs of newcomers) {
            if (applied.kind === 'applied') expect(theirs).toEqual(applied);
            else if (KNOWN_TO_ALL.has(applied.code)) expect(theirs).toEqual(applied);
            if (theirs.kind === 'refused') refused += 1;
          }
        }
      };
      play(before);
      const ids = new Set(Object.keys(whole.room.disclosures.latest));
      const [one, twin] = assembly.admit([Number.POSITIVE_INFINITY, restoreEvery]) as [Newcomer, Newcomer];
      const told = toldBy(whole.room);
      assembly.post('ada', { kind: 'rules-accepted', content: told });
      for (const name of SEATED) assembly.post(name, { kind: 'rules-accepted', content: { ...told, told: undefined } });
      play(early);
      const { slug, signedRoster, parties } = inForce(whole.room);
      assembly.post('ada', { kind: 'roster-opened', content: { slug, signedRoster, parties } });
      play(after);
      expect(snapshotProjection(twin.room)).toEqual(snapshotProjection(one.room));
      for (const [digest, view] of Object.entries(one.room.disclosures.byDigest)) {
        // A version that claims what it cannot read may end a round, or not: a newcomer takes it that it does.
        const isOver = view.state.kind === 'lapsed' && view.state.reason === 'superseded';
        if (ids.has(view.id) || isOver) continue;
        expect(view).toEqual(whole.room.disclosures.byDigest[digest]);
        followed += 1;
      }
      shown += Object.keys(one.room.unread.byEntry).length;
      expect(one.room.entries).toMatchObject(entriesFrom(whole.room, one.room.room.readsFromPosition));
      expect(whole.room.unread.byEntry).toEqual({});
    }),
    { numRuns: 60, seed: 20_261_124 },
  );
  // The runs are worth something only if there was much of each.
  expect([shown > 500, followed > 20, refused > 500]).toEqual([true, true, true]);
});

/** As the seat that admits somebody tells it: which rules hold. `[RULES-7]` */
function toldBy({ room }: ChannelProjection): ContentOf<'rules-accepted'> {
  if (room.rules.agreed === null) throw new Error('no rules');
  const rules = asGroundRules(room.rules.agreed);
  return { digest: rulesDigest(rules), told: { rules, stretch: room.rules.stretch?.rule } };
}

function entriesFrom({ entries }: ChannelProjection, position: number) {
  return Object.fromEntries(Object.entries(entries).filter(([, view]) => view.position >= position));
}
