import type { ChannelId, Epoch } from '../../base/ids.ts';
import type { Charter } from '../../protocol/charter/charter.ts';
import { type AcceptedKey, keyIdText, type Verification, verifyAttribution } from '../../protocol/seal/attribution.ts';
import type { AuthenticationKeys } from '../../protocol/seal/authentication-keys.ts';
import { type Opened, openEntry } from '../../protocol/seal/open-entry.ts';

/** Opened and verified, not yet put in order and judged. */
export interface OpenedItem {
  readonly item: Uint8Array;
  readonly opened: Opened;
  /** Only for what was opened. */
  readonly verification: Verification | undefined;
}

export interface OpeningContext {
  readonly channel: ChannelId;
  readonly recordSecret: (epoch: Epoch) => Uint8Array | undefined;
  /** Of the epoch that the run belongs to; `undefined` where this device never had it. */
  readonly charter: Charter | undefined;
  readonly keys: AuthenticationKeys;
  /** Added to: keys that were announced in this run. */
  readonly knownKeys: Map<string, AcceptedKey>;
}

/**
 * Opens a run of entries between two handshakes.
 *
 * Side by side, since each is independent of the others; but for announcements, which come first: later entries
 * name the key by its id only.
 */
export async function openRun(items: readonly Uint8Array[], context: OpeningContext): Promise<readonly OpenedItem[]> {
  const opened = await Promise.all(items.map((item) => openEntry(item, context)));
  const verifications = new Map<Opened, Verification>();
  for (const entry of opened) {
    if (entry.kind !== 'opened' || entry.attribution.announcement === undefined) continue;
    const keyId = keyIdText(entry.attribution.keyId);
    if (context.knownKeys.has(keyId)) continue;
    const verification = await verifyAttribution(entry, context);
    verifications.set(entry, verification);
    if (verification.kind === 'verified') context.knownKeys.set(keyId, verification.accepted);
  }
  await Promise.all(
    opened.map(async (entry) => {
      if (entry.kind !== 'opened' || verifications.has(entry)) return;
      verifications.set(entry, await verifyAttribution(entry, context));
    }),
  );
  return opened.map((entry, index) => ({
    item: items[index] as Uint8Array,
    opened: entry,
    verification: verifications.get(entry),
  }));
}
