import type { IdText } from '../../records/timeline.ts';

/** A part of a projection that is kept by the entries that began it. */
interface ByEntry<View> {
  readonly order: readonly IdText[];
  readonly byEntry: Readonly<Record<IdText, View>>;
}

/** What stands there, in the record's order, each with the entry that it is known by. */
export function inOrder<View>({ order, byEntry }: ByEntry<View>): readonly (readonly [key: IdText, view: View])[] {
  return order.flatMap((key) => {
    const view = byEntry[key];
    return view === undefined ? [] : [[key, view] as const];
  });
}
