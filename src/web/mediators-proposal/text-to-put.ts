import { utf8 } from '../../base/bytes.ts';
import { PROPOSED_TEXT_BYTES_MAX, TITLE_BYTES_MAX } from '../../records/limits.ts';
import type { ProposedText } from '../../records/mediators-proposal/proposal-slice.ts';
import { UNDETERMINED } from '../design/languages.ts';

/** What is still to be mended in one text of several before they can be put. */
export interface TextToPutProblems {
  readonly title?: 'too-long';
  readonly text?: 'missing' | 'too-long';
  /** `unnamed`: where there are several, each has to say which it is. */
  readonly language?: 'twice' | 'unnamed';
}

/** For each text its problems; for one with none, an empty one. */
export function textToPutProblems(texts: readonly ProposedText[]): readonly TextToPutProblems[] {
  return texts.map(({ language, title, text }, at) => {
    const isAgain = texts.slice(0, at).some((other) => other.language === language);
    const isUnnamed = texts.length > 1 && language === UNDETERMINED;
    const isLong = utf8(text.trim()).length > PROPOSED_TEXT_BYTES_MAX;
    return {
      ...(utf8(title.trim()).length > TITLE_BYTES_MAX && { title: 'too-long' as const }),
      ...(text.trim() === '' ? { text: 'missing' as const } : isLong && { text: 'too-long' as const }),
      ...(isUnnamed ? { language: 'unnamed' as const } : isAgain && { language: 'twice' as const }),
    };
  });
}
