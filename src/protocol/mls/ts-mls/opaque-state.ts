import type { ClientState } from 'ts-mls';
import type { GroupState } from '../mls.ts';
import { clientConfig } from './client-config.ts';

export function fromState(state: GroupState): ClientState {
  return state as unknown as ClientState;
}

/**
 * A state as we keep it: of its own epoch alone, without the private keys of nodes that are blank by now,
 * which the library would keep for ever.
 */
export function toState(client: ClientState): GroupState {
  const { ratchetTree, privatePath } = client;
  const live = Object.entries(privatePath.privateKeys).filter(([node]) => ratchetTree[Number(node)] !== undefined);
  const settled: ClientState = {
    ...client,
    privatePath: { ...privatePath, privateKeys: Object.fromEntries(live) },
    historicalReceiverData: new Map(),
    unappliedProposals: {},
    clientConfig,
  };
  return settled as unknown as GroupState;
}
