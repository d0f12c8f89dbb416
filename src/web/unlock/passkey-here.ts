import type { WayIn } from '../engine/gate.ts';
import { askPasskey, createPasskey, type PasskeyOutcome } from './passkey.ts';

const SALT_BYTES = 32;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

type Refused = Exclude<PasskeyOutcome, { kind: 'answered' }>;

/** A passkey belongs to a host's name: an address of numbers has none. */
export function isHostForPasskeys(hostname: string): boolean {
  return !/^[\d.]+$|^\[|:/u.test(hostname);
}

export function arePasskeysPossible(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && isHostForPasskeys(location.hostname);
}

export interface MadePasskey {
  readonly kind: 'passkey';
  readonly credentialId: Uint8Array;
  readonly salt: Uint8Array;
  readonly output: Uint8Array;
}

/** A new one for this device, at this venue's host. */
export async function makePasskey(label: string): Promise<MadePasskey | Refused> {
  const salt = random(SALT_BYTES);
  const outcome = await createPasskey({ salt, label, rpId: location.hostname, random });
  if (outcome.kind !== 'answered') return outcome;
  return { kind: 'passkey', credentialId: outcome.credentialId, salt, output: outcome.prfOutput };
}

/** One of those that open this device. */
export async function presentPasskey(
  by: readonly WayIn[],
): Promise<{ readonly kind: 'passkey'; readonly credentialId: Uint8Array; readonly output: Uint8Array } | Refused> {
  const passkeys = by.filter((way) => way.kind === 'passkey');
  const outcome = await askPasskey({ passkeys, rpId: location.hostname, random });
  if (outcome.kind !== 'answered') return outcome;
  return { kind: 'passkey', credentialId: outcome.credentialId, output: outcome.prfOutput };
}
