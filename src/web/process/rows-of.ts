/** Room that something takes on a line: from the one place to the other. */
export interface Room {
  readonly from: number;
  readonly until: number;
}

/** In which row each stands, so that none covers another: the first row that is free where it begins. */
export function rowsOf(rooms: readonly Room[]): readonly number[] {
  const freeFrom: number[] = [];
  const rows = new Map<Room, number>();
  for (const room of [...rooms].sort((a, b) => a.from - b.from)) {
    const free = freeFrom.findIndex((from) => from <= room.from);
    const row = free < 0 ? freeFrom.length : free;
    freeFrom[row] = room.until;
    rows.set(room, row);
  }
  return rooms.map((room) => rows.get(room) ?? 0);
}
