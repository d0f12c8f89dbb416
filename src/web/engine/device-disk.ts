import { IndexedDbStorage } from '../../client/storage/indexed-db-storage.ts';
import type { Storage } from '../../client/storage/storage.ts';

/** Where one profile of a device is kept, before anything is encrypted. */
export interface DeviceDisk {
  /** Asked first: opening makes what is not there yet. */
  exists(): Promise<boolean>;
  open(): Promise<Storage>;
  /** All of it. What is open meanwhile is closed first by whoever opened it. */
  erase(): Promise<void>;
}

/** A database of the browser's for each profile. */
export function browserDisk(profile: string): DeviceDisk {
  const name = `pourparler/${profile}`;
  return {
    exists: async () => (await indexedDB.databases()).some((database) => database.name === name),
    open: () => IndexedDbStorage.open(name),
    erase: () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  };
}
