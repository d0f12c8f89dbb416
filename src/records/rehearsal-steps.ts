import type { Commitment, EntryId, PartyId } from '../base/ids.ts';
import { fromHex, toHex } from '../base/text-encodings.ts';
import { RULES } from '../protocol/charter/ground-rules.ts';
import { decode } from '../protocol/codec/codec.ts';
import { sealConsent } from '../protocol/disclosure/consent-seal.ts';
import { ROSTER_BYTES_MAX, SIGNED_ROSTER_BYTES_MAX } from '../protocol/disclosure/limits.ts';
import { rosterCodec, signedRosterCodec, successorRoster } from '../protocol/disclosure/roster.ts';
import type { FactId } from './fact/fact-id.ts';
import type { ChannelProjection } from './projection.ts';
import type { ContentOf, EntryContent, KindName } from './registry.ts';
import { bytes, PARTIES, type SeatName } from './rehearsal-room.ts';
import { disclosureOf, EMMA, NILS, SARA, signed } from './rehearsal-roster.ts';
import { rosterInForce } from './roster/roster-slice.ts';
import { asGroundRules, rulesAgreed } from './rules/rules-in-force.ts';
import type { IdText } from './timeline.ts';

/** For tests: what a room may do next, drawn from a number and from what is there. */

export const SEATED: readonly SeatName[] = ['ada', 'nils', 'nora', 'sara', 'emma'];

/** One post of a run: who, what, and a number from which the rest is drawn. */
export interface Step {
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
  // Sometimes looser than the room.
  rule: [undefined, ...RULES][draw % 4],
});
const signature = bytes(64, 1);

