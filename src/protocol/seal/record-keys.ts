import { hkdf } from '../crypto/hkdf.ts';
import { domain } from '../domain.ts';

/** The labels of what is taken from an epoch's MLS exporter, with the channel as context. `[KEYS-1]` */
export const EXPORT_LABELS = {
  /** The record secret: entries are sealed under keys derived from it. */
  record: 'pourparler/v1/record',
  /** The Ed25519 seed of the posting key. */
  posting: 'pourparler/v1/posting',
  /** The renewed channel key; taken on a renewal only. */
  channelKey: 'pourparler/v1/channel-key',
} as const;

export const EXPORTED_BYTES = 32;

export interface EntryKeys {
  readonly key: Uint8Array;
  readonly keyCommitment: Uint8Array;
}

const ENTRY = domain('entry');

/** One entry's key, and what commits to it. Nothing leads from it back to the record secret or to another's. `[SEAL-4]` */
export function entryKeys(recordSecret: Uint8Array, nonce: Uint8Array): EntryKeys {
  const derived = hkdf(recordSecret, nonce, ENTRY, 64);
  return { key: derived.subarray(0, 32), keyCommitment: derived.subarray(32) };
}
