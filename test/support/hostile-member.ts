import {
  type CiphersuiteImpl,
  type ClientState,
  createCommit,
  encodeMlsMessage,
  type FramedContent,
  type PreSharedKeyID,
  type Proposal,
  type UpdatePath,
} from 'ts-mls';
import { nextEpochContext } from 'ts-mls/clientState.js';
import { decryptWithLabel } from 'ts-mls/crypto/hpke.js';
import { createConfirmationTag, createContentCommitSignature } from 'ts-mls/framedContent.js';
import { encodeGroupContext } from 'ts-mls/groupContext.js';
import { initializeEpoch } from 'ts-mls/keySchedule.js';
import { protect, unprotectPrivateMessage } from 'ts-mls/messageProtection.js';
import { computePskSecret } from 'ts-mls/presharedkey.js';
import { utf8 } from '../../src/base/bytes.ts';
import type { GroupState } from '../../src/protocol/mls/mls.ts';
import { readMlsMessage } from '../../src/protocol/mls/ts-mls/mls-bytes.ts';
import { fromState } from '../../src/protocol/mls/ts-mls/opaque-state.ts';

/** A member that uses the library as it likes, without the port's checks. */
export async function commitUnchecked(
  suite: CiphersuiteImpl,
  state: GroupState,
  extraProposals: Proposal[],
  change: (client: ClientState) => ClientState = (client) => client,
): Promise<Uint8Array> {
  const context = { state: change(fromState(state)), cipherSuite: suite, pskIndex: anyPsk };
  return encodeMlsMessage((await createCommit(context, { extraProposals })).commit);
}

const anyPsk = { findPsk: () => new Uint8Array(32) };

/** Signed and sealed as it should be, but without a path, whatever it proposes. The tree it claims is the old one. */
export async function commitWithoutPath(
  suite: CiphersuiteImpl,
  state: GroupState,
  proposals: Proposal[],
): Promise<Uint8Array> {
  const { groupContext, keySchedule, privatePath, secretTree, signaturePrivateKey, confirmationTag, clientConfig } =
    fromState(state);
  const commit = {
    proposals: proposals.map((proposal) => ({ proposalOrRefType: 'proposal' as const, proposal })),
    path: undefined,
  };
  const sender = { senderType: 'member' as const, leafIndex: privatePath.leafIndex };
  const none = new Uint8Array();
  const zeroes = new Uint8Array(suite.kdf.size);
  const { framedContent, signature } = await createContentCommitSignature(
    groupContext,
    'mls_private_message',
    commit,
    sender,
    none,
    signaturePrivateKey,
    suite.signature,
  );
  const gce = proposals.find((each) => each.proposalType === 'group_context_extensions');
  const extensions = gce?.groupContextExtensions.extensions ?? groupContext.extensions;
  const next = await nextEpochContext(
    { ...groupContext, extensions },
    'mls_private_message',
    framedContent,
    signature,
    groupContext.treeHash,
    confirmationTag,
    suite.hash,
  );
  const epoch = await initializeEpoch(keySchedule.initSecret, zeroes, next, zeroes, suite.kdf);
  const tag = await createConfirmationTag(epoch.keySchedule.confirmationKey, next.confirmedTranscriptHash, suite.hash);
  const auth = { contentType: 'commit' as const, signature, confirmationTag: tag };
  const { privateMessage } = await protect(
    keySchedule.senderDataSecret,
    none,
    groupContext,
    secretTree,
    { ...framedContent, auth },
    privatePath.leafIndex,
    clientConfig.paddingConfig,
    suite,
  );
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage });
}

/**
 * Everything that someone removed by a commit can try with what it held before, with the next epoch's public
 * half, and with the pre-shared key of one who joins in its place: the exporter secrets that follow if the
 * commit brought no secret of its own, and how many path secrets its keys open.
 */
export async function attackOfRemoved(
  suite: CiphersuiteImpl,
  former: GroupState,
  removal: { readonly message: Uint8Array; readonly next: GroupState },
  psk: Uint8Array,
): Promise<{ exporterSecrets: Uint8Array[]; openedPathSecrets: number }> {
  const before = fromState(former);
  const { groupContext } = fromState(removal.next);
  const { path, proposals } = await openCommit(suite, before, removal.message);
  const zeroes = new Uint8Array(suite.kdf.size);

  const psks = proposals.flatMap((each): [PreSharedKeyID, Uint8Array][] =>
    each.proposalType === 'psk' ? [[each.psk.preSharedKeyId, psk]] : [],
  );
  const pskSecret = await computePskSecret(psks, suite);
  const initSecrets = [before.keySchedule.initSecret];
  for (const each of proposals) {
    if (each.proposalType !== 'external_init') continue;
    const { privateKey } = await suite.hpke.deriveKeyPair(before.keySchedule.externalSecret);
    const label = utf8('MLS 1.0 external init secret');
    const { kemOutput } = each.externalInit;
    initSecrets.push(await suite.hpke.importSecret(privateKey, label, kemOutput, suite.kdf.size, new Uint8Array()));
  }
  const exporterSecrets: Uint8Array[] = [];
  for (const initSecret of initSecrets) {
    const guessed = await initializeEpoch(initSecret, zeroes, groupContext, pskSecret, suite.kdf);
    exporterSecrets.push(guessed.keySchedule.exporterSecret);
  }

  const { extensions, treeHash, epoch } = groupContext;
  const context = encodeGroupContext({ ...before.groupContext, extensions, treeHash, epoch });
  let openedPathSecrets = 0;
  for (const privateKey of Object.values(before.privatePath.privateKeys)) {
    const key = await suite.hpke.importPrivateKey(privateKey);
    for (const { kemOutput, ciphertext } of path.nodes.flatMap((node) => node.encryptedPathSecret)) {
      const opening = decryptWithLabel(key, 'UpdatePathNode', context, kemOutput, ciphertext, suite.hpke);
      openedPathSecrets += await opening.then(
        () => 1,
        () => 0,
      );
    }
  }
  return { exporterSecrets, openedPathSecrets };
}

interface OpenedCommit {
  readonly path: UpdatePath;
  readonly proposals: readonly Proposal[];
}

async function openCommit(suite: CiphersuiteImpl, before: ClientState, bytes: Uint8Array): Promise<OpenedCommit> {
  const message = readMlsMessage(bytes, bytes.length);
  if (message?.wireformat === 'mls_public_message') return commitIn(message.publicMessage.content);
  if (message?.wireformat !== 'mls_private_message') throw new Error('not a handshake');
  const { content } = await unprotectPrivateMessage(
    before.keySchedule.senderDataSecret,
    message.privateMessage,
    before.secretTree,
    before.ratchetTree,
    before.groupContext,
    before.clientConfig.keyRetentionConfig,
    suite,
  );
  return commitIn(content.content);
}

function commitIn(content: FramedContent): OpenedCommit {
  if (content.contentType !== 'commit' || content.commit.path === undefined) throw new Error('no path');
  const proposals = content.commit.proposals.flatMap((each) =>
    each.proposalOrRefType === 'proposal' ? [each.proposal] : [],
  );
  return { path: content.commit.path, proposals };
}
