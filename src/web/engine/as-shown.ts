// A control character is seen by nobody. Overrides and embeddings make a line read as another, and a stray isolate ends
// the one that the app sets around a name. Marks of direction stay: scripts from right to left need them.
const NOT_SHOWN = /[^\P{Cc}\n\t\r]|[\u202a-\u202e\u2066-\u2069]/u;
const ALL_NOT_SHOWN = new RegExp(NOT_SHOWN, 'gu');

/**
 * A value as pages are given it: every text of it without characters that are not seen and change how the rest reads.
 * Names, titles and words are their authors' choice, and each is shown beside those of others. The record keeps them.
 *
 * What needs no change is handed on as it is.
 */
export function asShown<T>(value: T): T {
  return shown(value) as T;
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return NOT_SHOWN.test(value) ? value.replace(ALL_NOT_SHOWN, '') : value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Array.isArray(value) ? shownList(value) : shownFields(value as Record<string, unknown>);
}

function shownList(list: readonly unknown[]): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (const [at, item] of list.entries()) {
    const one = shown(item);
    if (one === item) continue;
    changed ??= [...list];
    changed[at] = one;
  }
  return changed ?? list;
}

function shownFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let changed: Record<string, unknown> | undefined;
  for (const key in fields) {
    const one = shown(fields[key]);
    if (one === fields[key]) continue;
    changed ??= { ...fields };
    changed[key] = one;
  }
  return changed ?? fields;
}
