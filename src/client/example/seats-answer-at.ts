import { CodecError } from '../../protocol/codec/codec-error.ts';
import { ClientError } from '../client-error.ts';
import { decodeIdentity, encodeIdentity, SEATS_PREFIX } from '../seat-identity.ts';
import type { StorageRows } from '../storage/storage-file.ts';

/**
 * The same storage, whose seats now look for their venue where it was asked: whoever played the example may have reached
 * it by another way, past a proxy say. What logins sign stays as it was.
 */
export function seatsAnswerAt(rows: StorageRows, venue: string): StorageRows {
  return rows.map((row) => {
    if (!row.key.startsWith(SEATS_PREFIX) || !row.key.endsWith('/identity')) return row;
    try {
      return { key: row.key, value: encodeIdentity({ ...decodeIdentity(row.value), venue }) };
    } catch (cause) {
      if (!(cause instanceof CodecError)) throw cause;
      throw new ClientError('STORAGE_BROKEN', 'a seat of this storage does not read', { cause });
    }
  });
}
