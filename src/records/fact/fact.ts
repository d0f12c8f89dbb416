import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct, text, word } from '../../protocol/codec/shapes.ts';
import { hasSecretariat, isSecretariat, isSteward } from '../authority.ts';
import { NOTE_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { factId } from './fact-id.ts';

const status = (audience: string) => word(audience, ['disclosed', 'withheld', 'unclear']);

const codec = struct('fact', {
  fact: factId,
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  statuses: struct('statuses', {
    room: status('room'),
    otherRooms: status('other rooms'),
    principals: status('principals'),
    press: status('press'),
    public: status('public'),
  }),
  ifAsked: text('if asked', { maxBytes: NOTE_BYTES_MAX }),
});

export type Fact = Decoded<typeof codec>;

/**
 * One line of the disclosure board; posted again, it replaces the line as a whole. The board is the secretariat's
 * to keep, and a steward's where no secretariat sits. It says what was decided: what goes out needs consents.
 */
export const fact: RecordKind<'fact', Fact> = {
  kind: 'fact',
  tag: 15,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(_content, by, room) {
    if (hasSecretariat(room)) {
      return isSecretariat(room, by) ? undefined : refuse('NOT_THE_SECRETARIAT', 'the secretariat keeps the board');
    }
    return isSteward(room, by)
      ? undefined
      : refuse('NOT_THE_STEWARD', 'without a secretariat, stewards keep the board');
  },

  apply(room, entry) {
    const key = toHex(entry.content.fact);
    const { title, statuses, ifAsked } = entry.content;
    const { position } = entry;
    const before = room.facts.byId[key];
    if (before === undefined) room.facts.order.push(key);
    const changes = before?.changes ?? [];
    changes.push({ position, statuses });
    room.facts.byId[key] = { title, statuses, ifAsked, position, by: idText(entry.author.seat), changes };
    show(room, entry, key);
  },
};
