import {
  type CiphersuiteImpl,
  type CreateCommitResult,
  createCommit as createTsMlsCommit,
  emptyPskIndex,
  encodeMlsMessage,
  type Proposal,
} from 'ts-mls';
import { EMPTY } from '../../../base/bytes.ts';
import type { CommitChanges, CommitSummary, Committed, GroupState } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { summarise } from './commit-summary.ts';
import { checkCharter } from './create-group.ts';
import { readKeyPackage } from './device.ts';
import { charterExtension, groupFault, leafAt } from './group-profile.ts';
import { fromState, toState } from './opaque-state.ts';

export async function createCommit(
  suite: CiphersuiteImpl,
  state: GroupState,
  changes: CommitChanges,
): Promise<Committed> {
  const client = fromState(state);
  const proposals = proposalsOf(state, changes);
  const authenticatedData = Uint8Array.from(changes.authenticatedData ?? EMPTY);
  const summarised = summarise(client, { proposals, committer: client.privatePath.leafIndex, authenticatedData });
  if (summarised.kind === 'fault') throw new MlsError('FAILED', summarised.detail);
  let made: CreateCommitResult;
  try {
    made = await createTsMlsCommit(
      { state: client, cipherSuite: suite, pskIndex: emptyPskIndex },
      { extraProposals: proposals, ratchetTreeExtension: true, authenticatedData },
    );
  } catch (cause) {
    throw new MlsError('FAILED', 'commit refused', { cause });
  }
  const fault = groupFault(made.newState.ratchetTree, made.newState.groupContext);
  if (fault !== undefined) throw new MlsError('FAILED', fault);
  return result(made, summarised.commit);
}

function proposalsOf(state: GroupState, { add = [], remove = [], charter }: CommitChanges): Proposal[] {
  const client = fromState(state);
  const proposals: Proposal[] = [];
  for (const removed of remove) {
    if (removed === client.privatePath.leafIndex) throw new MlsError('BAD_LEAF', 'a device cannot remove itself');
    if (leafAt(client.ratchetTree, removed) === undefined) throw new MlsError('BAD_LEAF', `no leaf ${removed}`);
    proposals.push({ proposalType: 'remove', remove: { removed } });
  }
  for (const keyPackage of add) {
    proposals.push({ proposalType: 'add', add: { keyPackage: readKeyPackage(keyPackage) } });
  }
  if (charter !== undefined) {
    checkCharter(charter);
    const extensions = [charterExtension(Uint8Array.from(charter))];
    proposals.push({ proposalType: 'group_context_extensions', groupContextExtensions: { extensions } });
  }
  return proposals;
}

function result({ commit: message, newState, welcome }: CreateCommitResult, commit: CommitSummary): Committed {
  // Nothing of `consumed` is zeroed here: it belongs to the state that the caller keeps. See erase().
  const made = { message: encodeMlsMessage(message), next: toState(newState), commit };
  if (welcome === undefined) return made;
  return { ...made, welcome: encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome }) };
}
