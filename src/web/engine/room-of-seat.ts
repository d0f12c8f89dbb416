import { type EntryId, idFromText, idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { readDisclosure } from '../../client/disclosure/consent-round.ts';
import type { WaitingEntry } from '../../client/outbox/outbox.ts';
import type { Seat } from '../../client/seat.ts';
import type { Disclosure } from '../../protocol/disclosure/disclosure.ts';
import type { Attribution } from '../../records/author.ts';
import type { DisclosureView } from '../../records/disclosure/disclosure-slice.ts';
import { decodePayload } from '../../records/payload.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import type { IdText } from '../../records/timeline.ts';
import type { LaterCarry } from './later-carries.ts';
import { publishedHere } from './published-here.ts';
import type { DisclosedText, RoomView, WaitingView } from './room-view.ts';
import { rosterDraftView, spaceView } from './roster-view.ts';
import { sealedWords } from './sealed-words.ts';
import { shortProjection } from './short-projection.ts';

/** What the app knows of a room beside its seat. */
export interface RoomNotes {
  readonly process: IdText;
  readonly seenLines: number;
  readonly knocking: number;
  readonly contactsByDay: Readonly<Record<string, number>>;
  readonly carrying: readonly LaterCarry[];
  readonly publishing: readonly IdText[];
  readonly hasConsentKey: boolean;
  /** Owned by whoever asks again and again: a disclosure's bytes never change, and reading them is dear. */
  readonly read: ReadDisclosures;
}

export type ReadDisclosures = Map<IdText, Disclosure>;

/** `undefined` until this device has read who sits in the room. */
export function roomOfSeat(seat: Seat, notes: RoomNotes): RoomView | undefined {
  const { projection } = seat;
  const own = idText(seat.seatId);
  const me = projection.room.seats[own];
  if (me === undefined) return undefined;
  return {
    channel: projection.channel,
    process: notes.process,
    me: { seat: own, ...me },
    projection: {
      ...shortProjection(projection),
      disclosures: publishedHere(projection.disclosures, seat.identity.venue),
    },
    disclosed: disclosedTexts(projection, notes.read),
    contactsByDay: notes.contactsByDay,
    lines: projection.timeline.length,
    seenLines: notes.seenLines,
    unread: unreadOf(projection, own, notes.seenLines),
    waiting: [
      ...seat.waiting.map((each) => waitingView(each, each.attribution, false)).filter(isTheirs),
      ...seat.posts.waitingUnattributed.map((each) => waitingView(each, 'unattributed', each.isHeld)),
    ],
    carrying: notes.carrying,
    ballots: seat.soundings.states,
    hidesAmong: seat.posts.hidesAmong,
    violations: seat.violations,
    session: seat.session.state,
    log: seat.log.state,
    space: spaceView(projection.rosters, seat.identity.venue),
    rosterDraft: rosterDraftView(projection.rosters),
    publishing: notes.publishing,
    hasConsentKey: notes.hasConsentKey,
    proposalParts: proposalParts(seat),
    knocking: notes.knocking,
  };
}

/** What a device says by itself, or a person by taking a seat. */
export const BY_ITSELF: ReadonlySet<string> = new Set(['party-key', 'rules-accepted']);

/** Words of others: what a room did by itself is no news. */
export function unreadOf({ timeline, entries }: ChannelProjection, own: IdText, seenLines: number): number {
  let unread = 0;
  for (const item of timeline.slice(seenLines)) {
    if (item.kind === 'entry' && entries[item.entry]?.seat !== own && !BY_ITSELF.has(item.name)) unread += 1;
  }
  return unread;
}

function proposalParts({ projection, proposals }: Seat): RoomView['proposalParts'] {
  const partIn = (proposal: IdText) => proposals.partIn(idFromText<EntryId>(proposal) as EntryId);
  return Object.fromEntries(projection.proposals.pending.map((proposal) => [proposal, partIn(proposal)]));
}

function disclosedTexts(room: ChannelProjection, read: ReadDisclosures): Record<IdText, DisclosedText> {
  return Object.fromEntries(
    Object.values(room.disclosures.byDigest).map((view) => [view.digest, disclosedText(room, view, read)]),
  );
}

function disclosedText(room: ChannelProjection, view: DisclosureView, read: ReadDisclosures): DisclosedText {
  const known = read.get(view.digest) ?? readDisclosure(view);
  read.set(view.digest, known);
  const { kind, texts, claims, showParties, id, corrects } = known;
  return {
    kind,
    texts,
    claims: claims.map(({ label }) => label),
    claimed: view.entries.map((entry, at) => ({
      entry,
      label: claims[at]?.label ?? '',
      sealed: sealedWords(room, entry, room.statements.byEntry[entry]),
    })),
    showParties,
    id: toHex(id),
    corrects: corrects && toHex(corrects),
  };
}

/** A step of a proposal goes by itself: given up it would be missing for good, and the round with it. */
function isTheirs({ kind, refused }: WaitingView): boolean {
  return kind !== 'proposal-step' || refused !== undefined;
}

function waitingView(
  { entry, payload, refused }: Pick<WaitingEntry, 'entry' | 'payload' | 'refused'>,
  attribution: Attribution,
  isHeld: boolean,
): WaitingView {
  const { kind, content } = decodePayload(payload) as { readonly kind: string; readonly content: unknown };
  return { entry, kind, content, attribution, isHeld, refused };
}
