import { idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { fixed, struct } from '../../protocol/codec/shapes.ts';
import { ED25519_PUBLIC_KEY_BYTES } from '../../protocol/crypto/ed25519.ts';
import { ownBytes } from '../own-bytes.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { refusalToSpeakForParty } from './consent-holder.ts';

const codec = struct('roster offer', { consentKey: fixed('consent key', ED25519_PUBLIC_KEY_BYTES) });

export type RosterOffer = Decoded<typeof codec>;

/** A consent holder offers its party's key for the next roster. A later offer of the party takes its place. */
export const rosterOffer: RecordKind<'roster-offer', RosterOffer> = {
  kind: 'roster-offer',
  tag: 18,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost: (_content, by, room) => refusalToSpeakForParty(room, by),

  apply(room, entry) {
    const party = idText(entry.author.party);
    const consentKey = ownBytes(entry.content.consentKey);
    room.rosters.offers[party] = { consentKey, seat: idText(entry.author.seat), position: entry.position };
    show(room, entry, party);
  },
};
