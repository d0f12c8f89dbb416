import { equal } from '../../base/bytes.ts';
import { idText, type PartyId, type SeatId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { encode } from '../codec/codec.ts';
import { DEVICES_PER_SEAT_MAX } from '../handshake/limits.ts';
import { type Charter, findSeat } from './charter.ts';
import { type CharterChanges, charterChanges } from './charter-changes.ts';
import { groundRules } from './ground-rules.ts';

export interface CommitLeaf {
  readonly seatId: SeatId;
  readonly signaturePublicKey: Uint8Array;
}

/** What every member knows of a commit that authenticates, before asking whether it may be. */
export interface CommitFacts {
  readonly committer:
    | { readonly seatId: SeatId; readonly external: false }
    | {
        readonly seatId: SeatId;
        readonly external: true;
        /** The commit proves to hold the rejoin PSK of the current channel key. */
        readonly rejoinPsk: boolean;
        /** `verifyRejoin` under the seat's signing key. */
        readonly signedBySeat: boolean;
      };
  /** For an external commit the one new leaf, which is the committer's. */
  readonly added: readonly CommitLeaf[];
  readonly removed: readonly CommitLeaf[];
  readonly leavesBefore: readonly CommitLeaf[];
  readonly leavesAfter: readonly CommitLeaf[];
  readonly before: Charter;
  readonly after: Charter;
  readonly beforeBytes: Uint8Array;
  readonly afterBytes: Uint8Array;
}

export type AuthorityRule =
  | 'CHARTER-2'
  | 'CHARTER-3'
  | 'AUTH-1'
  | 'AUTH-2'
  | 'AUTH-3'
  | 'AUTH-4'
  | 'AUTH-5'
  | 'AUTH-6'
  | 'AUTH-7'
  | 'AUTH-8';

export type Judgement = { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly rule: AuthorityRule };

/**
 * Whether this commit is one that its committer may make.
 *
 * Pure, and of nothing but what all members share, so that all judge alike and none is left behind. What is not
 * allowed by name is refused: title and purpose, kept seats, names of parties, the issuer key stay as they were founded or
 * admitted.
 * Supposes that `before` and `after` are what the bytes decode to.
 */
export function judgeCommit(facts: CommitFacts): Judgement {
  const rule = facts.committer.external
    ? (brokenByLeaves(facts) ?? brokenByRejoining(facts) ?? brokenBySeating(facts))
    : (brokenByLeaves(facts) ??
      brokenByNewCharter(facts) ??
      brokenBySeating(facts) ??
      brokenByMember(facts, charterChanges(facts.before, facts.after)) ??
      brokenBySuccession(charterChanges(facts.before, facts.after)) ??
      brokenByChannelKey(facts));
  return rule === undefined ? { kind: 'allowed' } : { kind: 'refused', rule };
}

const same = (a: Uint8Array, b: Uint8Array) => equal(a, b);
const leafText = (leaf: CommitLeaf) => `${idText(leaf.seatId)} ${toHex(leaf.signaturePublicKey)}`;

/** [AUTH-6] Leaves after are leaves before, without the removed, with the added: no kept leaf has become another. */
function brokenByLeaves({ added, removed, leavesBefore, leavesAfter }: CommitFacts): AuthorityRule | undefined {
  const expected = leavesBefore.map(leafText);
  for (const leaf of removed.map(leafText)) {
    const at = expected.indexOf(leaf);
    if (at < 0) return 'AUTH-6';
    expected.splice(at, 1);
  }
  expected.push(...added.map(leafText));
  expected.sort();
  const found = leavesAfter.map(leafText).sort();
  return expected.length === found.length && expected.every((leaf, at) => leaf === found[at]) ? undefined : 'AUTH-6';
}

/** [CHARTER-2] and [CHARTER-3]. */
function brokenByNewCharter({ before, after, beforeBytes, afterBytes }: CommitFacts): AuthorityRule | undefined {
  if (same(beforeBytes, afterBytes)) return undefined;
  if (!same(encode(groundRules, before.groundRules), encode(groundRules, after.groundRules))) return 'CHARTER-2';
  if (after.generation !== before.generation + 1) return 'CHARTER-3';
  return charterChanges(before, after).any ? undefined : 'CHARTER-3';
}

/** [AUTH-1] and [AUTH-7] */
function brokenBySeating({ leavesAfter, after }: CommitFacts): AuthorityRule | undefined {
  const devices = Map.groupBy(leavesAfter, ({ seatId }) => idText(seatId));
  if ([...devices.values()].some(({ length }) => length > DEVICES_PER_SEAT_MAX)) return 'AUTH-7';
  const withLeaf = new Set(leavesAfter.map(({ seatId }) => idText(seatId)));
  const everySeatHasOne = after.seats.every(({ seat }) => withLeaf.has(idText(seat)));
  return everySeatHasOne && withLeaf.size === after.seats.length ? undefined : 'AUTH-1';
}

/** [AUTH-5] */
function brokenByRejoining(facts: CommitFacts): AuthorityRule | undefined {
  const { committer, added, removed, before, beforeBytes, afterBytes } = facts;
  const own = (leaves: readonly CommitLeaf[]) =>
    leaves.length === 1 && leaves.every(({ seatId }) => same(seatId, committer.seatId));
  const proven = committer.external && committer.rejoinPsk && committer.signedBySeat;
  const seated = findSeat(before, committer.seatId) !== undefined;
  return proven && seated && own(added) && own(removed) && same(beforeBytes, afterBytes) ? undefined : 'AUTH-5';
}

/** [AUTH-8] */
function brokenBySuccession({ admitted, removed }: CharterChanges): AuthorityRule | undefined {
  const places = new Map(removed.map(({ seat, party }) => [idText(seat), party]));
  for (const { succeeds, party } of admitted) {
    if (succeeds === undefined) continue;
    const place = places.get(idText(succeeds));
    // One place has one successor.
    if (place === undefined || !same(place, party) || !places.delete(idText(succeeds))) return 'AUTH-8';
  }
  return undefined;
}

/** [AUTH-2] and [AUTH-3] */
function brokenByMember(facts: CommitFacts, changes: CharterChanges): AuthorityRule | undefined {
  const { committer, before, after } = facts;
  const own = findSeat(before, committer.seatId);
  if (own === undefined) return 'AUTH-2';
  const steward = own.role === 'steward';

  const seatingChanges = changes.admitted.length + changes.removed.length + changes.partiesAdded.length > 0;
  if (seatingChanges && !steward) return 'AUTH-2';
  if (changes.frozen) return 'AUTH-2';
  if (!changes.admitted.every(({ vouchedBy }) => same(vouchedBy, own.seat))) return 'AUTH-2';
  if (!changes.partiesAdded.every(({ shareKeyGeneration }) => shareKeyGeneration === 0)) return 'AUTH-2';

  const staysSeated = (party: PartyId) =>
    before.seats.some((seat) => same(seat.party, party) && findSeat(after, seat.seat) !== undefined);
  for (const { before: old, after: renewed } of changes.shareKeys) {
    const ofOwnParty = same(old.party, own.party);
    if (!ofOwnParty && !(steward && !staysSeated(old.party))) return 'AUTH-2';
    const isRenewal =
      renewed.shareKeyGeneration === old.shareKeyGeneration + 1 && !same(renewed.shareKey, old.shareKey);
    if (!isRenewal) return ofOwnParty ? 'AUTH-3' : 'AUTH-2';
  }

  const isOwn = ({ seatId }: CommitLeaf) => same(seatId, own.seat);
  const ofAnother = steward ? 'AUTH-2' : 'AUTH-3';
  if (!facts.added.every((leaf) => isOwn(leaf) || findSeat(before, leaf.seatId) === undefined)) return ofAnother;
  if (!facts.removed.every((leaf) => isOwn(leaf) || findSeat(after, leaf.seatId) === undefined)) return ofAnother;
  return undefined;
}

/** [AUTH-4] */
function brokenByChannelKey({ before, after }: CommitFacts): AuthorityRule | undefined {
  const removes = before.seats.some(({ seat }) => findSeat(after, seat) === undefined);
  const expected = before.channelKeyGeneration + (removes ? 1 : 0);
  return after.channelKeyGeneration === expected ? undefined : 'AUTH-4';
}
