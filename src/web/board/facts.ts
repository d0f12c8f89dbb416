import { hasSecretariat } from '../../records/authority.ts';
import type { FactStatuses, FactView } from '../../records/fact/fact-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RoomView } from '../engine/room-view.ts';

export const AUDIENCES = ['room', 'otherRooms', 'principals', 'press', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

export interface FactLine {
  readonly fact: IdText;
  readonly view: FactView;
}

/** In the order in which they came. */
export function factsOf({ projection: { facts } }: Pick<RoomView, 'projection'>): readonly FactLine[] {
  return facts.order.flatMap((fact) => {
    const view = facts.byId[fact];
    return view === undefined ? [] : [{ fact, view }];
  });
}

/** The board is the secretariat's to keep; where none sits in the room, a steward's. */
export function mayKeepBoard({ me, projection }: Pick<RoomView, 'me' | 'projection'>): boolean {
  if (me.leftAt !== null) return false;
  if (!hasSecretariat(projection)) return me.role === 'steward';
  return projection.room.parties[me.party]?.secretariat === true;
}

export const SUGGESTED_FACTS = [
  'existence',
  'place',
  'dates',
  'start',
  'participants',
  'agenda',
  'mandate',
  'texts',
] as const;
export type SuggestedFact = (typeof SUGGESTED_FACTS)[number];

/** Those that are not there yet, by their words. */
export function suggestedFacts(
  lines: readonly FactLine[],
  titleOf: (suggested: SuggestedFact) => string,
): readonly SuggestedFact[] {
  const there = new Set(lines.map(({ view }) => view.title.toLocaleLowerCase()));
  return SUGGESTED_FACTS.filter((suggested) => !there.has(titleOf(suggested).toLocaleLowerCase()));
}

/** A new line begins closed: what was said by mistake is not taken back. */
export const CLOSED: FactStatuses = {
  room: 'disclosed',
  otherRooms: 'withheld',
  principals: 'disclosed',
  press: 'withheld',
  public: 'withheld',
};

export interface FactChange {
  readonly position: number;
  readonly time: number | null;
  readonly by: IdText | undefined;
  /** Whose status became another one; empty for the line's beginning, and where only its words changed. */
  readonly changed: readonly { readonly audience: Audience; readonly to: FactStatuses[Audience] }[];
  readonly isFirst: boolean;
}

/** How a line became what it is, the newest first. */
export function historyOf(
  { projection: { entries } }: Pick<RoomView, 'projection'>,
  view: FactView,
): readonly FactChange[] {
  const byPosition = new Map(Object.values(entries).map((entry) => [entry.position, entry]));
  return view.changes
    .map(({ position, statuses }, index): FactChange => {
      const before = view.changes[index - 1]?.statuses;
      const entry = byPosition.get(position);
      const changed =
        before === undefined
          ? []
          : AUDIENCES.filter((audience) => before[audience] !== statuses[audience]).map((audience) => ({
              audience,
              to: statuses[audience],
            }));
      return {
        position,
        time: entry?.time ?? null,
        by: entry?.seat ?? undefined,
        changed,
        isFirst: before === undefined,
      };
    })
    .reverse();
}