/** Content of each kind that refers to what is there, so that much of it is allowed, and much of it is not. */
const MAKE: { readonly [Kind in KindName]?: (draw: number, room: ChannelProjection, by: SeatName) => ContentOf<Kind> } =
  {
    statement: (draw, room) => ({
      text: `Said ${draw}`,
      language,
      inReplyTo: draw % 2 === 0 ? undefined : pick(draw, room.statements.order),
      conveyance: undefined,
    }),
    question: (draw) => ({ text: `Asked ${draw}`, language, to: draw % 3 === 0 ? party(draw) : undefined }),
    reaction: (draw, room) => ({
      about: pick(draw >> 2, [...room.statements.order, ...room.ideas.order, ...room.transfers.order]),
      what:
        (['agree', 'could live with it', 'needs thought', 'cannot live with it', 'none'] as const)[draw % 5] ?? 'none',
    }),
    amendment: (draw, room) => ({
      statement: pick(draw, room.statements.order),
      text: `Amended ${draw}`,
      language,
      conveyance: undefined,
    }),
    withdrawal: (draw, room) => ({
      entry: pick(draw, [
        ...room.statements.order,
        ...room.ideas.order,
        ...room.outsideEvents.order,
        ...Object.keys(room.transfers.answers).sort(),
      ]),
    }),
    idea: (draw) => ({ title: `Idea ${draw}`, text: '', language }),
    'idea-argument': (draw, room) => ({
      idea: pick(draw, room.ideas.order),
      side: 'for',
      text: `As ${draw}`,
      language,
    }),
    'transfer-note': (draw, room) => ({ entry: pick(draw, room.statements.order) }),
    'put-forward': (draw) => ({ title: '', text: `Carried ${draw}`, language }),
    'answer-brought': (draw, room) => ({
      about: pick(draw, room.statements.order),
      text: `Answered ${draw}`,
      language,
    }),
    'idea-version': (draw, room) => ({
      idea: pick(draw, room.ideas.order),
      title: `Version ${draw}`,
      text: '',
      language,
    }),
    'idea-merge': (draw, room) => ({
      ideas: [pick(draw, room.ideas.order), pick(draw >> 3, room.ideas.order)],
      title: `Merged ${draw}`,
      text: '',
      language,
    }),
    'non-paper': (draw, room) => ({ idea: pick(draw, room.ideas.order), text: `Paper ${draw}`, language }),
    proposal: (draw, room) => ({
      party: party(draw),
      title: `Tabled ${draw}`,
      text: 'Half.',
      language,
      cites: draw % 2 === 0 ? undefined : pick(draw, room.transfers.order),
    }),
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
    'outside-event': (draw) => ({
      title: `Event ${draw}`,
      on: '2026-11-24',
      // Sometimes before it begins.
      until: draw % 3 === 0 ? `2026-11-${20 + (draw % 10)}` : undefined,
      place: '',
      source: '',
    }),
    'rules-accepted': (draw, room) => ({
      digest: fromHex(draw % 5 === 0 ? 'ff'.repeat(32) : room.room.rules.digest) as Uint8Array,
      told: undefined,
    }),
    /** Sometimes the same, or looser in something. */
    'rules-tightening': (draw, room) => {
      const agreed = asGroundRules(rulesAgreed(room));
      return { rules: { ...agreed, ballotsMin: agreed.ballotsMin + (draw % 3) - 1 } };
    },
    'rules-assent': (draw, room) => ({
      tightening: pick(
        draw,
        room.room.rules.tightenings.map(({ entry }) => entry),
      ),
    }),
    /** Seldom: it holds until the keys turn. */
    stretch: (draw) => ({ rule: draw % 20 === 0 ? 'off the record' : undefined, meeting: undefined }),
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
    'disclosure-proposal': (draw, room) => {
      const { roster } = inForce(room);
      const claimed = draw % 4 === 0 ? [pick(draw, room.statements.order)] : [];
      const claims = claimed.map((entry) => ({
        commitment: (room.entries[toHex(entry)]?.commitment ?? bytes(32, 1)) as Commitment,
        label: `${draw}`,
      }));
      const disclosure = { ...disclosureOf(roster, `Text ${draw % 30}`), claims, id: bytes(16, draw % 3) };
      return { disclosure, entries: claimed, respondBy: undefined };
    },
    'roster-offer': (draw, _room, by) => ({ consentKey: bytes(32, 0x80 + 8 * SEATED.indexOf(by) + (draw % 8)) }),
    'roster-draft': (draw, room) => {
      const { roster, parties } = inForce(room);
      const consentKeys = parties.map((of, index) => ({
        key: room.rosters.offers[toHex(of)]?.consentKey ?? (roster.consentKeys[index]?.key as Uint8Array),
        label: undefined,
      }));
      return { roster: successorRoster(roster, { consentKeys, quorum: 1 + (draw % 3) }), parties };
    },
    'roster-signature': (draw, room, by) => ({
      digest: fromHex(room.rosters.draft?.digest ?? 'ff'.repeat(32)) as Uint8Array,
      as: draw % 2 === 0 ? 'member' : 'predecessor',
      index: indexOf(draw, by),
      signature,
    }),
    /** The one in force, said again; or the draft, whoever has signed it. */
    'roster-opened': (draw, room) => {
      const { slug, signedRoster, parties } = inForce(room);
      const { draft } = room.rosters;
      if (draft === null || draw % 15 > 0) return { slug, signedRoster, parties };
      const endorsements = [0, 1, 2].map((index) => ({ index, signature }));
      return { slug, signedRoster: signed(decode(rosterCodec, draft.roster, ROSTER_BYTES_MAX), endorsements), parties };
    },
  };

/** Of a room whose public space is open. */
export function inForce(room: ChannelProjection) {
  const view = rosterInForce(room.rosters);
  if (view === undefined) throw new Error('no public space is open here');
  const signedRoster = decode(signedRosterCodec, view.signedRoster, SIGNED_ROSTER_BYTES_MAX);
  const parties = view.parties.map((party) => fromHex(party as IdText) as PartyId);
  return { slug: view.slug, signedRoster, roster: signedRoster.roster, parties };
}

export function drawContent(
  kind: KindName,
  { draw, room, by }: { readonly draw: number; readonly room: ChannelProjection; readonly by: SeatName },
): EntryContent {
  return { kind, content: MAKE[kind]?.(draw, room, by) } as EntryContent;
}

export const KINDS: readonly KindName[] = Object.keys(MAKE) as KindName[];
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

/** To draw a step's kind from. */
export const DRAWN: readonly KindName[] = [...KINDS, ...OFTEN, ...OFTEN, ...OFTEN, ...OFTEN];
