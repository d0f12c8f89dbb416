import { ChannelRecord } from '../../src/client/record/channel-record.ts';
import { restoreYoungRecord } from '../../src/client/record/keep-record.ts';
import type { Reading } from '../../src/client/record/reading.ts';
import type { ViolationKind } from '../../src/client/record/violation.ts';
import type { Seat } from '../../src/client/seat.ts';
import { seatKeys } from '../../src/client/seat-identity.ts';
import type { Person } from './house.ts';

export interface Heard {
  readonly heard: readonly string[];
  readonly violations: readonly ViolationKind[];
  readonly readings: readonly Reading[];
  readonly record: ChannelRecord;
}

/** Another copy of this person's record, from where it was seated. For a seat that made no commit of its own. */
export function recordAsSeated(person: Person, seat: Seat): ChannelRecord {
  const { mls } = person;
  const { channel } = seat.identity;
  const past = person.disk.past.get(seatKeys(channel).checkpoint) ?? [];
  const parts = past
    .map((kept) => restoreYoungRecord(mls, seat.identity, kept))
    .find(({ phase }) => phase === 'seated');
  if (parts === undefined) throw new Error('this seat was never seated');
  return new ChannelRecord({ mls, clock: () => person.clock(), channel, seat: seat.seatId, keys: seat.keys }, parts);
}

/**
 * What this person's device would make of these items, had it been told them instead. `items` are those of the whole
 * record.
 */
export async function readAs(person: Person, seat: Seat, items: readonly Uint8Array[]): Promise<Heard> {
  const record = recordAsSeated(person, seat);
  const readings = await record.read(record.cursor, items.slice(record.cursor));
  const { order, byEntry } = record.room.statements;
  return {
    heard: order.map((entry) => byEntry[entry]?.text ?? ''),
    violations: readings.flatMap((each) => (each.kind === 'violation' ? [each.violation.kind] : [])),
    readings,
    record,
  };
}
