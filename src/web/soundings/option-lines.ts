import { utf8 } from '../../base/bytes.ts';
import { OPTION_BYTES_MAX, OPTIONS_MAX } from '../../records/sounding/limits.ts';

/** Options as they are typed, one a line; `undefined` where they are too few, too many, too long or the same. */
export function optionLines(text: string, least: number): readonly string[] | undefined {
  const options = text
    .split('\n')
    .map((line) => line.trim().normalize('NFC'))
    .filter((line) => line !== '');
  const isGood =
    options.length >= least &&
    options.length <= OPTIONS_MAX &&
    new Set(options).size === options.length &&
    options.every((option) => utf8(option).length <= OPTION_BYTES_MAX);
  return isGood ? options : undefined;
}
