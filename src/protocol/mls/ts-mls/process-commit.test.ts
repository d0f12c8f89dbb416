import fc from 'fast-check';
import {
  type CiphersuiteImpl,
  createApplicationMessage,
  createProposal,
  defaultCapabilities,
  encodeMlsMessage,
  generateKeyPackage,
  type Proposal,
} from 'ts-mls';
import { beforeAll, describe, expect, test } from 'vitest';
import { attackOfRemoved, commitUnchecked, commitWithoutPath } from '../../../../test/support/hostile-member.ts';
import { agreed, applied, charter, commitAll, everyone, groupOf, id } from '../../../../test/support/mls-group.ts';
import type { GroupState, LeafIndex, Mls, Processed, RefusalReason } from '../mls.ts';
import { createCipherSuite } from './cipher-suite.ts';
import { createMls } from './create-mls.ts';
import { readKeyPackage } from './device.ts';
import { CAPABILITIES, charterExtension, leafAt, UNLIMITED } from './group-profile.ts';
import { fromState } from './opaque-state.ts';

let mls: Mls;
let suite: CiphersuiteImpl;
beforeAll(async () => {
  mls = await createMls();
  suite = await createCipherSuite();
});

const judge = everyone;
const remove = (removed: number): Proposal => ({ proposalType: 'remove', remove: { removed } });
const newCharter = (extensions = [charterExtension(charter(9))]): Proposal => ({
  proposalType: 'group_context_extensions',
  groupContextExtensions: { extensions },
});
const credential = (seat: number) => ({ credentialType: 'basic' as const, identity: id(seat) as Uint8Array });

function states(group: { states: GroupState[] }, ...at: number[]): GroupState[] {
  return at.map((each) => group.states[each] as GroupState);
}

/** Refused for this reason, and the state neither changed nor lost its use. */
async function refuses(state: GroupState, message: Uint8Array, reason: RefusalReason): Promise<void> {
  const before = mls.serialise(state);
  const processed = await mls.process(state, message, { judge });
  expect(processed).toMatchObject({ kind: 'refused', reason });
  expect(mls.serialise(state)).toEqual(before);
}

