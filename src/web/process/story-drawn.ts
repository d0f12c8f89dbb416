import type { AxisWindow, Zoom } from './axis.ts';
import type { ProcessItem } from './process-item.ts';
import type { ProcessTimeline } from './process-timeline.ts';

/** What a drawing of the story is given, whichever way its axis runs. */
export interface StoryDrawn {
  timeline: ProcessTimeline;
  window: AxisWindow;
  zoom: Zoom;
  /** Where now stands, in days since 1970. */
  at: number;
  width: number;
  rem: number;
  /** The one that the Tab key leads to. */
  held: string | undefined;
  onhold: (key: string) => void;
  onopen: (item: ProcessItem) => void;
}
