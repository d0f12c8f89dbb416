import type { Epoch, Position } from '../base/ids.ts';
import type { GroundRules } from '../protocol/charter/ground-rules.ts';
import { type Applied, applyEntry } from './apply-entry.ts';
import { applyHandshake } from './apply-handshake.ts';
import type { Author } from './author.ts';
import { type ChannelProjection, emptyProjection, restoreProjection, snapshotProjection } from './projection.ts';
import type { EntryContent } from './registry.ts';
import {
  CHANNEL,
  charterOf,
  opened,
  type Posted,
  type Rehearsal,
  rehearse,
  SEATS,
  type SeatName,
} from './rehearsal-room.ts';

/** For tests: one record, read by somebody who has the whole of it and by others who came later. */

export interface Newcomer {
  readonly room: ChannelProjection;
}

export interface Assembly {
  readonly whole: Rehearsal;
  /** For everybody who is there. */
  post(by: SeatName | Author, posted: EntryContent, signatures?: 'broken'): Posted & { newcomers: readonly Applied[] };
  /** Seats that all read from now on; by each, after how many entries its projection is put away and restored. */
  admit(restoreEvery?: readonly number[]): readonly Newcomer[];
}

export function assemble(seats: readonly SeatName[], rules: Partial<GroundRules> = {}): Assembly {
  const whole = rehearse(rules, seats);
  const readers: { room: ChannelProjection; readonly restoreEvery: number }[] = [];

  return {
    whole,
    post(by, posted, signatures) {
      const mine = whole.post(by, posted.kind, posted.content as never, signatures);
      const position = new DataView((mine.entry as Uint8Array).buffer).getUint32(0) as Position;
      const entry = opened(position, by, posted);
      const newcomers = readers.map((reader) => {
        if (position % reader.restoreEvery === 0) {
          reader.room = restoreProjection(snapshotProjection(reader.room)) ?? reader.room;
        }
        return applyEntry(reader.room, entry, signatures ?? 'sound');
      });
      return { ...mine, newcomers };
    },
    admit(restoreEvery = [Number.POSITIVE_INFINITY]) {
      whole.handshake(charterOf(seats, rules));
      const position = whole.room.timeline.at(-1)?.position as Position;
      const epoch = whole.room.room.epoch as Epoch;
      return restoreEvery.map((every) => {
        const reader = { room: emptyProjection(CHANNEL), restoreEvery: every };
        const charterAfter = charterOf(seats, rules);
        const committer = SEATS.ada.seat;
        applyHandshake(reader.room, { position, epoch, charterBefore: undefined, charterAfter, committer });
        readers.push(reader);
        return reader;
      });
    },
  };
}
