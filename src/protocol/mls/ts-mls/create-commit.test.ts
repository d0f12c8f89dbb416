import { beforeAll, describe, expect, test } from 'vitest';
import {
  admit,
  agreed,
  charter,
  commitAll,
  everyone,
  foundGroup,
  groupOf,
  id,
} from '../../../../test/support/mls-group.ts';
import type { GroupState, LeafIndex, Mls } from '../mls.ts';
import { createMls } from './create-mls.ts';
import { leafAt } from './group-profile.ts';
import { fromState } from './opaque-state.ts';

let mls: Mls;
beforeAll(async () => {
  mls = await createMls();
});

describe('members commit', () => {
  test('twelve join one by one by pure Adds', async () => {
    const group = await foundGroup(mls);
    for (let seat = 2; seat <= 12; seat++) {
      await admit(group, (seat * 5) % group.states.length, [await mls.createDevice({ seatId: id(seat) })]);
      await agreed(mls, group.states);
    }
    expect(mls.leaves(group.states[3] as GroupState).map(({ seatId }) => seatId[15])).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });

  test('twelve join one by one, each with a new charter, so that every Add has a path', async () => {
    const group = await foundGroup(mls);
    for (let seat = 2; seat <= 12; seat++) {
      await admit(group, 0, [await mls.createDevice({ seatId: id(seat) })], charter(seat));
      await agreed(mls, group.states);
    }
  });

  test('they join after updates, so that leaves stand unmerged under some parents and not under others', async () => {
    const group = await groupOf(mls, 8);
    await commitAll(group, 7, {});
    for (const [seat, by] of [
      [9, 1],
      [10, 3],
      [11, 8],
      [12, 5],
    ] as const) {
      await admit(group, 0, [await mls.createDevice({ seatId: id(seat) })]);
      await commitAll(group, by, {});
    }
    group.states.splice(2, 1);
    await commitAll(group, 0, { remove: [2 as LeafIndex] });
    await admit(group, 0, [await mls.createDevice({ seatId: id(13) })]);
    await commitAll(group, 1, {});
    await admit(group, 0, [await mls.createDevice({ seatId: id(14) })]);
    await agreed(mls, group.states);
  });

  test('a new charter with a removal, whose path every survivor can open', async () => {
    const group = await groupOf(mls, 4);
    const [gone] = group.states.splice(2, 1);
    const made = await commitAll(group, 0, { remove: [2 as LeafIndex], charter: charter(7) });
    await agreed(mls, group.states);
    expect(mls.charter(group.states[2] as GroupState)).toEqual(charter(7));
    expect(await mls.process(gone as GroupState, made.message, { judge: everyone })).toMatchObject({ kind: 'removed' });
  });

  test('a charter alone, or nothing at all, brings new keys', async () => {
    const group = await groupOf(mls, 3);
    for (const changes of [{ charter: charter(2) }, { charter: charter(2) }, {}]) {
      const before = leafAt(fromState(group.states[1] as GroupState).ratchetTree, 1);
      await commitAll(group, 1, changes);
      await agreed(mls, group.states);
      const after = leafAt(fromState(group.states[0] as GroupState).ratchetTree, 1);
      expect(after?.hpkePublicKey).not.toEqual(before?.hpkePublicKey);
    }
  });

  test('adds, removes and a charter at once; the summary says where the new ones stand', async () => {
    const group = await groupOf(mls, 5);
    const devices = await Promise.all([21, 22, 23].map((seat) => mls.createDevice({ seatId: id(seat) })));
    group.states.splice(1, 1);
    group.states.splice(2, 1);
    const made = await commitAll(group, 0, {
      add: devices.map(({ keyPackage }) => keyPackage),
      remove: [1, 3] as LeafIndex[],
      charter: charter(3),
      authenticatedData: Uint8Array.of(9, 9),
    });
    const joined = await Promise.all(devices.map((device) => mls.joinByWelcome(made.welcome as Uint8Array, device)));
    await agreed(mls, [...group.states, ...joined]);
    expect(made.commit).toEqual({
      epoch: 1,
      committer: { ...mls.leaves(made.next)[0], external: false },
      added: [1, 3, 5].map((at) => mls.leaves(made.next)[at]),
      removed: [1, 3].map((at) => ({
        leafIndex: at,
        seatId: id(at + 1),
        signaturePublicKey: group.devices[at]?.signaturePublicKey,
      })),
      charterBefore: charter(1),
      charterAfter: charter(3),
      pskIds: [],
      authenticatedData: Uint8Array.of(9, 9),
    });
    expect(joined.map((state) => mls.ownLeafIndex(state))).toEqual([1, 3, 5]);
  });

  test('the committer’s own state stays: a losing commit is simply forgotten', async () => {
    const group = await groupOf(mls, 3);
    const kept = mls.serialise(group.states[1] as GroupState);
    await mls.commit(group.states[1] as GroupState, { charter: charter(5) });
    expect(mls.serialise(group.states[1] as GroupState)).toEqual(kept);
    await commitAll(group, 2, { charter: charter(6) });
    await commitAll(group, 1, { charter: charter(5) });
    await agreed(mls, group.states);
  });

  test('refuses what no channel allows', async () => {
    const { states } = await groupOf(mls, 2);
    const state = states[0] as GroupState;
    const refuses = async (code: string, changes: Parameters<Mls['commit']>[1]) =>
      expect(mls.commit(state, changes)).rejects.toMatchObject({ code });
    await refuses('BAD_LEAF', { remove: [0 as LeafIndex] });
    await refuses('BAD_LEAF', { remove: [7 as LeafIndex] });
    await refuses('BAD_LEAF', { remove: [(2 ** 31) as LeafIndex] });
    await refuses('CHARTER_TOO_LARGE', { charter: new Uint8Array(256 * 1024 + 1) });
    await refuses('BAD_KEY_PACKAGE', { add: [new Uint8Array(40)] });
    const device = await mls.createDevice({ seatId: id(9) });
    await refuses('FAILED', { add: [device.keyPackage, device.keyPackage] });
  });

  test('a charter of the full size goes round', async () => {
    const group = await groupOf(mls, 3);
    const large = crypto.getRandomValues(new Uint8Array(65536));
    const full = new Uint8Array(256 * 1024).map((_, at) => large[at % 65536] as number);
    await commitAll(group, 0, { charter: full });
    await admit(group, 1, [await mls.createDevice({ seatId: id(8) })], full);
    expect(mls.charter(group.states[3] as GroupState)).toEqual(full);
  });
});
