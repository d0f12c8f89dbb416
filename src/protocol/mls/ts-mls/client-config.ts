import { type ClientConfig, type Credential, defaultKeyPackageEqualityConfig, defaultLifetimeConfig } from 'ts-mls';
import { ID_BYTES, type SeatId } from '../../../base/ids.ts';

/** The library's defaults accept every credential and keep old epochs: neither is ours. */
export const clientConfig: ClientConfig = {
  authService: { validateCredential: async (credential) => seatIdOf(credential) !== undefined },
  // 0 would keep all of them, by the library's slice(-0); what one epoch leaves behind, settle() drops.
  keyRetentionConfig: { retainKeysForEpochs: 1, retainKeysForGenerations: 1, maximumForwardRatchetSteps: 16 },
  lifetimeConfig: defaultLifetimeConfig,
  keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
  paddingConfig: { kind: 'padUntilLength', padUntilLength: 256 },
};

export function seatIdOf(credential: Credential): SeatId | undefined {
  if (credential.credentialType !== 'basic' || credential.identity.length !== ID_BYTES) return undefined;
  return credential.identity as SeatId;
}
