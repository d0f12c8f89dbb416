import type { IdText } from '../../records/timeline.ts';

/** What of a room says which process it is of. */
export interface RoomOfProcess {
  readonly channel: IdText;
  readonly parties: Readonly<Record<IdText, { readonly name: string; readonly secretariat: boolean }>>;
}

/**
 * Puts rooms together that share a party: a party has one id in all rooms of a process, and ids are random, so nothing
 * else shares one. The key is the secretariat's id, or the smallest where there is none; it never leaves the device.
 */
export function processKeys(rooms: readonly RoomOfProcess[]): ReadonlyMap<IdText, IdText> {
  const leader = new Map<IdText, IdText>();
  const find = (party: IdText): IdText => {
    const above = leader.get(party);
    if (above === undefined || above === party) return party;
    const top = find(above);
    leader.set(party, top);
    return top;
  };
  for (const { parties } of rooms) {
    const [first, ...others] = Object.keys(parties);
    for (const other of others) if (first !== undefined) leader.set(find(other), find(first));
  }
  const groups = Map.groupBy(
    rooms.flatMap(({ parties }) => Object.entries(parties)),
    ([party]) => find(party),
  );
  const keyOf = (party: IdText): IdText => {
    const members = groups.get(find(party)) ?? [];
    const secretariats = members.filter(([, { secretariat }]) => secretariat).map(([id]) => id);
    const ids = secretariats.length > 0 ? secretariats : members.map(([id]) => id);
    return ids.sort()[0] as IdText;
  };
  return new Map(
    rooms.map(({ channel, parties }) => {
      const [first] = Object.keys(parties);
      return [channel, first === undefined ? channel : keyOf(first)];
    }),
  );
}

/** What a process is called where nobody has named it: its parties', without the secretariat. */
export function nameByParties(rooms: readonly RoomOfProcess[]): string {
  const names = new Map<IdText, string>();
  for (const { parties } of rooms) {
    for (const [party, { name, secretariat }] of Object.entries(parties)) if (!secretariat) names.set(party, name);
  }
  return [...names.values()].join(' · ');
}
