import type { ChannelId, EntryId } from '../../base/ids.ts';
import { CIPHERTEXT_BYTES_MAX, CIPHERTEXT_BYTES_MIN } from '../../protocol/entry/limits.ts';
import { BYTES, headSize, readHead, UINT } from './heads.ts';

/** All that delivery needs of an entry. Views into its bytes. */
export interface EntryNames {
  readonly channel: ChannelId;
  readonly entry: EntryId;
  readonly isWithToken: boolean;
}

const ID_HEAD = 0x50;

/**
 * Accepts exactly what `decodeEnvelope` accepts (a test compares the two), several times faster: every post comes
 * through here. `undefined` is no entry.
 */
export function readEntry(item: Uint8Array): EntryNames | undefined {
  // [1, [[1 or 2, channel, epoch, entry, commitment], nonce, keyCommitment, ciphertext]]
  if (item[0] !== 0x82 || item[1] !== 1 || item[2] !== 0x84 || item[3] !== 0x85) return undefined;
  if (item[4] !== 1 && item[4] !== 2) return undefined;
  if (item[5] !== ID_HEAD) return undefined;
  const epoch = readHead(item, 22, UINT);
  if (epoch < 0) return undefined;
  const entryAt = 22 + headSize(epoch) + 1;
  if (item[entryAt - 1] !== ID_HEAD) return undefined;
  let at = entryAt + 16;
  for (let hash = 0; hash < 3; hash++, at += 34) if (item[at] !== 0x58 || item[at + 1] !== 32) return undefined;
  const ciphertext = readHead(item, at, BYTES);
  if (ciphertext < CIPHERTEXT_BYTES_MIN || ciphertext > CIPHERTEXT_BYTES_MAX) return undefined;
  if (at + headSize(ciphertext) + ciphertext !== item.length) return undefined;
  return {
    channel: item.subarray(6, 22) as unknown as ChannelId,
    entry: item.subarray(entryAt, entryAt + 16) as unknown as EntryId,
    isWithToken: item[4] === 2,
  };
}
