import {
  type CiphersuiteImpl,
  type ClientConfig,
  encodeMlsMessage,
  joinGroupExternal,
  type KeyPackage,
  type Proposal,
  type RatchetTree,
} from 'ts-mls';
import { EMPTY, equal } from '../../../base/bytes.ts';
import type { ExternalCommitRequest, ExternallyCommitted, LeafIndex, Psk } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { clientConfig, seatIdOf } from './client-config.ts';
import { summarise } from './commit-summary.ts';
import { readDeviceSecrets, readKeyPackage } from './device.ts';
import { parseGroupInfo } from './group-info.ts';
import { groupFault, leafAt } from './group-profile.ts';
import { toState } from './opaque-state.ts';

export async function externalCommit(
  suite: CiphersuiteImpl,
  request: ExternalCommitRequest,
): Promise<ExternallyCommitted> {
  const { groupInfo, tree } = parseGroupInfo(request.groupInfo);
  const keyPackage = readKeyPackage(request.device.keyPackage);
  const secrets = readDeviceSecrets(request.device.secrets);
  const resync = request.replace !== undefined;
  const config = resync ? replacing(tree, request.replace as LeafIndex, keyPackage) : clientConfig;
  const authenticatedData = Uint8Array.from(request.authenticatedData ?? EMPTY);
  const psks = request.psk === undefined ? [] : [withNonce(suite, request.psk)];
  let made: Awaited<ReturnType<typeof joinGroupExternal>>;
  try {
    made = await joinGroupExternal(
      groupInfo,
      keyPackage,
      secrets,
      resync,
      suite,
      tree,
      config,
      authenticatedData,
      psks,
    );
  } catch (cause) {
    throw new MlsError('BAD_GROUP_INFO', 'external commit refused', { cause });
  }
  const { publicMessage, newState } = made;
  const fault = groupFault(newState.ratchetTree, newState.groupContext);
  if (fault !== undefined) throw new MlsError('BAD_GROUP_INFO', fault);
  const before = { ratchetTree: tree, groupContext: groupInfo.groupContext };
  const proposals = proposalsIn(publicMessage);
  const summarised = summarise(before, { proposals, committer: keyPackage.leafNode, authenticatedData });
  if (summarised.kind === 'fault') throw new MlsError('FAILED', summarised.detail);
  const message = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage });
  return { message, next: toState(newState), commit: summarised.commit };
}

type PublicMessage = Awaited<ReturnType<typeof joinGroupExternal>>['publicMessage'];

function proposalsIn({ content }: PublicMessage): Proposal[] {
  if (content.contentType !== 'commit') return [];
  return content.commit.proposals.flatMap((each) => (each.proposalOrRefType === 'proposal' ? [each.proposal] : []));
}

/**
 * The library replaces the first leaf that compares equal to the key package: here, the one that was named.
 * Told by its signature key, which is unique in a tree, as a seat id is not.
 */
function replacing(tree: RatchetTree, replace: LeafIndex, keyPackage: KeyPackage): ClientConfig {
  const former = leafAt(tree, replace);
  const seatId = seatIdOf(keyPackage.leafNode.credential);
  const formerSeatId = former === undefined ? undefined : seatIdOf(former.credential);
  if (former === undefined || seatId === undefined || formerSeatId === undefined || !equal(seatId, formerSeatId)) {
    throw new MlsError('BAD_LEAF', `leaf ${replace} is not of the same seat`);
  }
  return {
    ...clientConfig,
    keyPackageEqualityConfig: {
      ...clientConfig.keyPackageEqualityConfig,
      compareKeyPackageToLeafNode: (_, leaf) => equal(leaf.signaturePublicKey, former.signaturePublicKey),
    },
  };
}

function withNonce(suite: CiphersuiteImpl, { id, secret }: Psk) {
  return { pskId: Uint8Array.from(id), pskNonce: suite.rng.randomBytes(suite.kdf.size), psk: secret };
}
