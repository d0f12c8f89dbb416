import { idText, type SeatId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { boxId } from '../../protocol/ballot-box/box-id.ts';
import { BALLOTS_LEAST, BALLOTS_MAX } from '../../protocol/ballot-box/limits.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { bool, id, list, struct, text, uint, word } from '../../protocol/codec/shapes.ts';
import { languageTag } from '../language-tag.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { rulesAgreed } from '../rules/rules-in-force.ts';
import { show } from '../show.ts';
import { instant } from '../when.ts';
import { ELECTORATES, isElectorate, mayNameSides, sidesOf } from './electorate.ts';
import { formCodec, hasDistinctOptions } from './form.ts';
import { QUESTION_BYTES_MAX } from './limits.ts';

const codec = struct('sounding', {
  box: boxId,
  question: text('question', { minBytes: 1, maxBytes: QUESTION_BYTES_MAX }),
  language: languageTag('language'),
  form: formCodec,
  electorate: word('electorate', ELECTORATES),
  /** Exactly those that the electorate has now. */
  seats: list('seats', id<SeatId>('seat'), { min: BALLOTS_LEAST, max: BALLOTS_MAX }),
  closesAt: instant('closes at'),
  ballotsMin: uint('ballots min', { min: BALLOTS_LEAST, max: BALLOTS_MAX }),
  bySide: bool('by side'),
});

export type Sounding = Decoded<typeof codec>;

/** A question to the room, answered by secret ballot. It binds nobody. `[SOUND-1]` */
export const sounding: RecordKind<'sounding', Sounding> = {
  kind: 'sounding',
  tag: 40,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, _by, room) {
    const { box, form, electorate, ballotsMin, bySide } = content;
    const seats = content.seats.map(idText);
    // Not by a stretch's rule: it may be over before the box is closed.
    const agreed = rulesAgreed(room);
    if (agreed.rule === 'on the record') {
      return refuse('ATTRIBUTION_NOT_ALLOWED', 'on the record, what is said has an author: there are no ballots');
    }
    if (room.soundings.byBox[toHex(box)] !== undefined) return refuse('BOX_TAKEN', 'a box is for one sounding');
    if (!isElectorate(room, electorate, seats)) {
      return refuse('OTHER_ELECTORATE', 'a sounding lists exactly the seats that it is for');
    }
    if (ballotsMin < agreed.ballotsMin || ballotsMin > seats.length) {
      return refuse('TOO_FEW_SEATS', 'as many ballots as the ground rules ask for can come in');
    }
    if (bySide && !mayNameSides(sidesOf(room, seats))) {
      return refuse('TOO_FEW_SEATS', 'a ballot names a side only among three seats of that side');
    }
    return hasDistinctOptions(form) ? undefined : refuse('NOTHING_CHANGED', 'no option is there twice');
  },

  apply(room, entry) {
    const key = idText(entry.entry);
    const { box, seats: asked, ...content } = entry.content;
    const seats = asked.map(idText);
    room.soundings.order.push(key);
    room.soundings.byBox[toHex(box)] = key;
    room.soundings.byEntry[key] = {
      position: entry.position,
      epoch: entry.epoch,
      box: toHex(box),
      ...content,
      seats,
      sides: [...sidesOf(room, seats)],
      openedBy: idText(entry.author.seat),
      closing: null,
      closedAt: null,
      isVoid: false,
      ballots: [],
    };
    show(room, entry);
  },
};
