import type { RecordLine } from '../engine/record-window.ts';
import type { RoomView } from '../engine/room-view.ts';

/** What each line that somebody spoke is set from. */
export interface LineProps {
  readonly room: RoomView;
  readonly line: RecordLine;
  /** The day that stands above. */
  readonly day: string;
  readonly onmore: (line: RecordLine, button: HTMLElement) => void;
}

/** Leads to another entry of this record. */
export type Follow = (entry: string, event: MouseEvent) => void;
