import type { Randomness } from '../../base/ports.ts';
import { toBase64Url } from '../../base/text-encodings.ts';

/** What became of asking for a passkey. */
export type PasskeyOutcome =
  | { readonly kind: 'answered'; readonly credentialId: Uint8Array; readonly prfOutput: Uint8Array }
  /** No WebAuthn in this browser, or not for this host: an address of numbers has none. */
  | { readonly kind: 'not-supported' }
  /** Turned down, waited out, or no passkey of these at hand: browsers do not say which. */
  | { readonly kind: 'cancelled' }
  /** A passkey that gives no secret of its own (WebAuthn's PRF extension), and so can open nothing here. */
  | { readonly kind: 'no-prf' };

/** A passkey, and what it was made to be asked about. */
export interface KnownPasskey {
  readonly credentialId: Uint8Array;
  readonly salt: Uint8Array;
}

interface Asking {
  /** The venue's own host: what is made for one host answers no other. */
  readonly rpId: string;
  readonly random: Randomness;
  readonly signal?: AbortSignal;
}

/** EdDSA, ES256, RS256: what authenticators have. Nobody ever checks a signature here. */
const ALGORITHMS = [-8, -7, -257];
const CHALLENGE_BYTES = 32;
const USER_HANDLE_BYTES = 32;

/**
 * Makes a passkey and asks it at once about `salt`. Where an authenticator answers only later, the person is asked a second
 * time.
 *
 * `label` is what the list of passkeys on this device, and perhaps of an account elsewhere, shows beside the host: it
 * must name nobody. A `no-prf` leaves a passkey behind that is of no use; only the person can delete it.
 */
export async function createPasskey({
  salt,
  label,
  ...asking
}: Asking & { readonly salt: Uint8Array; readonly label: string }): Promise<PasskeyOutcome> {
  const { rpId, random } = asking;
  const made = await asked(asking.signal, (given) =>
    navigator.credentials.create({
      ...given,
      publicKey: {
        rp: { id: rpId, name: rpId },
        // A handle of its own each time: it joins nothing.
        user: { id: own(random(USER_HANDLE_BYTES)), name: label, displayName: label },
        challenge: own(random(CHALLENGE_BYTES)),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        attestation: 'none',
        extensions: { prf: { eval: { first: own(salt) } } },
      },
    }),
  );
  if (made.kind !== 'credential') return made;
  const { prf } = made.credential.getClientExtensionResults();
  const outcome = answered(made.credential);
  if (outcome.kind === 'answered' || prf?.enabled !== true) return outcome;
  return await askPasskey({ ...asking, passkeys: [{ credentialId: new Uint8Array(made.credential.rawId), salt }] });
}

/** Asks any one of these passkeys, each about its own salt, after the person has shown themselves to it. */
export async function askPasskey({
  passkeys,
  rpId,
  random,
  signal,
}: Asking & { readonly passkeys: readonly KnownPasskey[] }): Promise<PasskeyOutcome> {
  const got = await asked(signal, (given) =>
    navigator.credentials.get({
      ...given,
      publicKey: {
        rpId,
        challenge: own(random(CHALLENGE_BYTES)),
        allowCredentials: passkeys.map(({ credentialId }) => ({ type: 'public-key', id: own(credentialId) })),
        // Without it, an authenticator would answer whoever holds it; and with another secret.
        userVerification: 'required',
        extensions: {
          prf: {
            evalByCredential: Object.fromEntries(
              passkeys.map(({ credentialId, salt }) => [toBase64Url(credentialId), { first: own(salt) }]),
            ),
          },
        },
      },
    }),
  );
  return got.kind === 'credential' ? answered(got.credential) : got;
}

type Asked =
  | { readonly kind: 'credential'; readonly credential: PublicKeyCredential }
  | { readonly kind: 'not-supported' | 'cancelled' };

async function asked(
  signal: AbortSignal | undefined,
  ask: (given: { readonly signal?: AbortSignal }) => Promise<Credential | null>,
): Promise<Asked> {
  if (typeof PublicKeyCredential === 'undefined') return { kind: 'not-supported' };
  try {
    const credential = await ask(signal === undefined ? {} : { signal });
    return credential === null
      ? { kind: 'cancelled' }
      : { kind: 'credential', credential: credential as PublicKeyCredential };
  } catch (error) {
    // It rejects with the signal's own reason, whatever that is.
    if (signal?.aborted) return { kind: 'cancelled' };
    const kind = error instanceof DOMException ? KINDS[error.name] : undefined;
    if (kind === undefined) throw error;
    return { kind };
  }
}

const KINDS: Readonly<Record<string, 'not-supported' | 'cancelled'>> = {
  NotAllowedError: 'cancelled',
  SecurityError: 'not-supported',
  NotSupportedError: 'not-supported',
  // No authenticator here can make sure who the person is.
  ConstraintError: 'not-supported',
};

function answered(credential: PublicKeyCredential): PasskeyOutcome {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return { kind: 'no-prf' };
  return { kind: 'answered', credentialId: new Uint8Array(credential.rawId), prfOutput: bytesOf(first) };
}

function bytesOf(source: BufferSource): Uint8Array {
  return source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
}

/** WebAuthn refuses memory shared between threads; ours never is, which the type alone does not say. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
