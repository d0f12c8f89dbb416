import { equal } from '../../base/bytes.ts';
import { idText, type PartyId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Decoded, encode } from '../../protocol/codec/codec.ts';
import { id, list, struct } from '../../protocol/codec/shapes.ts';
import { PARTIES_MAX } from '../../protocol/disclosure/limits.ts';
import { type Roster, rosterCodec, rosterDigest } from '../../protocol/disclosure/roster.ts';
import { isSteward } from '../authority.ts';
import { ownBytes } from '../own-bytes.ts';
import { type PostRefusal, refuse, strictest } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import type { IdText } from '../timeline.ts';
import { isPartial } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { refusalOffTheRecord } from './consent-holder.ts';
import { rosterInForce } from './roster-slice.ts';

const codec = struct('roster draft', {
  roster: rosterCodec,
  parties: list('parties', id<PartyId>('party'), { min: 1, max: PARTIES_MAX }),
});

export type RosterDraft = Decoded<typeof codec>;

/**
 * A steward puts the offered keys together: a first roster, or the successor of the one in force here.
 * It replaces a draft that was not opened; signatures of that one do not count for this one.
 */
export const rosterDraft: RecordKind<'roster-draft', RosterDraft> = {
  kind: 'roster-draft',
  tag: 19,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal = refusalOffTheRecord(room);
    if (refusal !== undefined) return refusal;
    if (!isSteward(room, by)) return refuse('NOT_THE_STEWARD', 'a steward puts a roster together');
    return strictest(refusalToSucceed(room, content.roster), refusalOfKeys(room, content));
  },

  apply(room, entry) {
    const { roster, parties } = entry.content;
    const digest = toHex(rosterDigest(roster));
    room.rosters.draft = {
      position: entry.position,
      digest,
      roster: ownBytes(encode(rosterCodec, roster)),
      consentKeys: roster.consentKeys.map(({ key }) => ownBytes(key)),
      parties: parties.map(idText),
      ownSignatures: parties.map(() => null),
      endorsements: rosterInForce(room.rosters)?.consentKeys.map(() => null) ?? [],
      awaited: parties.map(idText),
    };
    show(room, entry, digest);
  },

  applyUncertain(room, entry) {
    showAboutUnread(room, entry, toHex(rosterDigest(entry.content.roster)));
  },
};

/** A roster of this room follows the one in force here, and none if there is none. */
function refusalToSucceed(room: ChannelProjection, { previousDigest }: Roster): PostRefusal | undefined {
  const before = rosterInForce(room.rosters)?.digest;
  const named = previousDigest === undefined ? undefined : toHex(previousDigest);
  if (named === before) return undefined;
  return refuse('OTHER_ROSTER', 'a roster follows the one in force', before === undefined && isPartial(room));
}

function refusalOfKeys(room: ChannelProjection, { roster, parties }: RosterDraft): PostRefusal | undefined {
  if (parties.length !== roster.consentKeys.length) return refuse('WRONG_INDEX', 'every key belongs to one party');
  if (new Set(parties.map(idText)).size !== parties.length) return refuse('WRONG_INDEX', 'a party has one key');
  const unoffered = parties.filter((party, index) => !isOffered(room, idText(party), roster.consentKeys[index]?.key));
  if (unoffered.length === 0) return undefined;
  const isUncertain = unoffered.every((party) => mayHaveOffered(room, idText(party)));
  return refuse('NOT_OFFERED', 'a roster holds the keys that the parties offered', isUncertain);
}

function isOffered(room: ChannelProjection, party: IdText, key: Uint8Array | undefined): boolean {
  const offer = room.rosters.offers[party];
  if (key === undefined) return false;
  if (offer !== undefined && equal(offer.consentKey, key)) return true;
  // To a reader that does not have the offers, the roster in force shows what they were.
  const inForce = rosterInForce(room.rosters);
  const inForceKey = inForce?.consentKeys[inForce.parties.indexOf(party)];
  return mayHaveOffered(room, party) && inForceKey !== undefined && equal(inForceKey, key);
}

/** Another key than this reader knows, where it does not read. */
function mayHaveOffered(room: ChannelProjection, party: IdText): boolean {
  const offer = room.rosters.offers[party];
  return isPartial(room) && (offer === undefined || offer.position < room.room.readsFromPosition);
}
