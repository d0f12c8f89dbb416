import type { Decoded } from '../../protocol/codec/codec.ts';
import { list, struct, tagged, text, uint, word } from '../../protocol/codec/shapes.ts';
import { languageTag } from '../language-tag.ts';
import { ANSWER_BYTES_MAX, GRADES, OPTION_BYTES_MAX, OPTIONS_MAX, RANKED_LEAST } from './limits.ts';

const option = text('option', { minBytes: 1, maxBytes: OPTION_BYTES_MAX });

export const formCodec = tagged(
  'form',
  { 'yes-no': 0, scale: 1, ranking: 2, words: 3 },
  {
    'yes-no': struct('yes or no', {}),
    /** Each option is graded by itself; without any, the question is. */
    scale: struct('scale', { options: list('options', option, { max: OPTIONS_MAX }) }),
    ranking: struct('ranking', { options: list('options', option, { min: RANKED_LEAST, max: OPTIONS_MAX }) }),
    words: struct('words', {}),
  },
);

/** How a sounding is answered. */
export type SoundingForm = Decoded<typeof formCodec>;

export const CHOICES = ['yes', 'no', 'abstain'] as const;
export type Choice = (typeof CHOICES)[number];

const index = uint('option', { max: OPTIONS_MAX - 1 });

export const answerCodec = tagged(
  'answer',
  { 'yes-no': 0, scale: 1, ranking: 2, words: 3 },
  {
    'yes-no': struct('choice', { choice: word('choice', CHOICES) }),
    scale: struct('grades', {
      grades: list('grades', uint('grade', { min: 1, max: GRADES }), { min: 1, max: OPTIONS_MAX }),
    }),
    /** Options by their index, the best first. */
    ranking: struct('ranking', { order: list('order', index, { min: RANKED_LEAST, max: OPTIONS_MAX }) }),
    words: struct('words', {
      text: text('text', { minBytes: 1, maxBytes: ANSWER_BYTES_MAX }),
      language: languageTag('language'),
    }),
  },
);

export type SoundingAnswer = Decoded<typeof answerCodec>;

/** How many things a scale asks to grade. */
export function gradedIn({ options }: Extract<SoundingForm, { kind: 'scale' }>): number {
  return Math.max(1, options.length);
}

/** Every option ranked, each once; a grade for each. `[SOUND-6]` */
export function fitsForm(form: SoundingForm, answer: SoundingAnswer): boolean {
  if (answer.kind === 'scale') return form.kind === 'scale' && answer.grades.length === gradedIn(form);
  if (answer.kind === 'ranking') {
    return (
      form.kind === 'ranking' &&
      answer.order.length === form.options.length &&
      new Set(answer.order).size === form.options.length &&
      answer.order.every((each) => each < form.options.length)
    );
  }
  return form.kind === answer.kind;
}

/** Two options that read alike could not be told apart in a result. */
export function hasDistinctOptions(form: SoundingForm): boolean {
  return !('options' in form) || new Set(form.options).size === form.options.length;
}
