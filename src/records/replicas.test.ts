import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryId, Position } from '../base/ids.ts';
import { fromHex } from '../base/text-encodings.ts';
import { sealConsent } from '../protocol/disclosure/consent-seal.ts';
import { applyEntry } from './apply-entry.ts';
import type { FactId } from './fact/fact-id.ts';
import { decodePayload, encodePayload } from './payload.ts';
import { type ChannelProjection, restoreProjection, snapshotProjection } from './projection.ts';
import type { ContentOf, EntryContent, KindName, KnownEntry } from './registry.ts';
import { author, bytes, opened, PARTIES, rehearse, type SeatName } from './rehearsal-room.ts';
import { disclosureOf, EMMA, NILS, openRoster, SARA } from './rehearsal-roster.ts';
import type { IdText } from './timeline.ts';

const SEATED: readonly SeatName[] = ['ada', 'nils', 'nora', 'sara', 'emma'];

/** One post of a run: who, what, and a number from which the rest is drawn. */
interface Step {
  readonly by: SeatName;
  readonly attribution: 'deniable' | 'on the record';
  readonly kind: KindName;
  readonly draw: number;
}

const language = 'und';
const clock = { local: '2026-11-24T09:30', zone: 'UTC', instant: 5 };
const party = (draw: number) => Object.values(PARTIES)[draw % 4] ?? PARTIES.north;
const plan = (draw: number) => ({
  title: `Round ${draw}`,
  purpose: '',
  start: clock,
  // Sometimes before the start.
  end: { ...clock, instant: draw % 20 },
  place: '',
  agenda: ['水', 'Перехід'],
});
const signature = bytes(64, 1);

/** Content of each kind that refers to what is there, so that much of it is allowed, and much of it is not. */
const MAKE: { readonly [Kind in KindName]?: (draw: number, room: ChannelProjection, by: SeatName) => ContentOf<Kind> } =
  {
    statement: (draw) => ({ text: `Said ${draw}`, language, inReplyTo: undefined, conveyance: undefined }),
    amendment: (draw, room) => ({ statement: pick(draw, room.statements.order), text: `Amended ${draw}`, language }),
    withdrawal: (draw, room) => ({ entry: pick(draw, [...room.statements.order, ...room.ideas.order]) }),
    idea: (draw) => ({ title: `Idea ${draw}`, text: '', language }),
    'idea-argument': (draw, room) => ({
      idea: pick(draw, room.ideas.order),
      side: 'for',
      text: `As ${draw}`,
      language,
    }),
    'transfer-note': (draw, room) => ({ entry: pick(draw, room.statements.order) }),
    'put-forward': (draw) => ({ title: '', text: `Carried ${draw}`, language }),
    meeting: plan,
    'meeting-revision': (draw, room) => ({ meeting: pick(draw, room.meetings.order), schedule: plan(draw) }),
    'meeting-outcome': (draw, room) => ({ meeting: pick(draw, room.meetings.order), outcome: 'held', note: '' }),
    minutes: (draw, room) => ({ meeting: pick(draw, room.meetings.order), text: `Minutes ${draw}`, language }),
    briefing: (draw) => ({ who: `Who ${draw}`, byParty: party(draw), on: '2026-11-24', facts: [], note: '' }),
    undertaking: (draw) => ({ party: party(draw), what: `What ${draw}`, byWhen: undefined, howVerified: '' }),
    'undertaking-update': (draw, room) => ({
      undertaking: pick(draw, room.undertakings.order),
      status: 'kept',
      note: `${draw}`,
    }),
    fact: (draw) => ({
      fact: bytes(16, draw % 3) as FactId,
      title: `Fact ${draw}`,
      statuses: {
        room: 'disclosed',
        otherRooms: 'withheld',
        principals: 'unclear',
        press: 'withheld',
        public: 'withheld',
      },
      ifAsked: '',
    }),
    'disclosure-consent': (draw, room, by) => ({
      disclosure: pickDigest(draw, room),
      index: indexOf(draw, by),
      seal: sealConsent(bytes(32, draw % 10 === 0 ? 1 : 0), signature),
    }),
    'consent-reveal': (draw, room, by) => ({
      disclosure: pickDigest(draw, room),
      index: indexOf(draw, by),
      blind: bytes(32, draw % 10 === 1 ? 1 : 0),
      signature,
    }),
    'disclosure-refusal': (draw, room) => ({ disclosure: pickDigest(draw, room), reason: `${draw}` }),
    'disclosure-release': (draw, room, by) => ({
      disclosure: pickDigest(draw, room),
      index: indexOf(draw, by),
      release: bytes(32, draw % 4 === 0 ? 1 : 0),
      signature,
    }),
    'disclosure-published': (draw, room) => ({ disclosure: pickDigest(draw, room), slug: 'w', number: 1, link: 'x' }),
    'disclosure-lapse': (draw, room) => ({ disclosure: pickDigest(draw, room) }),
  };

