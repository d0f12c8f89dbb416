import { type CiphersuiteImpl, generateKeyPackage, type KeyPackage, type PrivateKeyPackage } from 'ts-mls';
import type { SeatId } from '../../../base/ids.ts';
import { decode, encode } from '../../codec/codec.ts';
import { bytes, struct } from '../../codec/shapes.ts';
import { DEVICE_SECRETS_BYTES_MAX, KEY_PACKAGE_BYTES_MAX } from '../limits.ts';
import type { Device, DeviceSecrets, Leaf } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { CAPABILITIES, keyPackageFault, UNLIMITED } from './group-profile.ts';
import { readMlsMessage, writeKeyPackage } from './mls-bytes.ts';

const deviceSecrets = struct('device secrets', {
  initPrivateKey: bytes('init key', { min: 32, max: 32 }),
  hpkePrivateKey: bytes('encryption key', { min: 32, max: 32 }),
  signaturePrivateKey: bytes('signature key', { min: 32, max: 64 }), // PKCS #8
});

export async function createDevice(suite: CiphersuiteImpl, seatId: SeatId): Promise<Device> {
  const credential = { credentialType: 'basic' as const, identity: Uint8Array.from(seatId) };
  const made = await generateKeyPackage(credential, CAPABILITIES, UNLIMITED, [], suite);
  return {
    seatId,
    keyPackage: writeKeyPackage(made.publicPackage),
    secrets: encode(deviceSecrets, made.privatePackage) as DeviceSecrets,
    signaturePublicKey: made.publicPackage.leafNode.signaturePublicKey,
  };
}

export function readKeyPackage(keyPackage: Uint8Array): KeyPackage {
  const message = readMlsMessage(keyPackage, KEY_PACKAGE_BYTES_MAX);
  if (message?.wireformat !== 'mls_key_package') throw new MlsError('BAD_KEY_PACKAGE', 'not a key package');
  const fault = keyPackageFault(message.keyPackage);
  if (fault !== undefined) throw new MlsError('BAD_KEY_PACKAGE', fault);
  return message.keyPackage;
}

export function describeKeyPackage(keyPackage: Uint8Array): Pick<Leaf, 'seatId' | 'signaturePublicKey'> {
  const { credential, signaturePublicKey } = readKeyPackage(keyPackage).leafNode;
  if (credential.credentialType !== 'basic') throw new MlsError('BAD_KEY_PACKAGE', 'not a basic credential');
  return { seatId: credential.identity as SeatId, signaturePublicKey };
}

export function readDeviceSecrets(secrets: DeviceSecrets): PrivateKeyPackage {
  try {
    return decode(deviceSecrets, Uint8Array.from(secrets), DEVICE_SECRETS_BYTES_MAX);
  } catch (cause) {
    throw new MlsError('BAD_STATE', 'not device secrets', { cause });
  }
}
