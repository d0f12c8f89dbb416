import { idText, type PartyId } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, optional, struct, text } from '../../protocol/codec/shapes.ts';
import { NOTE_BYTES_MAX, PURPOSE_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { calendarDate } from '../when.ts';

const codec = struct('undertaking', {
  party: id<PartyId>('party'),
  what: text('what', { minBytes: 1, maxBytes: NOTE_BYTES_MAX }),
  byWhen: optional(calendarDate('by when')),
  howVerified: text('how verified', { maxBytes: PURPOSE_BYTES_MAX }),
});

export type Undertaking = Decoded<typeof codec>;

/** Something that a party says it will do. Nobody gives an undertaking for another: not the secretariat either. */
export const undertaking: RecordKind<'undertaking', Undertaking> = {
  kind: 'undertaking',
  tag: 13,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by) {
    if (idText(content.party) === idText(by.party)) return undefined;
    return refuse('NOT_YOUR_PARTY', 'a party undertakes for itself');
  },

  apply(room, entry) {
    const key = idText(entry.entry);
    const { party, what, byWhen, howVerified } = entry.content;
    room.undertakings.order.push(key);
    room.undertakings.byEntry[key] = {
      position: entry.position,
      party: idText(party),
      what,
      byWhen: byWhen ?? null,
      howVerified,
      status: 'open',
      updates: [],
    };
    show(room, entry);
  },
};
