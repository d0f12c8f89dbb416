import { idText, type PartyId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, list, struct, text } from '../../protocol/codec/shapes.ts';
import { isSecretariat } from '../authority.ts';
import { factId } from '../fact/fact-id.ts';
import { BRIEFED_FACTS_MAX, NOTE_BYTES_MAX, WHO_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { calendarDate } from '../when.ts';

const codec = struct('briefing', {
  who: text('who', { minBytes: 1, maxBytes: WHO_BYTES_MAX }),
  byParty: id<PartyId>('by party'),
  on: calendarDate('on'),
  facts: list('facts', factId, { max: BRIEFED_FACTS_MAX }),
  note: text('note', { maxBytes: NOTE_BYTES_MAX }),
});

export type Briefing = Decoded<typeof codec>;

/**
 * Who outside has been told what. A seat enters what its own party told; the secretariat may enter what it
 * learns that another did. Facts may be lines of a board in another channel, so they are not looked up here.
 */
export const briefing: RecordKind<'briefing', Briefing> = {
  kind: 'briefing',
  tag: 12,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const party = idText(content.byParty);
    if (room.room.parties[party] === undefined) return refuse('NO_SUCH_PARTY', 'a briefing is by a party of this room');
    if (party !== idText(by.party) && !isSecretariat(room, by)) {
      return refuse('NOT_YOUR_PARTY', 'a seat answers for what its own party told');
    }
    return undefined;
  },

  apply(room, entry) {
    const key = idText(entry.entry);
    const { who, byParty, on, facts, note } = entry.content;
    room.briefings.order.push(key);
    room.briefings.byEntry[key] = {
      position: entry.position,
      who,
      byParty: idText(byParty),
      on,
      facts: facts.map(toHex),
      note,
      enteredBy: idText(entry.author.seat),
    };
    show(room, entry);
  },
};
