import { equal } from '../../base/bytes.ts';
import { idText, type PartyId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Decoded, encode } from '../../protocol/codec/codec.ts';
import { id, list, optional, struct } from '../../protocol/codec/shapes.ts';
import { PARTIES_MAX } from '../../protocol/disclosure/limits.ts';
import { rosterDigest, rosterMessage, type SignedRoster, signedRosterCodec } from '../../protocol/disclosure/roster.ts';
import { slugText } from '../../protocol/disclosure/slug.ts';
import { isSteward } from '../authority.ts';
import { takeUpEarly } from '../disclosure/early-proposals.ts';
import { lapsePending } from '../disclosure/standing.ts';
import { ownBytes } from '../own-bytes.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { refusalOffTheRecord } from './consent-holder.ts';
import { type OpenedRosterView, rosterInForce } from './roster-slice.ts';

const codec = struct('roster opened', {
  slug: slugText('slug'),
  signedRoster: signedRosterCodec,
  /** Which party of this room is which index; none for a party of the process that never sits here. */
  parties: list('parties', optional(id<PartyId>('party')), { min: 1, max: PARTIES_MAX }),
});

export type RosterOpened = Decoded<typeof codec>;

/**
 * The public space is open under this roster, and disclosures from here on name it.
 *
 * The roster may have been made in another channel of the process: what counts are its signatures, all checked.
 * Where none was in force here, what came before it is the venue's and every verifier's to follow: `[ROSTER-3]`.
 *
 * Said again word for word, it changes nothing for those who have it, and reaches who was admitted since: `[RECORD-7]`.
 */
export const rosterOpened: RecordKind<'roster-opened', RosterOpened> = {
  kind: 'roster-opened',
  tag: 21,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal = refusalOffTheRecord(room);
    if (refusal !== undefined) return refusal;
    if (!isSteward(room, by)) return refuse('NOT_THE_STEWARD', 'a steward opens the public space');
    const keys = content.signedRoster.roster.consentKeys.length;
    if (content.signedRoster.signatures.length !== keys) return refuse('NOT_ENDORSED', 'all of its own keys sign it');
    const here = content.parties.flatMap((party) => (party === undefined ? [] : [idText(party)]));
    if (content.parties.length !== keys || new Set(here).size !== here.length) {
      return refuse('WRONG_INDEX', 'every key is one party, here or elsewhere');
    }
    if (!here.every((party) => room.room.parties[party] !== undefined)) {
      return refuse('NO_SUCH_PARTY', 'a place in the roster is that of a party of this room');
    }
    const inForce = rosterInForce(room.rosters);
    return inForce !== undefined && isSaidAgain(inForce, content)
      ? undefined
      : refusalToSucceed(inForce, content.signedRoster);
  },

  signatures(content, _by, room) {
    const inForce = rosterInForce(room.rosters);
    // The very bytes, whose signatures were checked when they came first.
    if (inForce !== undefined && isSaidAgain(inForce, content)) return [];
    const { signedRoster } = content;
    const { roster } = signedRoster;
    const message = rosterMessage(roster);
    const before = inForce?.consentKeys ?? [];
    const own = roster.consentKeys.map(({ key }, index) => ({
      publicKey: key,
      signature: signedRoster.signatures[index],
    }));
    const endorsements = signedRoster.endorsements.flatMap(({ index, signature }) => {
      const publicKey = before[index];
      return publicKey === undefined ? [] : [{ publicKey, signature }];
    });
    return [...own, ...endorsements].flatMap(({ publicKey, signature }) =>
      signature === undefined ? [] : [{ publicKey, message, signature }],
    );
  },

  apply(room, entry) {
    const { slug, signedRoster, parties } = entry.content;
    const digest = toHex(rosterDigest(signedRoster.roster));
    const inForce = rosterInForce(room.rosters);
    if (inForce !== undefined && isSaidAgain(inForce, entry.content)) {
      inForce.saidInEpoch = entry.epoch;
      return show(room, entry, digest);
    }
    room.rosters.opened.push({
      position: entry.position,
      digest,
      slug,
      signedRoster: ownBytes(encode(signedRosterCodec, signedRoster)),
      consentKeys: signedRoster.roster.consentKeys.map(({ key }) => ownBytes(key)),
      parties: parties.map((party) => (party === undefined ? null : idText(party))),
      quorum: signedRoster.roster.quorum,
      saidInEpoch: entry.epoch,
    });
    room.rosters.draft = null;
    // They named the roster before; their consents are to a roster that is no more.
    lapsePending(room, 'roster changed', entry.position);
    takeUpEarly(room);
    show(room, entry, digest);
  },
};

function isSaidAgain(inForce: OpenedRosterView, { slug, signedRoster, parties }: RosterOpened): boolean {
  const here = parties.map((party) => (party === undefined ? null : idText(party)));
  return (
    inForce.slug === slug &&
    equal(inForce.signedRoster, encode(signedRosterCodec, signedRoster)) &&
    inForce.parties.length === here.length &&
    inForce.parties.every((party, index) => party === here[index])
  );
}

/** `[ROSTER-2]` */
function refusalToSucceed(before: OpenedRosterView | undefined, next: SignedRoster): PostRefusal | undefined {
  if (before === undefined) return undefined;
  const { previousDigest } = next.roster;
  if (previousDigest === undefined || toHex(previousDigest) !== before.digest) {
    return refuse('OTHER_ROSTER', 'a roster follows the one in force');
  }
  const indices = new Set(next.endorsements.map(({ index }) => index));
  const endorsed = [...indices].filter((index) => index < before.consentKeys.length).length;
  if (endorsed !== next.endorsements.length || endorsed < before.quorum) {
    return refuse('NOT_ENDORSED', 'a quorum of the roster before endorses it');
  }
  return undefined;
}
