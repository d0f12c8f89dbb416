import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { bytes, list, struct, text } from '../../protocol/codec/shapes.ts';
import { versioned } from '../../protocol/codec/versioned.ts';
import { ClientError } from '../client-error.ts';
import { STORAGE_FILE_BYTES_MAX, STORAGE_KEY_BYTES_MAX, STORAGE_ROWS_MAX } from './limits.ts';
import type { Storage } from './storage.ts';

const row = struct('row', {
  key: text('key', { minBytes: 1, maxBytes: STORAGE_KEY_BYTES_MAX }),
  value: bytes('value', { max: STORAGE_FILE_BYTES_MAX }),
});

const storageFile = versioned(1, struct('storage file', { rows: list('rows', row, { max: STORAGE_ROWS_MAX }) }));

/** In ascending order of key, none twice. */
export type StorageRows = Decoded<typeof storageFile>['rows'];

/**
 * All that a device remembers, in one file.
 *
 * Whoever has the file is this person, on this device: it is as secret as the storage was. It may go on in one place only:
 * a device that is opened from two copies signs and counts twice, and its room will take one of them for a thief. So the
 * engine on the storage must have been closed before, and never be opened there again.
 */
export async function exportStorage(storage: Storage): Promise<Uint8Array> {
  const kept = await storage.list('');
  return encode(storageFile, { rows: kept.map(([key, value]) => ({ key, value })) });
}

/** Throws STORAGE_BROKEN on whatever {@link exportStorage} did not write. */
export function readStorageFile(file: Uint8Array): StorageRows {
  try {
    const { rows } = decode(storageFile, file, STORAGE_FILE_BYTES_MAX);
    rows.forEach(({ key }, index) => {
      const before = rows[index - 1]?.key ?? '';
      if (before >= key) throw new CodecError('NOT_CANONICAL', 'storage file: keys out of order');
    });
    return rows;
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause;
    throw new ClientError('STORAGE_BROKEN', 'this is no file of a storage', { cause });
  }
}

/** Into a storage that remembers nothing yet, all or nothing. Throws STORAGE_BROKEN where it remembers something. */
export async function importStorage(storage: Storage, rows: StorageRows): Promise<void> {
  if ((await storage.list('')).length > 0) {
    throw new ClientError('STORAGE_BROKEN', 'this storage is in use already');
  }
  await storage.write({ put: Object.fromEntries(rows.map(({ key, value }) => [key, value])) });
}