describe('a commit is refused', () => {
  test('without a path where RFC 9420 demands one', async () => {
    const [by, other] = states(await groupOf(mls, 3), 0, 1) as [GroupState, GroupState];
    for (const proposals of [[newCharter()], [newCharter([charterExtension(charter(1))])], [remove(2)], []]) {
      await refuses(other, await commitWithoutPath(suite, by, proposals), 'NO_PATH');
    }
  });

  test('with any proposal that our channels do not know', async () => {
    const [by, other] = states(await groupOf(mls, 3), 0, 1) as [GroupState, GroupState];
    const psk: Proposal = {
      proposalType: 'psk',
      psk: { preSharedKeyId: { psktype: 'external', pskId: Uint8Array.of(1), pskNonce: new Uint8Array(32) } },
    };
    const { groupContext } = fromState(by);
    const reinit: Proposal = {
      proposalType: 'reinit',
      reinit: { groupId: id(5), version: 'mls10', cipherSuite: groupContext.cipherSuite, extensions: [] },
    };
    const custom = { proposalType: 0xf0c2, proposalData: Uint8Array.of(1) } as unknown as Proposal;
    for (const proposals of [[reinit], [custom, remove(2)], [newCharter([])], [newCharter([...twoCharters()])]]) {
      await refuses(other, await commitUnchecked(suite, by, proposals), 'UNSUPPORTED_PROPOSAL');
    }
    const known = await mls.process(other, await commitUnchecked(suite, by, [psk, remove(2)]), {
      judge,
      findPsk: () => new Uint8Array(32),
    });
    expect(known).toMatchObject({ kind: 'refused', reason: 'UNSUPPORTED_PROPOSAL' });
  });

  test('by reference, and proposals or application messages by themselves', async () => {
    const [by, other] = states(await groupOf(mls, 3), 0, 1) as [GroupState, GroupState];
    const proposed = await createProposal(fromState(by), false, remove(2), suite);
    await refuses(other, encodeMlsMessage(proposed.message), 'INVALID');
    const byReference = await commitUnchecked(suite, by, [], () => proposed.newState);
    await refuses(other, byReference, 'INVALID');
    const { privateMessage } = await createApplicationMessage(fromState(by), Uint8Array.of(1), suite);
    await refuses(
      other,
      encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage }),
      'INVALID',
    );
    await refuses(other, await mls.groupInfo(by), 'INVALID');
  });

  test('if the committer’s new leaf is another seat’s, or says that it can do less', async () => {
    const [by, other] = states(await groupOf(mls, 3), 0, 1) as [GroupState, GroupState];
    const own = leafAt(fromState(by).ratchetTree, 0);
    if (own === undefined) throw new Error('no leaf');
    for (const change of [{ credential: credential(2) }, { capabilities: { ...CAPABILITIES, extensions: [] } }]) {
      const message = await commitUnchecked(suite, by, [], (client) => {
        const ratchetTree = client.ratchetTree.slice();
        ratchetTree[0] = { nodeType: 'leaf', leaf: { ...own, ...change } };
        return { ...client, ratchetTree };
      });
      await refuses(other, message, 'INVALID');
    }
  });

  test('if it adds what would keep all later ones from joining', async () => {
    const [by, other] = states(await groupOf(mls, 3), 0, 1) as [GroupState, GroupState];
    const add = async (using = suite, capabilities = CAPABILITIES, identity = credential(9)): Promise<Proposal> => ({
      proposalType: 'add',
      add: {
        keyPackage: (await generateKeyPackage(identity, capabilities, UNLIMITED, [], using)).publicPackage,
      },
    });
    const others = { ...CAPABILITIES, credentials: defaultCapabilities().credentials };
    await refuses(other, await commitUnchecked(suite, by, [await add(suite, others)]), 'INVALID');
    const long = { credentialType: 'basic' as const, identity: new Uint8Array(17) };
    const accepting = (client: ReturnType<typeof fromState>) => ({
      ...client,
      clientConfig: { ...client.clientConfig, authService: { validateCredential: async () => true } },
    });
    await refuses(
      other,
      await commitUnchecked(suite, by, [await add(suite, CAPABILITIES, long)], accepting),
      'INVALID',
    );

    const shared = await suite.hpke.generateKeyPair();
    let calls = 0;
    const hpke = {
      ...suite.hpke,
      generateKeyPair: () => (calls++ % 2 === 1 ? Promise.resolve(shared) : suite.hpke.generateKeyPair()),
    };
    const sameKey = [await add({ ...suite, hpke }), await add({ ...suite, hpke })];
    await refuses(other, await commitUnchecked(suite, by, sameKey), 'INVALID');
  });

  test('of a former epoch, of one to come, of another group, or of one’s own', async () => {
    const group = await groupOf(mls, 3);
    const [by, other] = states(group, 0, 1) as [GroupState, GroupState];
    const first = await mls.commit(by, {});
    await refuses(by, first.message, 'OWN_COMMIT');
    const later = await mls.commit(first.next, {});
    await refuses(other, later.message, 'WRONG_EPOCH');
    await refuses(applied(await mls.process(other, first.message, { judge })), first.message, 'WRONG_EPOCH');
    const stranger = await groupOf(mls, 3);
    await refuses(other, (await mls.commit(stranger.states[0] as GroupState, {})).message, 'INVALID');
  });

  test('by the judge, who sees it all; and the next candidate of the epoch is taken', async () => {
    const group = await groupOf(mls, 4);
    const usurping = await mls.commit(group.states[2] as GroupState, { remove: [1 as LeafIndex], charter: charter(4) });
    const seen: unknown[] = [];
    for (const at of [0, 1, 3]) {
      const before = mls.serialise(group.states[at] as GroupState);
      const processed = await mls.process(group.states[at] as GroupState, usurping.message, {
        judge: async (commit) => {
          seen.push(commit);
          return commit.committer.seatId[15] === 1;
        },
      });
      expect(processed).toMatchObject({ kind: 'refused', reason: 'REJECTED_BY_JUDGE' });
      expect(mls.serialise(group.states[at] as GroupState)).toEqual(before);
    }
    expect(seen).toEqual([usurping.commit, usurping.commit, usurping.commit]);
    await commitAll(group, 0, { charter: charter(5) });
    await agreed(mls, group.states);
  });
});

describe('whoever is removed is told so', () => {
  test('also where another is added in the same leaf by the same commit', async () => {
    const group = await groupOf(mls, 4);
    const device = await mls.createDevice({ seatId: id(30) });
    const [gone] = group.states.splice(1, 1) as [GroupState];
    const made = await commitAll(group, 0, {
      remove: [1 as LeafIndex],
      add: [device.keyPackage],
      charter: charter(2),
    });
    expect(await mls.process(gone, made.message, { judge })).toEqual({ kind: 'removed', commit: made.commit });
    const joined = await mls.joinByWelcome(made.welcome as Uint8Array, device);
    expect(mls.ownLeafIndex(joined)).toBe(1);
    await agreed(mls, [...group.states, joined]);
    expect(await mls.process(gone, made.message, { judge: () => false })).toMatchObject({ kind: 'refused' });
  });
});

describe('whoever is removed derives nothing of the next epoch', () => {
  const psk = { id: Uint8Array.of(1), secret: new Uint8Array(32).fill(4) };

  test.each([2, 3, 5])('of %i members, all but one', async (size) => {
    const { states: members } = await groupOf(mls, size);
    const [by, ...gone] = members as [GroupState, ...GroupState[]];
    const made = await mls.commit(by, { remove: gone.map((state) => mls.ownLeafIndex(state)) });
    const { exporterSecret } = fromState(made.next).keySchedule;
    for (const state of gone) {
      const { exporterSecrets, openedPathSecrets } = await attackOfRemoved(suite, state, made, psk.secret);
      expect(exporterSecrets).not.toContainEqual(exporterSecret);
      expect(openedPathSecrets).toBe(0);
    }
  });

  test('the only member, replaced by a new device of its seat', async () => {
    const { states: members } = await groupOf(mls, 1);
    const made = await mls.externalCommit({
      groupInfo: await mls.groupInfo(members[0] as GroupState),
      device: await mls.createDevice({ seatId: id(1) }),
      replace: 0 as LeafIndex,
      psk,
    });
    const { exporterSecret } = fromState(made.next).keySchedule;
    const { exporterSecrets } = await attackOfRemoved(suite, members[0] as GroupState, made, psk.secret);
    expect(exporterSecrets).not.toContainEqual(exporterSecret);
  });
});

