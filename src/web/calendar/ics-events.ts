import { ICS_EVENT_CHARS_MAX } from './limits.ts';

/**
 * The VEVENT blocks of a calendar file, each from BEGIN to END, with what stands within it. They are taken apart before
 * they are read, so that one that is broken costs itself and no other. `undefined` where there is no calendar.
 *
 * `broken` counts those that never end or are longer than any that a person wrote.
 */
export function icsEvents(text: string): { readonly blocks: readonly string[]; readonly broken: number } | undefined {
  const lines = text.replace(/^\ufeff/u, '').split(/\r\n|\n|\r/u);
  const first = lines.find((line) => line.trim() !== '');
  if (first === undefined || !/^BEGIN:VCALENDAR\s*$/iu.test(first)) return undefined;

  const blocks: string[] = [];
  let broken = 0;
  let block: string[] | undefined;
  for (const line of lines) {
    // A line that is folded goes on with a space: it begins nothing.
    if (/^BEGIN:VEVENT\s*$/iu.test(line)) {
      if (block !== undefined) broken += 1;
      block = [];
    }
    block?.push(line);
    if (block === undefined || !/^END:VEVENT\s*$/iu.test(line)) continue;
    const joined = block.join('\r\n');
    if (joined.length <= ICS_EVENT_CHARS_MAX) blocks.push(joined);
    else broken += 1;
    block = undefined;
  }
  return { blocks, broken: broken + (block === undefined ? 0 : 1) };
}
