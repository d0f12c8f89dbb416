import type { Capabilities, Extension, GroupContext, KeyPackage, LeafNode, RatchetTree } from 'ts-mls';
import { ID_BYTES, type SeatId } from '../../../base/ids.ts';
import { toHex } from '../../../base/text-encodings.ts';
import { CHARTER_BYTES_MAX, LEAVES_MAX } from '../limits.ts';
import type { Leaf, LeafIndex } from '../mls.ts';
import { SUITE } from './cipher-suite.ts';
import { seatIdOf } from './client-config.ts';

/** Private use range of RFC 9420, section 17.3. */
const CHARTER_EXTENSION = 0xf0c1;
const KEY_BYTES = 32;

/** What every leaf of ours says of itself, to the byte: a leaf that said less could keep others from joining. */
export const CAPABILITIES: Capabilities = {
  versions: ['mls10'],
  ciphersuites: [SUITE],
  extensions: [CHARTER_EXTENSION],
  proposals: [],
  credentials: ['basic'],
};

/** Membership ends by a Remove, never by a clock that members may read differently. */
export const UNLIMITED = { notBefore: 0n, notAfter: 2n ** 64n - 1n };

export function charterExtension(charter: Uint8Array): Extension {
  return { extensionType: CHARTER_EXTENSION, extensionData: charter };
}

/** The charter, if the extensions are exactly ours. */
export function charterOf(extensions: readonly Extension[]): Uint8Array | undefined {
  const [only, ...others] = extensions;
  if (only?.extensionType !== CHARTER_EXTENSION || others.length > 0) return undefined;
  return only.extensionData.length <= CHARTER_BYTES_MAX ? only.extensionData : undefined;
}

export function toLeaf(leafIndex: number, node: LeafNode): Leaf {
  return {
    leafIndex: leafIndex as LeafIndex,
    seatId: seatIdOf(node.credential) as SeatId,
    signaturePublicKey: node.signaturePublicKey,
  };
}

export function leafAt(tree: RatchetTree, leafIndex: number): LeafNode | undefined {
  const node = tree[2 * leafIndex];
  return node?.nodeType === 'leaf' ? node.leaf : undefined;
}

export function leavesOf(tree: RatchetTree): Leaf[] {
  const leaves: Leaf[] = [];
  for (let index = 0; 2 * index < tree.length; index++) {
    const node = leafAt(tree, index);
    if (node !== undefined) leaves.push(toLeaf(index, node));
  }
  return leaves;
}

/** Why a leaf is none of ours, or `undefined`. Signatures are the library's to check. */
export function leafFault(leaf: LeafNode): string | undefined {
  if (seatIdOf(leaf.credential) === undefined) return 'credential is not a seat id';
  if (leaf.signaturePublicKey.length !== KEY_BYTES || leaf.hpkePublicKey.length !== KEY_BYTES) return 'key length';
  if (!sameCapabilities(leaf.capabilities)) return 'capabilities are not the profile’s';
  if (leaf.extensions.length > 0) return 'leaf extensions';
  if (leaf.leafNodeSource === 'update') return 'leaf of an Update';
  if (leaf.leafNodeSource === 'key_package') {
    const { notBefore, notAfter } = leaf.lifetime;
    if (notBefore !== UNLIMITED.notBefore || notAfter !== UNLIMITED.notAfter) return 'limited lifetime';
  }
  return undefined;
}

export function keyPackageFault(keyPackage: KeyPackage): string | undefined {
  if (keyPackage.cipherSuite !== SUITE) return 'another suite';
  if (keyPackage.initKey.length !== KEY_BYTES) return 'key length';
  if (keyPackage.extensions.length > 0) return 'key package extensions';
  return leafFault(keyPackage.leafNode);
}

/**
 * Why a group breaks our rules, or `undefined`.
 *
 * Members ask it of every next epoch, with the uniqueness of keys among it, which the library asks only
 * of those who join: otherwise one commit could keep everyone out from then on.
 */
export function groupFault(tree: RatchetTree, context: GroupContext): string | undefined {
  if (context.cipherSuite !== SUITE) return 'another suite';
  if (context.groupId.length !== ID_BYTES) return 'group id is not a channel id';
  if (context.epoch > BigInt(Number.MAX_SAFE_INTEGER)) return 'epoch out of bounds';
  if (charterOf(context.extensions) === undefined) return 'extensions are not one charter';
  const hpkeKeys = new Set<string>();
  const signatureKeys = new Set<string>();
  let nodes = 0;
  for (const node of tree) {
    if (node === undefined) continue;
    nodes += 1;
    if (node.nodeType === 'leaf') {
      const fault = leafFault(node.leaf);
      if (fault !== undefined) return fault;
      signatureKeys.add(toHex(node.leaf.signaturePublicKey));
      hpkeKeys.add(toHex(node.leaf.hpkePublicKey));
    } else {
      if (node.parent.hpkePublicKey.length !== KEY_BYTES) return 'key length';
      hpkeKeys.add(toHex(node.parent.hpkePublicKey));
    }
  }
  const leaves = leavesOf(tree).length;
  if (leaves > LEAVES_MAX) return 'too many leaves';
  return hpkeKeys.size !== nodes || signatureKeys.size !== leaves ? 'keys not unique' : undefined;
}

function sameCapabilities(theirs: Capabilities): boolean {
  return (Object.keys(CAPABILITIES) as (keyof Capabilities)[]).every((kind) => {
    const list: readonly unknown[] = theirs[kind];
    const ours: readonly unknown[] = CAPABILITIES[kind];
    return list.length === ours.length && ours.every((item, index) => item === list[index]);
  });
}
