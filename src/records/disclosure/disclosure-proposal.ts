import { equal } from '../../base/bytes.ts';
import { type EntryId, idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Decoded, encode } from '../../protocol/codec/codec.ts';
import { id, list, optional, struct } from '../../protocol/codec/shapes.ts';
import { disclosureCodec, disclosureDigest } from '../../protocol/disclosure/disclosure.ts';
import { CLAIMS_MAX } from '../../protocol/disclosure/limits.ts';
import type { Author } from '../author.ts';
import { hasOpenings, isSteward } from '../authority.ts';
import { PENDING_DISCLOSURES_MAX } from '../limits.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import { ownBytes } from '../own-bytes.ts';
import { type PostRefusal, refuse, strictest } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { refusalOffTheRecord } from '../roster/consent-holder.ts';
import { rosterInForce } from '../roster/roster-slice.ts';
import { rulesAt } from '../rules/rules-in-force.ts';
import { show } from '../show.ts';
import type { IdText } from '../timeline.ts';
import { mayBeUnread, refuseByHistory } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { instant } from '../when.ts';
import { withdrawnAt } from '../words.ts';
import type { DisclosureView } from './disclosure-slice.ts';
import { waitForRoster } from './early-proposals.ts';
import { enter, isOpen, settle } from './standing.ts';

const codec = struct('disclosure proposal', {
  disclosure: disclosureCodec,
  /** Which entries the claims are about, in their order. */
  entries: list('entries', id<EntryId>('entry'), { max: CLAIMS_MAX }),
  respondBy: optional(instant('respond by')),
});

export type DisclosureProposal = Decoded<typeof codec>;

/**
 * Puts an exact text, with the openings it claims, to the parties. Any seat may: without consents it is nothing.
 * A proposal with the id of an open one supersedes it, and starts without consents: `[CONSENT-2]`.
 */
export const disclosureProposal: RecordKind<'disclosure-proposal', DisclosureProposal> = {
  kind: 'disclosure-proposal',
  tag: 22,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost: (content, by, room) =>
    strictest(
      refusalOffTheRecord(room),
      refusalOfRoster(room, content),
      refusalOfVersion(room, content, by),
      refusalOfClaims(room, content),
    ),

  apply(room, entry) {
    const view = viewOf(entry);
    supersede(room, view);
    enter(room, view);
    show(room, entry, view.digest);
  },

  applyUncertain(room, entry, { code }) {
    const view = viewOf(entry);
    if (code === 'NO_ROSTER') waitForRoster(room, view);
    // Who may end a round has begun another, as far as this reader can tell; it does not follow that one, nor what
    // comes of it.
    if (code === 'NO_ROSTER' || code === 'NO_SUCH_ENTRY') {
      supersede(room, view);
      room.disclosures.latest[view.id] = view.digest;
    }
    const { texts } = entry.content.disclosure;
    const [{ title, text, language } = { title: '', text: '', language: 'und' }] = texts;
    showAboutUnread(room, entry, view.digest, { text: `${title}\n\n${text}`, language });
  },
};

function supersede(room: ChannelProjection, { id, position }: DisclosureView): void {
  const { byDigest, latest } = room.disclosures;
  const before = byDigest[latest[id] ?? ''];
  if (before === undefined || !isOpen(before)) return;
  settle(room, before, { kind: 'lapsed', reason: 'superseded', position });
}

function viewOf({ content, position, author }: OpenedEntry<DisclosureProposal>): DisclosureView {
  const { disclosure, entries, respondBy } = content;
  return {
    position,
    digest: toHex(disclosureDigest(disclosure)),
    id: toHex(disclosure.id),
    proposedBy: idText(author.seat),
    disclosure: ownBytes(encode(disclosureCodec, disclosure)),
    entries: entries.map(idText),
    rosterDigest: toHex(disclosure.rosterDigest),
    respondBy: respondBy ?? null,
    state: { kind: 'proposed', awaited: [] },
    consents: {},
    reveals: {},
    refusals: {},
    shares: {},
    releases: {},
  };
}

function refusalOfRoster(room: ChannelProjection, { disclosure }: DisclosureProposal): PostRefusal | undefined {
  const roster = rosterInForce(room.rosters);
  if (roster === undefined) return refuseByHistory(room, 'NO_ROSTER', 'a disclosure needs a roster to consent');
  if (roster.digest !== toHex(disclosure.rosterDigest))
    return refuse('OTHER_ROSTER', 'a disclosure names the roster in force');
  const here = roster.parties.filter((party) => party !== null).length;
  return here >= roster.quorum ? undefined : refuse('QUORUM_NOT_REACHED', 'too few parties of the roster sit here');
}

function refusalOfVersion(
  room: ChannelProjection,
  { disclosure }: DisclosureProposal,
  by: Author,
): PostRefusal | undefined {
  const { byDigest, latest, pending } = room.disclosures;
  // Which versions there were before, and which of them counted, a reader knows that has read them.
  if (byDigest[toHex(disclosureDigest(disclosure))] !== undefined) {
    return refuseByHistory(room, 'ALREADY_PROPOSED', 'this very disclosure was proposed before');
  }
  if (pending.length >= PENDING_DISCLOSURES_MAX) return refuseByHistory(room, 'TOO_MANY_PENDING', 'settle some first');
  const last = latest[toHex(disclosure.id)];
  if (last === undefined) return undefined;
  const before = byDigest[last];
  if (before === undefined) {
    return refuseByHistory(room, 'ALREADY_PROPOSED', 'this reader does not follow the version before');
  }
  if (before.state.kind === 'released' || before.state.kind === 'published') {
    return refuseByHistory(room, 'WRONG_STATE', 'what was released is corrected, not proposed again');
  }
  if (isOpen(before) && before.proposedBy !== idText(by.seat) && !isSteward(room, by)) {
    return refuseByHistory(room, 'NOT_THE_AUTHOR', 'an open proposal is replaced by who made it or by a steward');
  }
  return undefined;
}

function refusalOfClaims(
  room: ChannelProjection,
  { disclosure, entries }: DisclosureProposal,
): PostRefusal | undefined {
  if (entries.length !== disclosure.claims.length) return refuse('OTHER_COMMITMENT', 'every claim is about one entry');
  if (entries.length > 0 && !hasOpenings(room)) {
    return refuse('NO_OPENINGS_HERE', 'in a room of one party nothing can be opened');
  }
  return strictest(
    ...entries.map((entry, index) => refusalOfClaim(room, idText(entry), disclosure.claims[index]?.commitment)),
  );
}

function refusalOfClaim(
  room: ChannelProjection,
  key: IdText,
  commitment: Uint8Array | undefined,
): PostRefusal | undefined {
  const claimed = room.entries[key];
  if (claimed === undefined) {
    return refuse('NO_SUCH_ENTRY', 'a claim is about an entry of this record', mayBeUnread(room, key));
  }
  if (commitment === undefined || !equal(commitment, claimed.commitment)) {
    return refuse('OTHER_COMMITMENT', 'a claim has the commitment of its entry');
  }
  // Its shares are noise, or were not to be used: [RULES-5].
  if (rulesAt(room, claimed.position).rule === 'off the record') {
    return refuse('NOT_OFF_THE_RECORD', 'what was said off the record is not claimed');
  }
  if ((withdrawnAt(room, key) ?? null) !== null) {
    return refuse('ALREADY_WITHDRAWN', 'words that were taken back are not claimed');
  }
  return undefined;
}
