import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Decoded, decode } from '../../protocol/codec/codec.ts';
import { fixed, struct, uint, word } from '../../protocol/codec/shapes.ts';
import { ED25519_SIGNATURE_BYTES } from '../../protocol/crypto/ed25519.ts';
import { SHA256_BYTES } from '../../protocol/crypto/sha256.ts';
import { PARTIES_MAX, ROSTER_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { rosterCodec, rosterMessage } from '../../protocol/disclosure/roster.ts';
import { ownBytes } from '../own-bytes.ts';
import { refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { isPartial } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { refusalToSpeakForParty } from './consent-holder.ts';
import { rosterInForce } from './roster-slice.ts';

const codec = struct('roster signature', {
  digest: fixed('digest', SHA256_BYTES),
  /** With which roster's key: the draft's own, or, as an endorsement, that of the one before. */
  as: word('as', ['member', 'predecessor']),
  index: uint('index', { max: PARTIES_MAX - 1 }),
  signature: fixed('signature', ED25519_SIGNATURE_BYTES),
});

export type RosterSignature = Decoded<typeof codec>;

/** A consent holder signs the draft: `[ROSTER-1]` with its new key, `[ROSTER-2]` with the one that it had. */
export const rosterSignature: RecordKind<'roster-signature', RosterSignature> = {
  kind: 'roster-signature',
  tag: 20,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal = refusalToSpeakForParty(room, by);
    if (refusal !== undefined) return refusal;
    const { draft } = room.rosters;
    // Of a draft from before its admission a reader does not know who signs it where.
    const isUncertain = isPartial(room);
    if (draft?.digest !== toHex(content.digest)) {
      return refuse('WRONG_STATE', 'only the draft of now is signed', isUncertain);
    }
    const { parties, signatures } = side(room, content.as);
    if (parties[content.index] !== idText(by.party)) {
      return refuse('WRONG_INDEX', 'a party signs in its own place', isUncertain);
    }
    if (signatures[content.index] !== null) return refuse('NOTHING_CHANGED', 'a draft is signed once', isUncertain);
    return undefined;
  },

  signatures(content, _by, room) {
    const publicKey = side(room, content.as).keys[content.index];
    const { draft } = room.rosters;
    if (draft === null || publicKey === undefined) return [];
    const message = rosterMessage(decode(rosterCodec, draft.roster, ROSTER_BYTES_MAX));
    return [{ publicKey, message, signature: content.signature }];
  },

  apply(room, entry) {
    const { digest, as, index, signature } = entry.content;
    side(room, as).signatures[index] = ownBytes(signature);
    const { draft } = room.rosters;
    if (draft !== null) draft.awaited = draft.parties.filter((_, place) => draft.ownSignatures[place] === null);
    show(room, entry, toHex(digest));
  },

  applyUncertain(room, entry) {
    showAboutUnread(room, entry, toHex(entry.content.digest));
  },
};

interface Side {
  keys: readonly Uint8Array[];
  parties: readonly (string | null)[];
  signatures: (Uint8Array | null)[];
}

function side(room: ChannelProjection, as: RosterSignature['as']): Side {
  const { draft } = room.rosters;
  if (as === 'member') {
    return {
      keys: draft?.consentKeys ?? [],
      parties: draft?.parties ?? [],
      signatures: draft?.ownSignatures ?? [],
    };
  }
  const before = rosterInForce(room.rosters);
  return {
    keys: before?.consentKeys ?? [],
    parties: before?.parties ?? [],
    signatures: draft?.endorsements ?? [],
  };
}
