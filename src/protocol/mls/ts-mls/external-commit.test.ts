import { beforeAll, describe, expect, test } from 'vitest';
import { agreed, applied, charter, everyone, groupOf, id, type TestGroup } from '../../../../test/support/mls-group.ts';
import { utf8 } from '../../../base/bytes.ts';
import type { ExternalCommitRequest, GroupState, LeafIndex, Mls } from '../mls.ts';
import { createMls } from './create-mls.ts';
import { parseGroupInfo } from './group-info.ts';

const psk = { id: utf8('epoch 1'), secret: new Uint8Array(32).fill(7) };
const findPsk = () => psk.secret;

let mls: Mls;
beforeAll(async () => {
  mls = await createMls();
});

async function rejoin({ states }: TestGroup, seat: number, more: Partial<ExternalCommitRequest> = {}) {
  const groupInfo = await mls.groupInfo(states[0] as GroupState);
  const device = await mls.createDevice({ seatId: id(seat) });
  return mls.externalCommit({ groupInfo, device, psk, ...more });
}

describe('a device joins by external commit', () => {
  test('takes the place of the leaf that was named, of two of its seat, and everyone agrees', async () => {
    const group = await groupOf(mls, 6);
    const twin = await rejoin(group, 3);
    const states = await Promise.all(
      group.states.map(async (state) => applied(await mls.process(state, twin.message, { judge: everyone, findPsk }))),
    );
    states.push(twin.next);
    const twins = mls.leaves(twin.next).filter(({ seatId }) => seatId[15] === 3);
    expect(twins.map(({ leafIndex }) => leafIndex)).toEqual([2, 6]);

    const again = await rejoin({ ...group, states }, 3, { replace: 6 as LeafIndex, authenticatedData: utf8('seat') });
    expect(again.commit).toMatchObject({
      committer: { leafIndex: 6, external: true },
      removed: [twins[1]],
      pskIds: [psk.id],
      authenticatedData: utf8('seat'),
    });
    expect(again.commit.added).toEqual([mls.leaves(again.next)[6]]);
    const replaced = states.pop() as GroupState;
    expect(await mls.process(replaced, again.message, { judge: everyone, findPsk })).toEqual({
      kind: 'removed',
      commit: again.commit,
    });
    for (const [at, state] of states.entries()) {
      const processed = await mls.process(state, again.message, { judge: everyone, findPsk });
      expect(processed).toMatchObject({ kind: 'applied', commit: again.commit });
      states[at] = applied(processed);
    }
    await agreed(mls, [...states, again.next]);
  });

  test('is refused by those without the pre-shared key, or with another', async () => {
    const group = await groupOf(mls, 3);
    const { message } = await rejoin(group, 2, { replace: 1 as LeafIndex });
    const state = group.states[2] as GroupState;
    expect(await mls.process(state, message, { judge: everyone })).toMatchObject({ reason: 'UNKNOWN_PSK' });
    expect(await mls.process(state, message, { judge: everyone, findPsk: () => new Uint8Array(32) })).toMatchObject({
      reason: 'INVALID',
    });
    const bare = await mls.externalCommit({
      groupInfo: await mls.groupInfo(group.states[0] as GroupState),
      device: await mls.createDevice({ seatId: id(2) }),
    });
    const judge = ({ pskIds }: { pskIds: readonly Uint8Array[] }) => pskIds.length === 1;
    expect(await mls.process(state, bare.message, { judge, findPsk })).toMatchObject({ reason: 'REJECTED_BY_JUDGE' });
    applied(await mls.process(state, message, { judge, findPsk }));
  });

  test('cannot take the place of another seat', async () => {
    const group = await groupOf(mls, 3);
    await expect(rejoin(group, 2, { replace: 2 as LeafIndex })).rejects.toMatchObject({ code: 'BAD_LEAF' });
    await expect(rejoin(group, 2, { replace: 9 as LeafIndex })).rejects.toMatchObject({ code: 'BAD_LEAF' });
  });

  test('a GroupInfo tells what it is for, and carries external_pub as a vector', async () => {
    const { states } = await groupOf(mls, 3);
    const bytes = await mls.groupInfo(states[1] as GroupState);
    expect(mls.readGroupInfo(bytes)).toEqual({
      channelId: mls.channelId(states[1] as GroupState),
      epoch: 1,
      confirmationTag: mls.confirmationTag(states[0] as GroupState),
      treeHash: mls.treeHash(states[0] as GroupState),
      charter: charter(1),
      leaves: mls.leaves(states[2] as GroupState),
      signer: 1,
    });
    const externalPub = parseGroupInfo(bytes).groupInfo.extensions.find(
      ({ extensionType }) => extensionType === 'external_pub',
    );
    expect(externalPub?.extensionData.length).toBe(33);
    expect(externalPub?.extensionData[0]).toBe(32);
  });

  test('a GroupInfo that was altered is refused', async () => {
    const { states } = await groupOf(mls, 3);
    const bytes = await mls.groupInfo(states[1] as GroupState);
    const device = await mls.createDevice({ seatId: id(9) });
    for (let at = 0; at < bytes.length; at += 13) {
      const altered = bytes.slice();
      altered[at] = (altered[at] as number) ^ 0x10;
      await expect(mls.externalCommit({ groupInfo: altered, device, psk })).rejects.toMatchObject({
        code: 'BAD_GROUP_INFO',
      });
    }
  });
});
