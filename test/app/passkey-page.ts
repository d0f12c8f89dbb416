import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { askPasskey, createPasskey, type PasskeyOutcome } from '../../src/web/unlock/passkey.ts';

/** An outcome as it comes out of a page. */
export type Told = { readonly kind: string; readonly credentialId?: string; readonly prfOutput?: string };

/** What passkey.test.ts asks of the page that this is compiled into. */
export interface PasskeyPage {
  create(of: { rpId: string; salt: string; impatient?: boolean }): Promise<Told>;
  ask(of: { rpId: string; passkeys: readonly { credentialId: string; salt: string }[] }): Promise<Told>;
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const bytes = (hex: string) => fromHex(hex) as Uint8Array;

const page: PasskeyPage = {
  create: async ({ rpId, salt, impatient = false }) =>
    told(
      await createPasskey({
        rpId,
        salt: bytes(salt),
        label: 'This device',
        random,
        ...(impatient && { signal: AbortSignal.timeout(50) }),
      }),
    ),
  ask: async ({ rpId, passkeys }) =>
    told(
      await askPasskey({
        rpId,
        passkeys: passkeys.map(({ credentialId, salt }) => ({ credentialId: bytes(credentialId), salt: bytes(salt) })),
        random,
      }),
    ),
};

function told(outcome: PasskeyOutcome): Told {
  if (outcome.kind !== 'answered') return outcome;
  const { kind, credentialId, prfOutput } = outcome;
  return { kind, credentialId: toHex(credentialId), prfOutput: toHex(prfOutput) };
}

Object.assign(globalThis, { page });
