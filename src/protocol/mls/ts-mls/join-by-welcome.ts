import { type CiphersuiteImpl, type ClientState, emptyPskIndex, joinGroup } from 'ts-mls';
import { MLS_MESSAGE_BYTES_MAX } from '../limits.ts';
import type { Device, GroupState } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { clientConfig } from './client-config.ts';
import { readDeviceSecrets, readKeyPackage } from './device.ts';
import { groupFault } from './group-profile.ts';
import { readMlsMessage } from './mls-bytes.ts';
import { toState } from './opaque-state.ts';

export async function joinByWelcome(suite: CiphersuiteImpl, welcome: Uint8Array, device: Device): Promise<GroupState> {
  const message = readMlsMessage(welcome, MLS_MESSAGE_BYTES_MAX);
  if (message?.wireformat !== 'mls_welcome') throw new MlsError('BAD_WELCOME', 'not a Welcome');
  const keyPackage = readKeyPackage(device.keyPackage);
  const secrets = readDeviceSecrets(device.secrets);
  let joined: ClientState;
  try {
    joined = await joinGroup(
      message.welcome,
      keyPackage,
      secrets,
      emptyPskIndex,
      suite,
      undefined,
      undefined,
      clientConfig,
    );
  } catch (cause) {
    throw new MlsError('BAD_WELCOME', 'Welcome refused', { cause });
  }
  const fault = groupFault(joined.ratchetTree, joined.groupContext);
  if (fault !== undefined) throw new MlsError('BAD_WELCOME', fault);
  return toState(joined);
}