const KINDS: readonly KindName[] = [...(Object.keys(MAKE) as KindName[]), 'disclosure-proposal'];
/** Those that take several to get anywhere come up more often. */
const OFTEN: readonly KindName[] = [
  'disclosure-consent',
  'disclosure-consent',
  'consent-reveal',
  'consent-reveal',
  'disclosure-release',
  'disclosure-release',
  'disclosure-published',
];

/** Rather the party's own place in the roster. */
function indexOf(draw: number, by: SeatName): number {
  const own = [NILS, SARA, EMMA].findIndex(({ name }) => name === by);
  return own < 0 || draw % 5 === 0 ? draw % 3 : own;
}

function pick(draw: number, order: readonly IdText[]): EntryId {
  return fromHex(order[draw % Math.max(order.length, 1)] ?? 'ff'.repeat(16)) as EntryId;
}

/** Rather the disclosures that are not settled. */
function pickDigest(draw: number, { disclosures }: ChannelProjection): Uint8Array {
  const from = draw % 10 === 0 ? disclosures.order : disclosures.pending.slice(0, 2);
  return fromHex(from[draw % Math.max(from.length, 1)] ?? 'ff'.repeat(32)) as Uint8Array;
}

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.constantFrom(...SEATED),
  attribution: fc.constantFrom('deniable', 'deniable', 'on the record'),
  kind: fc.constantFrom(...KINDS, ...OFTEN, ...OFTEN),
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
      const roster = openRoster(steady, [NILS, SARA, EMMA], 2);
      openRoster(other, [NILS, SARA, EMMA], 2);
      let restored = other.room;
      for (const [index, { by, attribution, kind, draw }] of steps.entries()) {
        const proposal = { disclosure: disclosureOf(roster, `Text ${draw % 30}`), entries: [], respondBy: undefined };
        const content =
          kind === 'disclosure-proposal'
            ? { ...proposal, disclosure: { ...proposal.disclosure, id: bytes(16, draw % 3) } }
            : MAKE[kind]?.(draw, steady.room, by);
        const posted = { kind, content } as EntryContent;
        const entry = opened((index + 2) as Position, author(by, { attribution }), posted);
        const outcome = applyEntry(steady.room, entry, 'sound');
        expect(applyEntry(restored, asAnotherOpensIt(entry), 'sound')).toEqual(outcome);
        if (index % restoreEvery === 0) restored = restoreProjection(snapshotProjection(restored)) ?? restored;
        outcomes.set(kind, (outcomes.get(kind) ?? new Set()).add(outcome.kind));
      }
      expect(snapshotProjection(restored)).toEqual(snapshotProjection(steady.room));
      expect(steady.room.timeline).toHaveLength(steps.length + 2);
    }),
    { numRuns: 60, seed: 20_261_124 },
  );
  // The runs are worth something only if what has a state was both allowed and refused in them.
  for (const kind of KINDS.filter((name) =>
    /amend|withdr|minutes|revision|outcome|update|disclosure|reveal/.test(name),
  )) {
    expect([...(outcomes.get(kind) ?? [])].sort(), kind).toEqual(['applied', 'refused']);
  }
});

/** Through the payload's bytes. */
function asAnotherOpensIt(entry: KnownEntry): KnownEntry {
  const content = decodePayload(encodePayload(entry.kind, entry.content as never));
  return { ...entry, ...content } as KnownEntry;
}
