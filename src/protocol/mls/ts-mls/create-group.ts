import { type CiphersuiteImpl, createGroup as createTsMlsGroup } from 'ts-mls';
import type { ChannelId } from '../../../base/ids.ts';
import { CHARTER_BYTES_MAX } from '../limits.ts';
import type { Device, GroupState } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { clientConfig } from './client-config.ts';
import { readDeviceSecrets, readKeyPackage } from './device.ts';
import { charterExtension } from './group-profile.ts';
import { toState } from './opaque-state.ts';

export async function createGroup(
  suite: CiphersuiteImpl,
  { channelId, device, charter }: { channelId: ChannelId; device: Device; charter: Uint8Array },
): Promise<GroupState> {
  checkCharter(charter);
  const keyPackage = readKeyPackage(device.keyPackage);
  const secrets = readDeviceSecrets(device.secrets);
  const extensions = [charterExtension(Uint8Array.from(charter))];
  return toState(
    await createTsMlsGroup(Uint8Array.from(channelId), keyPackage, secrets, extensions, suite, clientConfig),
  );
}

export function checkCharter(charter: Uint8Array): void {
  if (charter.length > CHARTER_BYTES_MAX) {
    throw new MlsError('CHARTER_TOO_LARGE', `charter of ${charter.length} bytes, at most ${CHARTER_BYTES_MAX}`);
  }
}
