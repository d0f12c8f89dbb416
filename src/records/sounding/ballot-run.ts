import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import type { SoundingView } from './sounding-slice.ts';

export function soundingOfBox({ soundings }: ChannelProjection, box: IdText): SoundingView | undefined {
  const entry = soundings.byBox[box];
  return entry === undefined ? undefined : soundings.byEntry[entry];
}

/** Whether an item at this place came out of the box that was closed last. */
export function isInRun({ soundings: { run } }: ChannelProjection, position: number): boolean {
  return run !== null && position > run.at && position <= run.last;
}

/** Whether a ballot at this place, sealed under this epoch, may count. `[SOUND-6]` */
export function mayCount(room: ChannelProjection, position: number, epoch: number): boolean {
  const { run } = room.soundings;
  return run !== null && isInRun(room, position) && soundingOfBox(room, run.box)?.epoch === epoch;
}
