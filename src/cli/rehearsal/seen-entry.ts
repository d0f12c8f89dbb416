import { toHex } from '../../base/text-encodings.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { disclosureCodec } from '../../protocol/disclosure/disclosure.ts';
import { DISCLOSURE_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { proposalStanding } from '../../records/mediators-proposal/proposal-standing.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import type { TimelineItem } from '../../records/timeline.ts';
import { findWords } from '../../records/words.ts';

/** An entry as one seat sees it: what its screen could show, and nothing else. */
export type SeenEntry = {
  readonly position: number;
  readonly entry: string;
  readonly kind: string;
  readonly time: string | null;
  readonly author: {
    readonly name: string;
    readonly party: string;
    readonly attribution: string;
    readonly authenticity: string;
  };
  /** The words themselves, where it is words. */
  readonly text: string | null;
  readonly content: unknown;
};

/** Every entry of the record that this seat sees, in order. */
export function seenEntries(room: ChannelProjection): SeenEntry[] {
  return room.timeline.flatMap((item) => (item.kind === 'entry' ? [seenEntry(room, item)] : []));
}

export function findSeen(room: ChannelProjection, entry: string): SeenEntry | undefined {
  const item = room.timeline.find((one) => one.kind === 'entry' && one.entry === entry);
  return item?.kind === 'entry' ? seenEntry(room, item) : undefined;
}

function seenEntry(room: ChannelProjection, item: Extract<TimelineItem, { kind: 'entry' }>): SeenEntry {
  const view = room.entries[item.entry];
  const seat = view?.seat == null ? undefined : room.room.seats[view.seat];
  const party = view?.party == null ? undefined : room.room.parties[view.party];
  const content = contentOf(room, item);
  return {
    position: item.position,
    entry: item.entry,
    kind: item.name,
    time: view?.time == null ? null : new Date(view.time).toISOString(),
    author: {
      name: seat?.name ?? '',
      party: party?.name ?? '',
      attribution: view?.attribution ?? '',
      authenticity: view?.authenticity ?? '',
    },
    text: textOf(room, item, content),
    content: plain(content),
  };
}

function contentOf(room: ChannelProjection, { name, entry, about }: Extract<TimelineItem, { kind: 'entry' }>): unknown {
  const unread = room.unread.byEntry[entry];
  if (unread !== undefined) return unread;
  switch (name) {
    case 'statement':
    case 'question':
      return room.statements.byEntry[entry];
    case 'idea':
    case 'idea-merge':
      return room.ideas.byEntry[entry];
    case 'idea-version':
      return room.ideas.versions[entry];
    case 'non-paper':
      return room.ideas.nonPapers[entry];
    case 'proposal':
      return room.tabled.byEntry[entry];
    case 'answer-brought':
      return room.transfers.answers[entry];
    case 'idea-argument':
      return room.ideas.byEntry[about]?.arguments.find((one) => one.entry === entry);
    case 'sounding':
    case 'sounding-closed':
      return room.soundings.byEntry[about];
    case 'put-forward':
      return room.transfers.putForward[entry];
    case 'transfer-note':
      return room.transfers.notes.find((note) => note.entry === entry);
    case 'meeting':
    case 'meeting-revision':
    case 'meeting-outcome':
      return room.meetings.byEntry[about];
    case 'minutes':
      return room.meetings.byEntry[about]?.minutes.find((one) => one.entry === entry);
    case 'briefing':
      return room.briefings.byEntry[entry];
    case 'undertaking':
      return room.undertakings.byEntry[entry];
    case 'undertaking-update':
      return room.undertakings.byEntry[about]?.updates.find((one) => one.entry === entry);
    case 'fact':
      return room.facts.byId[about];
    case 'outside-event':
      return room.outsideEvents.byEntry[entry];
    case 'channel':
      return room.channels.byId[about];
    case 'mediators-proposal':
    case 'proposal-step':
    case 'proposal-ended':
      return proposalOf(room, about);
    case 'disclosure-proposal':
      return disclosureOf(room, about);
    default:
      // A step towards a disclosure says which; what became of it stands with the proposal.
      return name.startsWith('disclosure-') || name.startsWith('audit-') ? { disclosure: about } : undefined;
  }
}

function proposalOf(room: ChannelProjection, about: string): unknown {
  const view = room.proposals.byEntry[about];
  return view && { proposal: about, texts: view.texts, parties: view.parties, standing: proposalStanding(view) };
}

function disclosureOf(room: ChannelProjection, digest: string): unknown {
  const view = room.disclosures.byDigest[digest];
  if (view === undefined) return undefined;
  const { kind, texts, claims } = decode(disclosureCodec, view.disclosure, DISCLOSURE_BYTES_MAX);
  const labels = claims.map(({ label }) => label);
  return { disclosure: digest, kind, texts, claims: labels, state: view.state };
}

function textOf(
  room: ChannelProjection,
  item: Extract<TimelineItem, { kind: 'entry' }>,
  content: unknown,
): string | null {
  const words = findWords(room, item.entry);
  if (words !== undefined) return words.text;
  if (item.name === 'mediators-proposal') return room.proposals.byEntry[item.about]?.texts[0]?.text ?? null;
  const fields = (content ?? {}) as Record<string, unknown>;
  const key = {
    sounding: 'question',
    undertaking: 'what',
    'undertaking-update': 'note',
    briefing: 'note',
    fact: 'title',
    'outside-event': 'title',
    meeting: 'title',
    minutes: 'text',
  };
  const text = fields[key[item.name as keyof typeof key] ?? ''];
  return typeof text === 'string' ? text : null;
}

/** Bytes as hex, so that it can be written as JSON. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
