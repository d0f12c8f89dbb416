import type { Position } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct, uint } from '../../protocol/codec/shapes.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { shredBefore } from './shred-before.ts';

const codec = struct('shredding', { before: uint<Position>('before') });

export type Shredding = Decoded<typeof codec>;

/**
 * Off the record, what was said before a position is forgotten: by every device, at the same place of the record, so
 * that all still agree on what is left. The venue deletes the ciphertexts by its own clock.
 *
 * Any seat may ask for it, since any seat's device may be the first to notice that the time has come; the record has
 * no clock, and whoever asks too early is seen.
 */
export const shredding: RecordKind<'shredding', Shredding> = {
  kind: 'shredding',
  tag: 30,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost({ before }, _by, { room, timeline }) {
    if (room.rule !== 'off the record' || room.retentionDays === null) {
      return refuse('NOT_SHREDDED_HERE', 'only off the record, and with a retention, is anything shredded');
    }
    if (before <= room.shreddedBefore) return refuse('NOTHING_CHANGED', 'shredded already');
    return before <= (timeline.at(-1)?.position ?? 0) ? undefined : refuse('WRONG_STATE', 'not said yet');
  },

  apply(room, entry) {
    shredBefore(room, entry.content.before);
    show(room, entry);
  },
};
