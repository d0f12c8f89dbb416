import type { ProposedText } from '../../records/mediators-proposal/proposal-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RecordLine } from '../engine/record-window.ts';
import type { RoomView } from '../engine/room-view.ts';
import { isolated } from '../messages/isolated.ts';
import { m } from '../messages/messages.ts';
import { partyName } from '../room/names.ts';
import type { ProcessViewName, RoomViewName, Route } from '../routes.ts';

/** What a line is told from. */
export interface Telling {
  readonly room: Pick<RoomView, 'channel' | 'process' | 'projection' | 'disclosed'>;
  readonly line: RecordLine;
}

/** A line of the record that is not somebody's words: one calm sentence. */
export interface Told {
  readonly text: string;
  /** Where it is at home. */
  readonly home?: Home | undefined;
  /** Keys and skipped items: folded together, so that they do not drown the words. */
  readonly isTechnical?: boolean;
  /** Words that stand nowhere else. */
  readonly said?: { readonly text: string; readonly language: string | null };
  /** The same words in languages that are not the reader's. */
  readonly inOtherLanguages?: readonly ProposedText[];
}

export interface Home {
  readonly label: string;
  readonly route: Route;
}

/** A title in quotation marks; one that was withdrawn has none left. */
export function quoted(title: string | undefined): string {
  if (title === undefined) return m.record.unknownTitle();
  return title === '' ? m.record.withdrawnTitle() : m.record.quoted({ text: isolated(title) });
}

/** A seat as it is named in a sentence: who, and for whom they sit here. `null` is somebody of the room. */
export function whoOf(room: Telling['room'], seat: IdText | null | undefined): string {
  if (seat === null) return m.record.somebodyHere();
  const view = seat === undefined ? undefined : room.projection.room.seats[seat];
  if (view === undefined) return m.record.somebody();
  return m.record.whoOf({ name: isolated(view.name), party: partyOf(room, view.party) });
}

export function partyOf(room: Telling['room'], party: IdText): string {
  return isolated(partyName(room.projection.room, party));
}

export function inRoom(
  { room }: Pick<Telling, 'room'>,
  view: Exclude<RoomViewName, 'record'>,
  entry?: IdText | undefined,
): Home {
  return { label: m.record.places[view](), route: { at: 'room', channel: room.channel, view, entry: anId(entry) } };
}

export function inRecord({ room }: Pick<Telling, 'room'>, entry: IdText): Home {
  return { label: m.record.places.words(), route: { at: 'room', channel: room.channel, view: 'record', entry } };
}

export function inProcess({ room }: Telling, view: Exclude<ProcessViewName, 'timeline'>, label: string): Home {
  return { label, route: { at: 'process', process: room.process, view } };
}

/** A digest leads to its view alone: an address names entries. */
function anId(text: IdText | undefined): IdText | undefined {
  return text?.length === 32 ? text : undefined;
}
