/**
 * Whether this browser can check a signature at all: over a plain address it may not, and older ones do not know the
 * kind. Without asking first, a genuine file would be called a forgery.
 */
export async function hasCryptography(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
}
