import {
  type CiphersuiteImpl,
  createGroupInfoWithExternalPubAndRatchetTree,
  encodeMlsMessage,
  type GroupInfo,
  type RatchetTree,
} from 'ts-mls';
import { ratchetTreeFromExtension } from 'ts-mls/groupInfo.js';
import type { ChannelId, Epoch } from '../../../base/ids.ts';
import { MLS_MESSAGE_BYTES_MAX } from '../limits.ts';
import type { GroupInfoView, GroupState, LeafIndex } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { charterOf, groupFault, leavesOf } from './group-profile.ts';
import { readMlsMessage } from './mls-bytes.ts';
import { fromState } from './opaque-state.ts';

export async function writeGroupInfo(suite: CiphersuiteImpl, state: GroupState): Promise<Uint8Array> {
  const groupInfo = await createGroupInfoWithExternalPubAndRatchetTree(fromState(state), [], suite);
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_group_info', groupInfo });
}

/** Well-formed and of our profile; unauthenticated. */
export function parseGroupInfo(bytes: Uint8Array): { groupInfo: GroupInfo; tree: RatchetTree } {
  const message = readMlsMessage(bytes, MLS_MESSAGE_BYTES_MAX);
  if (message?.wireformat !== 'mls_group_info') throw new MlsError('BAD_GROUP_INFO', 'not a GroupInfo');
  const { groupInfo } = message;
  let tree: RatchetTree | undefined;
  try {
    tree = ratchetTreeFromExtension(groupInfo);
  } catch (cause) {
    throw new MlsError('BAD_GROUP_INFO', 'ratchet tree is malformed', { cause });
  }
  if (tree === undefined) throw new MlsError('BAD_GROUP_INFO', 'no ratchet tree');
  const fault = groupFault(tree, groupInfo.groupContext);
  if (fault !== undefined) throw new MlsError('BAD_GROUP_INFO', fault);
  return { groupInfo, tree };
}

export function readGroupInfo(bytes: Uint8Array): GroupInfoView {
  const { groupInfo, tree } = parseGroupInfo(bytes);
  const { groupId, epoch, treeHash, extensions } = groupInfo.groupContext;
  return {
    channelId: groupId as ChannelId,
    epoch: Number(epoch) as Epoch,
    confirmationTag: groupInfo.confirmationTag,
    treeHash,
    charter: charterOf(extensions) as Uint8Array,
    leaves: leavesOf(tree),
    signer: groupInfo.signer as LeafIndex,
  };
}
