import type { ChannelId, SeatId } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import type { CommitChanges, Committed, Device, GroupState, Mls, Processed } from '../../src/protocol/mls/mls.ts';

export const everyone = () => true;

export function id<T extends ChannelId | SeatId>(of: number): T {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(12, of);
  return bytes as T;
}

export const CHANNEL = id<ChannelId>(0xc4a);

export function charter(of: number): Uint8Array {
  return Uint8Array.of(0xc0, of >> 8, of & 0xff);
}

/** One channel's group, each member's state by its place here. Member 0 founded it. */
export interface TestGroup {
  readonly mls: Mls;
  readonly devices: Device[];
  readonly states: GroupState[];
}

export async function foundGroup(mls: Mls): Promise<TestGroup> {
  const device = await mls.createDevice({ seatId: id(1) });
  const state = await mls.createGroup({ channelId: CHANNEL, device, charter: charter(0) });
  return { mls, devices: [device], states: [state] };
}

export async function groupOf(mls: Mls, size: number): Promise<TestGroup> {
  const group = await foundGroup(mls);
  if (size === 1) return group;
  const devices = await Promise.all(
    Array.from({ length: size - 1 }, (_, at) => mls.createDevice({ seatId: id(at + 2) })),
  );
  await admit(group, 0, devices, charter(1));
  return group;
}

/** One member's commit, followed by every other. */
export async function commitAll(group: TestGroup, by: number, changes: CommitChanges): Promise<Committed> {
  const { mls, states } = group;
  const made = await mls.commit(states[by] as GroupState, changes);
  for (const [at, state] of states.entries()) {
    if (at === by) states[at] = made.next;
    else states[at] = applied(await mls.process(state, made.message, { judge: everyone }));
  }
  return made;
}

export async function admit(
  group: TestGroup,
  by: number,
  devices: readonly Device[],
  newCharter?: Uint8Array,
): Promise<void> {
  const add = devices.map(({ keyPackage }) => keyPackage);
  const made = await commitAll(group, by, newCharter === undefined ? { add } : { add, charter: newCharter });
  for (const device of devices) {
    group.states.push(await group.mls.joinByWelcome(made.welcome as Uint8Array, device));
    group.devices.push(device);
  }
}

export function applied(processed: Processed): GroupState {
  if (processed.kind === 'applied') return processed.next;
  throw new Error(processed.kind === 'refused' ? `${processed.reason}: ${processed.detail}` : processed.kind);
}

export async function exported(mls: Mls, state: GroupState): Promise<string> {
  return toHex(await mls.exporter(state, 'test', mls.treeHash(state), 32));
}

/** The one exported secret of all these states, or an error. */
export async function agreed(mls: Mls, states: readonly GroupState[]): Promise<string> {
  const secrets = new Set(await Promise.all(states.map((state) => exported(mls, state))));
  const [only] = secrets;
  if (only === undefined || secrets.size !== 1) throw new Error(`${secrets.size} exported secrets among members`);
  return only;
}
