import type { ClientState, LeafNode, Proposal } from 'ts-mls';
import { equal } from '../../../base/bytes.ts';
import type { Epoch } from '../../../base/ids.ts';
import type { CommitSummary, Leaf, RefusalReason } from '../mls.ts';
import { charterOf, keyPackageFault, leafAt, leafFault, leavesOf, toLeaf } from './group-profile.ts';

export interface CommitContent {
  readonly proposals: readonly Proposal[];
  /** A member's leaf index, or the leaf by which an outsider joins. */
  readonly committer: number | LeafNode;
  readonly authenticatedData: Uint8Array;
}

export type Summarised =
  | { readonly kind: 'summary'; readonly commit: CommitSummary }
  | { readonly kind: 'fault'; readonly reason: RefusalReason; readonly detail: string };

function fault(reason: RefusalReason, detail: string): Summarised {
  return { kind: 'fault', reason, detail };
}

type Before = Pick<ClientState, 'ratchetTree' | 'groupContext'>;

/** What a commit of these proposals would do to a group; or which of them our channels do not allow. */
export function summarise(before: Before, content: CommitContent): Summarised {
  const { ratchetTree: tree, groupContext } = before;
  const external = typeof content.committer !== 'number';
  const charterBefore = charterOf(groupContext.extensions) as Uint8Array;
  let charterAfter = charterBefore;
  const joining: LeafNode[] = [];
  const removed: Leaf[] = [];
  const pskIds: Uint8Array[] = [];
  let externalInits = 0;

  for (const proposal of content.proposals) {
    switch (proposal.proposalType) {
      case 'add': {
        const wrong = keyPackageFault(proposal.add.keyPackage);
        if (external || wrong !== undefined) return fault('INVALID', wrong ?? 'external commit adds another');
        joining.push(proposal.add.keyPackage.leafNode);
        break;
      }
      case 'remove': {
        const leaf = leafAt(tree, proposal.remove.removed);
        if (leaf === undefined) return fault('INVALID', 'removes a blank leaf');
        removed.push(toLeaf(proposal.remove.removed, leaf));
        break;
      }
      case 'group_context_extensions': {
        const charter = charterOf(proposal.groupContextExtensions.extensions);
        if (external || charter === undefined) return fault('UNSUPPORTED_PROPOSAL', 'extensions are not one charter');
        charterAfter = charter;
        break;
      }
      case 'psk': {
        // A member's could be followed only by those who happen to hold the key.
        const id = proposal.psk.preSharedKeyId;
        if (!external || id.psktype !== 'external') return fault('UNSUPPORTED_PROPOSAL', 'psk');
        pskIds.push(id.pskId);
        break;
      }
      case 'external_init':
        externalInits += 1;
        break;
      default:
        return fault('UNSUPPORTED_PROPOSAL', String(proposal.proposalType));
    }
  }
  if (externalInits !== (external ? 1 : 0)) return fault('INVALID', 'external_init does not fit the sender');

  if (typeof content.committer !== 'number') {
    const wrong = leafFault(content.committer);
    if (wrong !== undefined) return fault('INVALID', wrong);
    joining.push(content.committer);
  }
  const added = placed(leavesOf(tree), removed, joining);
  const leaf = external ? added[0] : leavesOf(tree).find((each) => each.leafIndex === content.committer);
  if (leaf === undefined) return fault('INVALID', 'no such committer');
  if (external && removed.some(({ seatId }) => !equal(seatId, leaf.seatId))) {
    return fault('INVALID', 'external commit replaces a leaf of another seat');
  }
  const commit: CommitSummary = {
    epoch: Number(groupContext.epoch) as Epoch,
    committer: { ...leaf, external },
    added,
    removed,
    charterBefore,
    charterAfter,
    pskIds,
    authenticatedData: content.authenticatedData,
  };
  return { kind: 'summary', commit };
}

/** Each takes the leftmost blank leaf, in the order of their proposals (RFC 9420, section 7.7). */
function placed(before: readonly Leaf[], removed: readonly Leaf[], joining: readonly LeafNode[]): Leaf[] {
  const taken = new Set(before.map(({ leafIndex }) => leafIndex as number));
  for (const { leafIndex } of removed) taken.delete(leafIndex);
  let free = 0;
  return joining.map((node) => {
    while (taken.has(free)) free += 1;
    taken.add(free);
    return toLeaf(free, node);
  });
}
