import { equal } from '../../base/bytes.ts';
import type { ChannelId, Epoch } from '../../base/ids.ts';
import { decode } from '../codec/codec.ts';
import { readable } from '../codec/readable.ts';
import { AES_GCM_NONCE_BYTES, open } from '../crypto/aes-gcm.ts';
import { decodeEnvelope, type Envelope } from '../entry/envelope.ts';
import { type Header, headerBytes } from '../entry/header.ts';
import { PADDED_BYTES_MAX } from '../entry/limits.ts';
import { type Body, body } from './body.ts';
import { unpad } from './padding.ts';
import { entryKeys } from './record-keys.ts';
import type { BrokenEntryCode } from './seal-error.ts';

export type Opened =
  /** Sealed by somebody who had the epoch's record secret. By whom, `verifyAttribution` says. */
  | ({ readonly kind: 'opened'; readonly header: Header } & Body)
  /** This seat has no record secret of that epoch: it was not given, or was shredded. */
  | { readonly kind: 'not-for-this-seat'; readonly header: Header }
  /** Skipped by everyone, and shown as what it is. `[RECORD-4]` */
  | { readonly kind: 'broken'; readonly code: BrokenEntryCode; readonly header: Header | undefined };

/**
 * Opens an item of a channel's record.
 *
 * Never throws on what came from outside. Whether the entry came too late or twice is told by the record, not here.
 */
export async function openEntry(
  item: Uint8Array,
  by: { readonly channel: ChannelId; readonly recordSecret: (epoch: Epoch) => Uint8Array | undefined },
): Promise<Opened> {
  const envelope = readable(() => decodeEnvelope(item));
  if (envelope === undefined) return { kind: 'broken', code: 'NOT_AN_ENTRY', header: undefined };
  const { header } = envelope;
  if (!equal(header.channel, by.channel)) return { kind: 'broken', code: 'OTHER_CHANNEL', header };
  const recordSecret = by.recordSecret(header.epoch);
  if (recordSecret === undefined) return { kind: 'not-for-this-seat', header };
  const opened = await openBody(envelope, recordSecret);
  return typeof opened === 'string' ? { kind: 'broken', code: opened, header } : { kind: 'opened', header, ...opened };
}

async function openBody(envelope: Envelope, recordSecret: Uint8Array): Promise<Body | BrokenEntryCode> {
  const { key, keyCommitment } = entryKeys(recordSecret, envelope.nonce);
  // Before the ciphertext is touched: GCM does not commit to its key. [SEAL-1]
  if (!equal(keyCommitment, envelope.keyCommitment)) return 'KEY_COMMITMENT';
  const zero = new Uint8Array(AES_GCM_NONCE_BYTES);
  const padded = await open(key, zero, headerBytes(envelope.header), envelope.ciphertext);
  if (padded === undefined) return 'CIPHERTEXT';
  const plain = unpad(padded);
  if (plain === undefined) return 'PADDING';
  return readable(() => decode(body, plain, PADDED_BYTES_MAX)) ?? 'BODY';
}
