import type { CiphersuiteImpl } from 'ts-mls';
import type { ChannelId, Epoch } from '../../../base/ids.ts';
import type { LeafIndex, Mls } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { createCipherSuite } from './cipher-suite.ts';
import { createCommit } from './create-commit.ts';
import { createGroup } from './create-group.ts';
import { createDevice, describeKeyPackage, readDeviceSecrets } from './device.ts';
import { externalCommit } from './external-commit.ts';
import { readGroupInfo, writeGroupInfo } from './group-info.ts';
import { charterOf, leavesOf } from './group-profile.ts';
import { erase, exportSecret, withoutExporter } from './group-secrets.ts';
import { joinByWelcome } from './join-by-welcome.ts';
import { fromState } from './opaque-state.ts';
import { processCommit } from './process-commit.ts';
import { deserialise, serialise } from './state-bytes.ts';

/** The port's one adapter, over the patched ts-mls (docs/ts-mls-patch.md). Keeps no state of its own. */
export async function createMls(): Promise<Mls> {
  const suite = await createCipherSuite();
  return {
    createDevice: ({ seatId }) => createDevice(suite, seatId),
    readKeyPackage: describeKeyPackage,
    createGroup: (of) => createGroup(suite, of),
    joinByWelcome: (welcome, device) => joinByWelcome(suite, welcome, device),
    externalCommit: (request) => externalCommit(suite, request),
    commit: (state, changes) => createCommit(suite, state, changes),
    process: (state, message, options) => processCommit(suite, state, message, options),
    groupInfo: (state) => writeGroupInfo(suite, state),
    readGroupInfo,
    channelId: (state) => fromState(state).groupContext.groupId as ChannelId,
    epoch: (state) => Number(fromState(state).groupContext.epoch) as Epoch,
    charter: (state) => charterOf(fromState(state).groupContext.extensions) as Uint8Array,
    leaves: (state) => leavesOf(fromState(state).ratchetTree),
    ownLeafIndex: (state) => fromState(state).privatePath.leafIndex as LeafIndex,
    confirmationTag: (state) => fromState(state).confirmationTag,
    treeHash: (state) => fromState(state).groupContext.treeHash,
    exporter: (state, label, context, length) => exportSecret(suite, state, { label, context, length }),
    withoutExporter,
    erase,
    sign: (state, bytes) => signWith(suite, fromState(state).signaturePrivateKey, bytes),
    signAsDevice: async ({ secrets }, bytes) => signWith(suite, readDeviceSecrets(secrets).signaturePrivateKey, bytes),
    serialise,
    deserialise,
  };
}

async function signWith(suite: CiphersuiteImpl, key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await suite.signature.sign(key, bytes);
  } catch (cause) {
    throw new MlsError('BAD_STATE', 'no signature key: the state was erased', { cause });
  }
}
