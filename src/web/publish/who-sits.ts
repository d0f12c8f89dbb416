import type { RoomSlice } from '../../records/seat/room-slice.ts';

/** An attribute and how many have it, as it was vouched for. */
export interface CountedAttribute {
  readonly attribute: string;
  readonly count: number;
  /** So few have it that it comes near to naming them. */
  readonly isTelling: boolean;
}

export interface WhoSits {
  /** Seats of the parties: the mediator's own team is none. */
  readonly people: number;
  /** Those that most have, first. Told apart as they are written, upper and lower case alike. */
  readonly attributes: readonly CountedAttribute[];
}

/** With fewer than these, an attribute points at people. */
const PEOPLE_TO_HIDE_AMONG = 3;

/**
 * What could be told of a room without telling who: counted from what was vouched for in it. A text that says so goes
 * through the parties' consent like any other.
 */
export function whoSits({ seats, parties }: Pick<RoomSlice, 'seats' | 'parties'>): WhoSits {
  const present = Object.values(seats).filter(
    ({ leftAt, party }) => leftAt === null && parties[party]?.secretariat !== true,
  );
  const counted = new Map<string, { attribute: string; count: number }>();
  for (const { attributes } of present) {
    const own = new Map(attributes.map((attribute) => [attribute.toLocaleLowerCase(), attribute]));
    for (const [key, attribute] of own) {
      const known = counted.get(key) ?? { attribute, count: 0 };
      counted.set(key, { ...known, count: known.count + 1 });
    }
  }
  const attributes = [...counted.values()]
    .map((each) => ({ ...each, isTelling: each.count < PEOPLE_TO_HIDE_AMONG }))
    .sort((a, b) => b.count - a.count || (a.attribute < b.attribute ? -1 : 1));
  return { people: present.length, attributes };
}
