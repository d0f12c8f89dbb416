import { equal } from '../../base/bytes.ts';
import { idText, type PartyId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Decoded, encode } from '../../protocol/codec/codec.ts';
import { id, list, struct } from '../../protocol/codec/shapes.ts';
import { PARTIES_MAX } from '../../protocol/disclosure/limits.ts';
import { type Roster, rosterCodec, rosterDigest } from '../../protocol/disclosure/roster.ts';
import { isSteward } from '../authority.ts';
import { ownBytes } from '../own-bytes.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
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
    return refusalToSucceed(room, content.roster) ?? refusalOfKeys(room, content);
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
};

/** A roster of this room follows the one in force here, and none if there is none. */
function refusalToSucceed(room: ChannelProjection, { previousDigest }: Roster): PostRefusal | undefined {
  const before = rosterInForce(room.rosters)?.digest;
  const named = previousDigest === undefined ? undefined : toHex(previousDigest);
  return named === before ? undefined : refuse('OTHER_ROSTER', 'a roster follows the one in force');
}

function refusalOfKeys(room: ChannelProjection, { roster, parties }: RosterDraft): PostRefusal | undefined {
  if (parties.length !== roster.consentKeys.length) return refuse('WRONG_INDEX', 'every key belongs to one party');
  if (new Set(parties.map(idText)).size !== parties.length) return refuse('WRONG_INDEX', 'a party has one key');
  const offered = parties.every((party, index) => {
    const offer = room.rosters.offers[idText(party)];
    const key = roster.consentKeys[index]?.key;
    return offer !== undefined && key !== undefined && equal(offer.consentKey, key);
  });
  return offered ? undefined : refuse('NOT_OFFERED', 'a roster holds the keys that the parties offered');
}