describe('hostile bytes are refused, and the state stays of use', () => {
  async function target() {
    const group = await groupOf(mls, 3);
    const { message } = await mls.commit(group.states[0] as GroupState, { charter: charter(2) });
    const external = await mls.externalCommit({
      groupInfo: await mls.groupInfo(group.states[0] as GroupState),
      device: await mls.createDevice({ seatId: id(3) }),
      replace: 2 as LeafIndex,
    });
    const state = group.states[1] as GroupState;
    const kept = mls.serialise(state);
    const stillUsable = async () => {
      expect(mls.serialise(state)).toEqual(kept);
      applied(await mls.process(state, message, { judge }));
      applied(await mls.process(state, external.message, { judge }));
    };
    const refused = async (bytes: Uint8Array) =>
      ((await mls.process(state, bytes, { judge })) satisfies Processed).kind === 'refused';
    return { message, external: external.message, stillUsable, refused };
  }

  test('800 random ones', async () => {
    const { refused, stillUsable } = await target();
    const framed = fc
      .tuple(fc.constantFrom(1, 2, 3, 4, 5), fc.uint8Array({ maxLength: 300 }))
      .map(([wireformat, rest]) => Uint8Array.of(0, 1, 0, wireformat, ...rest));
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), framed), refused), { numRuns: 800 });
    await stillUsable();
  });

  test('1,600 truncated, lengthened or bit-flipped ones', async () => {
    const { message, external, refused, stillUsable } = await target();
    const altered = fc
      .record({
        of: fc.constantFrom(message, external),
        how: fc.constantFrom('truncate', 'lengthen', 'flip'),
        at: fc.nat(),
        bit: fc.nat({ max: 7 }),
      })
      .map(({ of, how, at, bit }) => {
        if (how === 'truncate') return of.slice(0, at % of.length);
        if (how === 'lengthen') return Uint8Array.of(...of, at & 0xff);
        const flipped = of.slice();
        flipped[at % of.length] = (flipped[at % of.length] as number) ^ (1 << bit);
        return flipped;
      });
    await fc.assert(fc.asyncProperty(altered, refused), { numRuns: 1600 });
    await stillUsable();
  });

  test('external commits that remove a leaf far outside the tree, or a blank one', async () => {
    const { external, refused, stillUsable } = await target();
    // The Remove of leaf 2 is: by value (1), remove (0x0003), uint32.
    const at = external.findIndex((_, i) => [1, 0, 3, 0, 0, 0, 2].every((byte, j) => external[i + j] === byte)) + 3;
    for (const index of [3, 5, 2 ** 20, 2 ** 31 - 1, 2 ** 32 - 1]) {
      const moved = external.slice();
      new DataView(moved.buffer).setUint32(at, index);
      expect(await refused(moved)).toBe(true);
    }
    await stillUsable();
  });

  test('a second spelling of the same message', async () => {
    const { message, refused, stillUsable } = await target();
    // The group id's length, 16 in one byte, spelt in two.
    expect(message[4]).toBe(16);
    const longer = Uint8Array.of(...message.subarray(0, 4), 0x40, 16, ...message.subarray(5));
    expect(await refused(longer)).toBe(true);
    await stillUsable();
  });
});

test('a Welcome that was altered, or is another’s, is refused', async () => {
  const { states: members } = await groupOf(mls, 2);
  const [device, other] = [await mls.createDevice({ seatId: id(8) }), await mls.createDevice({ seatId: id(9) })];
  const made = await mls.commit(members[0] as GroupState, { add: [device.keyPackage], charter: charter(2) });
  const welcome = made.welcome as Uint8Array;
  await expect(mls.joinByWelcome(welcome, other)).rejects.toMatchObject({ code: 'BAD_WELCOME' });
  for (let at = 0; at < welcome.length; at += 17) {
    const altered = welcome.slice();
    altered[at] = (altered[at] as number) ^ 1;
    await expect(mls.joinByWelcome(altered, device)).rejects.toMatchObject({ code: 'BAD_WELCOME' });
  }
  expect(readKeyPackage(device.keyPackage).leafNode.capabilities).toEqual(CAPABILITIES);
  await agreed(mls, [made.next, await mls.joinByWelcome(welcome, device)]);
});

function twoCharters() {
  return [charterExtension(charter(1)), charterExtension(charter(2))];
}
