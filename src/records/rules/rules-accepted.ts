import { equal } from '../../base/bytes.ts';
import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { groundRules, RULES } from '../../protocol/charter/ground-rules.ts';
import { RULES_DIGEST_BYTES, rulesDigest } from '../../protocol/charter/rules-digest.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { fixed, optional, struct, word } from '../../protocol/codec/shapes.ts';
import { isSteward } from '../authority.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import { refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import type { RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import type { IdText } from '../timeline.ts';
import { isPartial } from '../unread/may-be-unread.ts';
import { digestText } from './digest-text.ts';
import { asGroundRules, asRulesView, hasAccepted } from './rules-in-force.ts';
import { compareRules } from './strictness.ts';
import { agree, beginStretch } from './take-force.ts';

/** What whoever came later may not have read: what everyone has agreed to since the founding, and a stretch that is on. */
const told = struct('told', { rules: groundRules, stretch: optional(word('rule', RULES)) });

const codec = struct('rules accepted', {
  digest: fixed('digest', RULES_DIGEST_BYTES),
  told: optional(told),
});

export type RulesAccepted = Decoded<typeof codec>;

/**
 * This seat has read the ground rules and accepts them. Deniable: it is a promise to the room, and proves to nobody
 * outside that its seat was there.
 *
 * A steward says them in full where a seat came that cannot read how they were tightened. `[RULES-7]`
 */
export const rulesAccepted: RecordKind<'rules-accepted', RulesAccepted> = {
  kind: 'rules-accepted',
  tag: 51,
  versions: 1,
  codec,
  attributions: ['deniable'],

  mayPost({ digest, told: said }, by, room) {
    if (said !== undefined && !isSteward(room, by)) {
      return refuse('NOT_THE_STEWARD', 'a steward tells the rules to who came later');
    }
    if (said !== undefined && !equal(digest, rulesDigest(said.rules))) {
      return refuse('OTHER_RULES', 'what is told is what is accepted');
    }
    if (said !== undefined && isNews(room, said)) return undefined;
    if (toHex(digest) !== room.room.rules.digest || (said !== undefined && !isStretch(room, said.stretch))) {
      return refuse('OTHER_RULES', 'the rules that everyone has agreed to are others', isPartial(room));
    }
    if (said === undefined && hasAccepted(room.room, idText(by.seat))) {
      return refuse('NOTHING_CHANGED', 'accepted already');
    }
    return undefined;
  },

  apply(room, entry) {
    const { told: said } = entry.content;
    if (said !== undefined && isNews(room, said)) learn(room, entry, said);
    accept(room, entry);
  },

  applyUncertain: accept,
};

function accept(room: ChannelProjection, entry: OpenedEntry<RulesAccepted>): void {
  const { rules } = room.room;
  rules.accepted[idText(entry.author.seat)] = toHex(entry.content.digest);
  if (entry.content.told === undefined) rules.isAsked = true;
  else rules.toldAt = entry.position;
  show(room, entry);
}

type Told = NonNullable<RulesAccepted['told']>;

/** For a reader without the whole record: stricter than what it knows of. Nobody can tell it looser ones. */
function isNews(room: ChannelProjection, { rules, stretch }: Told): boolean {
  const { agreed } = room.room.rules;
  if (!isPartial(room) || agreed === null) return false;
  const order = compareRules(asGroundRules(agreed), rules);
  return order === 'stricter' || (order === 'same' && stretch !== undefined && room.room.rules.stretch === null);
}

function learn(room: ChannelProjection, entry: OpenedEntry<RulesAccepted>, { rules, stretch }: Told): void {
  if (toHex(entry.content.digest) !== room.room.rules.digest) {
    agree(room, asRulesView(rules), entry.position);
    // With everybody's assent, which is an acceptance.
    room.room.rules.isAsked = true;
  }
  if (stretch === undefined || room.room.rules.stretch !== null) return;
  beginStretch(room, { entry: idText(entry.entry), rule: stretch, meeting: null, endsAfter: null }, entry.position);
}

function isStretch({ room: { rules } }: ChannelProjection, rule: Told['stretch']): boolean {
  return (rules.stretch?.rule ?? undefined) === rule;
}

/** What a seat tells, if it has admitted somebody since who cannot read all that was agreed. */
export function rulesToTell({ room }: ChannelProjection, own: IdText): RulesAccepted | undefined {
  const { agreed, stretch, spans, digest, toldAt } = room.rules;
  const [first, second] = spans;
  if (agreed === null || first === undefined || second === undefined) return undefined;
  // Nothing but stretches that are over.
  if (stretch === null && digest === digestText(first.rules)) return undefined;
  const since = Math.max(toldAt, second.from);
  const cameLater = Object.values(room.seats).some(
    ({ vouchedBy, leftAt, readsFrom, admittedAt }) =>
      vouchedBy === own && leftAt === null && readsFrom > 0 && admittedAt > since,
  );
  if (!cameLater) return undefined;
  const rules = asGroundRules(agreed);
  return { digest: rulesDigest(rules), told: { rules, stretch: stretch?.rule } };
}

/** What accepts the rules that everyone has agreed to; `undefined` before a charter is known. */
export function acceptance({ room }: ChannelProjection): RulesAccepted | undefined {
  const { agreed } = room.rules;
  return agreed === null ? undefined : { digest: rulesDigest(asGroundRules(agreed)), told: undefined };
}
