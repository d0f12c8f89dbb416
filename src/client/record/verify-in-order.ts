import type { Epoch } from '../../base/ids.ts';
import {
  type AcceptedKey,
  keyIdText,
  type Verification,
  type VerifiedBy,
  verifyAttribution,
} from '../../protocol/seal/attribution.ts';
import { isBallot, verifyBallot } from '../../protocol/seal/ballot.ts';
import type { Seen } from '../../protocol/seal/body.ts';
import type { Opened } from '../../protocol/seal/open-entry.ts';

export type OpenedEntry = Extract<Opened, { kind: 'opened' }>;

/** Of the epoch that all of them belong to. */
export interface VerifyingContext extends VerifiedBy {
  /** Added to: keys that were announced, each from its place on. */
  readonly knownKeys: Map<string, AcceptedKey>;
  /** Of any epoch that this device saw begin: a ballot may be of an earlier one. */
  readonly headOf: (epoch: Epoch) => Seen | undefined;
}

/**
 * Verifies entries as if one after the other: a key counts from the entry that announces it, and from none before. How
 * the venue cuts a record into pages must not change what is found forged.
 *
 * Those between two announcements are verified side by side.
 */
export async function verifyInOrder(
  entries: readonly OpenedEntry[],
  context: VerifyingContext,
): Promise<readonly Verification[]> {
  const verifications: Verification[] = [];
  let waiting: OpenedEntry[] = [];
  const verified = async (entry: OpenedEntry) =>
    isBallot(entry) ? verifyBallot(entry, context.headOf(entry.header.epoch)) : await verifyAttribution(entry, context);
  const settle = async () => {
    verifications.push(...(await Promise.all(waiting.map(verified))));
    waiting = [];
  };
  for (const entry of entries) {
    const { attribution } = entry;
    const announced = attribution.kind === 'attributed' && attribution.announcement && keyIdText(attribution.keyId);
    if (announced === undefined || announced === false || context.knownKeys.has(announced)) {
      waiting.push(entry);
      continue;
    }
    await settle();
    const verification = await verifyAttribution(entry, context);
    verifications.push(verification);
    if (verification.kind === 'verified') context.knownKeys.set(announced, verification.accepted);
  }
  await settle();
  return verifications;
}
