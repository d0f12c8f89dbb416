import { idText, type PartyId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { boxId } from '../../protocol/ballot-box/box-id.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, optional, struct } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import type { RecordKind } from '../record-kind.ts';
import { soundingOfBox } from './ballot-run.ts';
import { answerCodec, fitsForm } from './form.ts';
import type { SoundingView } from './sounding-slice.ts';

const codec = struct('ballot', {
  box: boxId,
  /** The voter's, by its own word, where the sounding asks for it. `[SOUND-8]` */
  side: optional(id<PartyId>('side')),
  answer: answerCodec,
});

export type Ballot = Decoded<typeof codec>;

/**
 * A ballot, out of its box: it names nobody, and adds no line of its own to what is shown.
 *
 * That it stands in its box's run, the reader of the record has seen to. `[SOUND-6]`
 */
export const ballot: RecordKind<'ballot', Ballot, AnyAuthor> = {
  kind: 'ballot',
  tag: 41,
  versions: 1,
  codec,
  attributions: ['unattributed'],

  mayPost(content, _by, room) {
    const box = toHex(content.box);
    const about = soundingOfBox(room, box);
    if (about === undefined || room.soundings.run?.box !== box) {
      return refuse('OUTSIDE_ITS_BOX', 'a ballot comes out of the box of its sounding');
    }
    return refusalOfBallot(about, content);
  },

  apply(room, entry) {
    const { box, side, answer } = entry.content;
    const view = side === undefined ? null : idText(side);
    soundingOfBox(room, toHex(box))?.ballots.push({ entry: idText(entry.entry), side: view, answer });
  },
};

/** What its voter is told at once, and every reader finds alike. */
export function refusalOfBallot(about: SoundingView, { side, answer }: Omit<Ballot, 'box'>): PostRefusal | undefined {
  if (!fitsForm(about.form, answer)) return refuse('OTHER_FORM', 'a ballot answers what was asked');
  const isOfASide = side !== undefined && about.sides.some(({ party }) => party === idText(side));
  if (about.bySide ? !isOfASide : side !== undefined) {
    return refuse('OTHER_FORM', 'a ballot names a side of the electorate where it is asked to, and nowhere else');
  }
  return undefined;
}
