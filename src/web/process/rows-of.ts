/** Room that something takes on a line: from the one place to the other. */
export interface Room {
  readonly from: number;
  readonly until: number;
  /** Stands as near to the first row as it can, whatever began before it. */
  readonly isFirst?: boolean;
}

/** In which row each stands, so that none covers another: the first row that has its room free. */
export function rowsOf(rooms: readonly Room[]): readonly number[] {
  const taken: Room[][] = [];
  const rows = new Map<Room, number>();
  const isFree = (row: readonly Room[], { from, until }: Room) =>
    row.every((other) => other.until <= from || other.from >= until);
  for (const room of [...rooms].sort((a, b) => Number(!a.isFirst) - Number(!b.isFirst) || a.from - b.from)) {
    const free = taken.findIndex((row) => isFree(row, room));
    const row = free < 0 ? taken.length : free;
    taken[row] = [...(taken[row] ?? []), room];
    rows.set(room, row);
  }
  return rooms.map((room) => rows.get(room) ?? 0);
}
