/**
 * Whether an object of the JSON `text` names a field twice, given the value that it was parsed to.
 *
 * JSON.parse keeps the last one silently, another reader may show the first: a file must not read in two ways.
 */
export function hasRepeatedMember(text: string, value: unknown): boolean {
  return membersOf(text) !== membersIn(value);
}

/** Colons outside of strings: one a field. */
function membersOf(text: string): number {
  let members = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') inString = !inString;
    else if (char === '\\') at += 1;
    else if (char === ':' && !inString) members += 1;
  }
  return members;
}

function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values: unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : values.length;
  return values.reduce<number>((sum, each) => sum + membersIn(each), own);
}
