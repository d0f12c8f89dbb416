import type { ChannelId, SeatId } from '../src/base/ids.ts';
import type { GroupState, Mls } from '../src/protocol/mls/mls.ts';
import { createMls } from '../src/protocol/mls/ts-mls/create-mls.ts';
import { type Row, timesOf } from './row.ts';

/** What ts-mls 1.6.4 took on the reference machine, in ms, with the two faults that keep it from working mended. */
const REFERENCE = {
  'add one': { 10: 13, 50: 30, 250: 104, 1000: 686 },
  'join by Welcome': { 10: 18, 50: 52, 250: 192, 1000: 1122 },
  update: { 10: 30, 50: 71, 250: 239, 1000: 1305 },
  'external join': { 10: 17, 50: 68, 250: 274, 1000: 1551 },
} as const;
const ALLOWANCE = 1.5;

const REPETITIONS = { 10: 9, 50: 7, 250: 3, 1000: 3 } as const;
type Seats = keyof typeof REPETITIONS;

export async function run(): Promise<Row[]> {
  const mls = await createMls();
  const rows: Row[] = [];
  for (const seats of [10, 50, 250, 1000] as const) rows.push(...(await measure(mls, seats)));
  return rows;
}

/**
 * On a cold tree: all were added at once and only the founder's path is filled, so that a new path is encrypted
 * to every leaf, and whoever joins has parent hashes to check for each.
 */
async function measure(mls: Mls, seats: Seats): Promise<Row[]> {
  const state = await groupOf(mls, seats);
  const joiner = await mls.createDevice({ seatId: seat(seats + 1) });
  const { welcome } = await mls.commit(state, { add: [joiner.keyPackage] });
  const groupInfo = await mls.groupInfo(state);
  const measured: [keyof typeof REFERENCE, () => Promise<unknown>][] = [
    ['add one', () => mls.commit(state, { add: [joiner.keyPackage] })],
    ['join by Welcome', () => mls.joinByWelcome(welcome as Uint8Array, joiner)],
    ['update', () => mls.commit(state, {})],
    ['external join', () => mls.externalCommit({ groupInfo, device: joiner })],
  ];
  const rows: Row[] = [];
  for (const [what, operation] of measured) {
    const median_ms = await median(REPETITIONS[seats], operation);
    rows.push(timesOf(`MLS: ${what}, ${seats} seats`, 'ms', median_ms, REFERENCE[what][seats], { atMost: ALLOWANCE }));
  }
  return rows;
}

async function groupOf(mls: Mls, seats: number): Promise<GroupState> {
  const device = await mls.createDevice({ seatId: seat(1) });
  const channelId = crypto.getRandomValues(new Uint8Array(16)) as Uint8Array as ChannelId;
  const founded = await mls.createGroup({ channelId, device, charter: new Uint8Array(1000) });
  const add: Uint8Array[] = [];
  for (let n = 2; n <= seats; n++) add.push((await mls.createDevice({ seatId: seat(n) })).keyPackage);
  return (await mls.commit(founded, { add, charter: new Uint8Array(1000) })).next;
}

function seat(n: number): SeatId {
  const id = new Uint8Array(16);
  new DataView(id.buffer).setUint32(12, n);
  return id as SeatId;
}

async function median(repetitions: number, operation: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < repetitions; n++) {
    const start = performance.now();
    await operation();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(repetitions / 2)] as number;
}
