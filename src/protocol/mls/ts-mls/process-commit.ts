import {
  type CiphersuiteImpl,
  type ClientState,
  type LeafNode,
  type MLSMessage,
  type Proposal,
  type PskIndex,
  processPrivateMessage,
  processPublicMessage,
} from 'ts-mls';
import { equal } from '../../../base/bytes.ts';
import { MLS_MESSAGE_BYTES_MAX } from '../limits.ts';
import type { CommitSummary, GroupState, Processed, ProcessOptions, RefusalReason } from '../mls.ts';
import { type Summarised, summarise } from './commit-summary.ts';
import { groupFault, leafAt } from './group-profile.ts';
import { readMlsMessage } from './mls-bytes.ts';
import { fromState, toState } from './opaque-state.ts';

type Refused = Extract<Processed, { kind: 'refused' }>;

function refused(reason: RefusalReason, detail: string): Refused {
  return { kind: 'refused', reason, detail };
}

export async function processCommit(
  suite: CiphersuiteImpl,
  state: GroupState,
  bytes: Uint8Array,
  options: ProcessOptions,
): Promise<Processed> {
  const before = fromState(state);
  const message = readMlsMessage(bytes, MLS_MESSAGE_BYTES_MAX);
  if (message === undefined) return refused('MALFORMED', 'not a canonical MLSMessage');
  const misframed = frameFault(before, message);
  if (misframed !== undefined) return misframed;

  const opened = await authenticate(suite, before, message, options);
  if (opened.kind === 'refused') return opened;
  const { after, commit } = opened;
  const removed = after.groupActiveState.kind === 'removedFromGroup';
  // One who is removed holds no next tree to check.
  const fault = removed ? undefined : nextFault(before, after, commit);
  if (fault !== undefined) return fault;
  if (!(await options.judge(commit))) return refused('REJECTED_BY_JUDGE', 'no authority');
  return removed ? { kind: 'removed', commit } : { kind: 'applied', next: toState(after), commit };
}

/** What can be told without a key. Handshakes are private, except those of outsiders, who have no choice. */
function frameFault(before: ClientState, message: MLSMessage): Refused | undefined {
  let frame: { groupId: Uint8Array; epoch: bigint };
  if (message.wireformat === 'mls_private_message') {
    frame = message.privateMessage;
    if (message.privateMessage.contentType !== 'commit') return refused('INVALID', 'not a commit');
  } else if (message.wireformat === 'mls_public_message') {
    const { content } = message.publicMessage;
    frame = content;
    if (content.contentType !== 'commit') return refused('INVALID', 'not a commit');
    if (content.sender.senderType !== 'new_member_commit') return refused('INVALID', 'public handshake of a member');
  } else {
    return refused('INVALID', 'not a handshake');
  }
  if (!equal(frame.groupId, before.groupContext.groupId)) return refused('INVALID', 'another group');
  if (frame.epoch !== before.groupContext.epoch) return refused('WRONG_EPOCH', `epoch ${frame.epoch}`);
  return undefined;
}

type Opened = Refused | { readonly kind: 'opened'; readonly after: ClientState; readonly commit: CommitSummary };

async function authenticate(
  suite: CiphersuiteImpl,
  before: ClientState,
  message: MLSMessage,
  { findPsk }: ProcessOptions,
): Promise<Opened> {
  let unknownPsk = false;
  const psks: PskIndex = {
    findPsk(id) {
      const secret = id.psktype === 'external' ? findPsk?.(id.pskId) : undefined;
      unknownPsk ||= secret === undefined;
      return secret;
    },
  };
  let summarised: Summarised | undefined;
  // Called by the library once the signature is verified and the proposals are resolved.
  const onCommit = (proposals: readonly Proposal[], committer: number | LeafNode, authenticatedData: Uint8Array) => {
    summarised =
      committer === before.privatePath.leafIndex
        ? { kind: 'fault', reason: 'OWN_COMMIT', detail: 'commit of this device' }
        : summarise(before, { proposals, committer, authenticatedData });
    return summarised.kind === 'summary' ? 'accept' : 'reject';
  };

  try {
    const after = await open(suite, before, message, psks, onCommit);
    if (summarised === undefined) return refused('INVALID', 'not a commit');
    const known: Summarised = summarised;
    if (known.kind === 'fault') return refused(known.reason, known.detail);
    return { kind: 'opened', after, commit: known.commit };
  } catch (error) {
    // Hostile bytes also raise TypeErrors and RangeErrors in the library: whatever it throws refuses the message.
    const detail = error instanceof Error ? error.message : String(error);
    const known = summarised as Summarised | undefined;
    if (known?.kind === 'fault') return refused(known.reason, known.detail);
    if (unknownPsk) return refused('UNKNOWN_PSK', detail);
    return refused(detail === 'Update path is required' ? 'NO_PATH' : 'INVALID', detail);
  }
}

type OnCommit = (
  proposals: readonly Proposal[],
  committer: number | LeafNode,
  authenticatedData: Uint8Array,
) => 'accept' | 'reject';

async function open(
  suite: CiphersuiteImpl,
  before: ClientState,
  message: MLSMessage,
  psks: PskIndex,
  onCommit: OnCommit,
): Promise<ClientState> {
  if (message.wireformat === 'mls_private_message') {
    const { privateMessage } = message;
    // Not processMessage, which drops the PSKs of a private message.
    const { newState } = await processPrivateMessage(before, privateMessage, psks, suite, (incoming) => {
      if (incoming.kind !== 'commit' || incoming.senderLeafIndex === undefined) return 'reject';
      const proposals = incoming.proposals.map(({ proposal }) => proposal);
      return onCommit(proposals, incoming.senderLeafIndex, privateMessage.authenticatedData);
    });
    return newState;
  }
  if (message.wireformat !== 'mls_public_message') throw new TypeError('not a handshake');
  const { publicMessage } = message;
  const { content } = publicMessage;
  const leaf = content.contentType === 'commit' ? content.commit.path?.leafNode : undefined;
  const { newState } = await processPublicMessage(before, publicMessage, psks, suite, (incoming) => {
    if (incoming.kind !== 'commit' || leaf === undefined) return 'reject';
    const proposals = incoming.proposals.map(({ proposal }) => proposal);
    return onCommit(proposals, leaf, content.authenticatedData);
  });
  return newState;
}

/** What the library leaves unchecked in the epoch that a commit leads to. */
function nextFault(before: ClientState, after: ClientState, commit: CommitSummary): Refused | undefined {
  const fault = groupFault(after.ratchetTree, after.groupContext);
  if (fault !== undefined) return refused('INVALID', fault);
  const { leafIndex, seatId, signaturePublicKey, external } = commit.committer;
  const leaf = leafAt(after.ratchetTree, leafIndex);
  if (leaf === undefined || leaf.credential.credentialType !== 'basic') return refused('INVALID', 'no committer');
  // A path may bring a new leaf: it must be the same seat's, under the same key.
  if (!equal(leaf.credential.identity, seatId) || !equal(leaf.signaturePublicKey, signaturePublicKey)) {
    return refused('INVALID', 'committer changed its seat or key');
  }
  const former = external ? undefined : leafAt(before.ratchetTree, leafIndex);
  const pathless = former !== undefined && equal(former.hpkePublicKey, leaf.hpkePublicKey);
  const pureAdds =
    commit.added.length > 0 && commit.removed.length === 0 && equal(commit.charterBefore, commit.charterAfter);
  return pathless && !pureAdds ? refused('NO_PATH', 'not a pure Add') : undefined;
}
