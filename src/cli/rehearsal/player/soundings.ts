import { idText } from '../../../base/ids.ts';
import type { SoundingAnswer, SoundingForm } from '../../../records/sounding/form.ts';
import type { ActionBy } from '../language/actions.ts';
import type { Done } from './done.ts';
import type { Performance } from './performance.ts';
import { RehearsalError } from './rehearsal-error.ts';
import { entryOf, languageOf } from './speaking.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export async function sounding(of: ActionBy<'sounding'>, stage: Performance): Promise<Done> {
  const { by, in: channel, question } = of;
  const seat = stage.seat(by, channel);
  const entry = await seat.sound({
    ...{ question, language: languageOf(of, stage), form: formOf(of), electorate: of.asks },
    closesAt: stage.clock.read() + of['open-for-days'] * DAY_MS,
    ballotsMin: of['at-least'] ?? Math.max(2, seat.projection.room.ballotsMin),
    bySide: of['by-side'],
  });
  return {
    played: { verb: 'sounding', channel, by, entry, text: question },
    line: `${by} sounds the room`,
    quote: question,
  };
}

/** Who votes is in the script alone: nothing that is played tells it. */
export async function ballot(of: ActionBy<'ballot'>, stage: Performance): Promise<Done> {
  const { by, on } = of;
  const { channel, entry } = stage.played(on);
  const seat = stage.seat(by, channel);
  const form = seat.projection.soundings.byEntry[idText(entryOf(entry))]?.form;
  await seat.vote(entryOf(entry), answerOf(of, form));
  return { played: { verb: 'ballot', channel, by }, line: `${by} casts a ballot` };
}

export async function closeSounding(of: ActionBy<'close-sounding'>, stage: Performance): Promise<Done> {
  const { by, on } = of;
  const { channel, entry } = stage.played(on);
  await stage.seat(by, channel).closeSounding(entryOf(entry));
  return { played: { verb: 'close-sounding', channel, by }, line: `${by} has the sounding closed` };
}

function formOf({ form, options = [] }: ActionBy<'sounding'>): SoundingForm {
  if (form === 'scale' || form === 'ranking') return { kind: form, options };
  return { kind: form === 'words' ? 'words' : 'yes-no' };
}

function answerOf(of: ActionBy<'ballot'>, form: SoundingForm | undefined): SoundingAnswer {
  const { answer, grades, order, text } = of;
  if (answer !== undefined) return { kind: 'yes-no', choice: answer };
  if (grades !== undefined) return { kind: 'scale', grades };
  if (order !== undefined) {
    const options: readonly string[] = form !== undefined && 'options' in form ? form.options : [];
    return { kind: 'ranking', order: order.map((option) => placeIn(options, option)) };
  }
  if (text !== undefined) return { kind: 'words', text, language: 'und' };
  throw new RehearsalError('NOT_THERE', 'A ballot without an answer.');
}

function placeIn(options: readonly string[], option: string): number {
  const place = options.indexOf(option);
  if (place < 0) throw new RehearsalError('NOT_THERE', `“${option}” is none of the options.`);
  return place;
}
