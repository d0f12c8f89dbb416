import { utf8 } from '../../base/bytes.ts';

/** What is wrong with a line that somebody typed: limits count bytes, since that is what is sealed. */
export function textFault(
  text: string,
  { max, isOptional = false }: { readonly max: number; readonly isOptional?: boolean },
): 'empty' | 'too-long' | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return isOptional ? undefined : 'empty';
  return utf8(trimmed).length > max ? 'too-long' : undefined;
}
