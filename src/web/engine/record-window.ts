import type { ChannelProjection, EntryView } from '../../records/projection.ts';
import type { ReactionsView } from '../../records/reaction/reaction-slice.ts';
import { isOpen } from '../../records/statement/is-open.ts';
import type { StatementView } from '../../records/statement/statement-slice.ts';
import type { IdText, TimelineItem } from '../../records/timeline.ts';
import type { AboutUnreadView } from '../../records/unread/unread-slice.ts';

/** A piece of a record, as it is shown: lines `from` … `from + lines.length - 1` of `length`. */
export interface RecordWindow {
  readonly from: number;
  readonly length: number;
  readonly lines: readonly RecordLine[];
}

/** One line, with what the short projection does not have of it. */
export interface RecordLine {
  readonly index: number;
  readonly item: TimelineItem;
  /** Of an `entry` item: who said it. */
  readonly entry: EntryView | undefined;
  /** Where the line is a statement, or changes one. */
  readonly statement: (StatementView & { readonly key: IdText }) | undefined;
  /** What the statement answers: enough to show which. `undefined` also where this reader does not have it. */
  readonly answered: Answered | undefined;
  /** Of a question: whether it waits for an answer. */
  readonly isOpen: boolean | undefined;
  /** How what it says was taken. */
  readonly reactions: ReactionsView | undefined;
  /** Where it is about something from before this reader's time. */
  readonly unread: AboutUnreadView | undefined;
}

export interface Answered {
  readonly key: IdText;
  readonly seat: IdText | null;
  readonly name: string;
  /** Its beginning. */
  readonly text: string;
}

const EXCERPT_CHARS_MAX = 160;

/** At most so many lines at once: a screen shows some dozens. */
export const WINDOW_LINES_MAX = 400;

/** `from` below 0 counts from the end. What lies outside the record is left out. */
export function recordWindow(
  room: ChannelProjection,
  { from, count }: { readonly from: number; readonly count: number },
): RecordWindow {
  const { length } = room.timeline;
  const start = Math.min(length, Math.max(0, from < 0 ? length + from : from));
  const items = room.timeline.slice(start, start + Math.min(count, WINDOW_LINES_MAX));
  return { from: start, length, lines: items.map((item, at) => lineOf(room, item, start + at)) };
}

function lineOf(room: ChannelProjection, item: TimelineItem, index: number): RecordLine {
  const none = {
    index,
    item,
    entry: undefined,
    statement: undefined,
    answered: undefined,
    isOpen: undefined,
    reactions: undefined,
    unread: undefined,
  };
  if (item.kind !== 'entry') return none;
  const statement = room.statements.byEntry[item.about];
  return {
    ...none,
    entry: room.entries[item.entry],
    statement: statement && { ...statement, key: item.about },
    answered: statement?.inReplyTo == null ? undefined : answered(room, statement.inReplyTo),
    isOpen: item.name === 'question' ? isOpen(room, item.entry) : undefined,
    reactions: room.reactions.byAbout[item.entry],
    unread: room.unread.byEntry[item.entry],
  };
}

function answered(room: ChannelProjection, key: IdText): Answered | undefined {
  const entry = room.entries[key];
  if (entry === undefined) return undefined;
  const said =
    room.statements.byEntry[key]?.text ??
    room.ideas.byEntry[key]?.title ??
    room.transfers.putForward[key]?.text ??
    room.meetings.byEntry[key]?.title ??
    room.undertakings.byEntry[key]?.what ??
    '';
  return { key, seat: entry.seat, name: entry.name, text: said.slice(0, EXCERPT_CHARS_MAX) };
}
