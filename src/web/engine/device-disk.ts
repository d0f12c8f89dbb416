import { deleteDB } from 'idb';
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
  const name = databaseName(profile);
  return {
    exists: async () => (await databases()).includes(name),
    open: () => IndexedDbStorage.open(name),
    erase: () => deleteDB(name),
  };
}

/** Every chair of the example that anybody took here. One that is sat in goes as soon as its tab is closed. */
export async function eraseChairs(): Promise<void> {
  const chairs = (await databases()).filter((name) => name.startsWith(databaseName('chair-')));
  await Promise.all(
    chairs.map(
      (name) =>
        new Promise<void>((resolve, reject) => {
          deleteDB(name, { blocked: () => resolve() }).then(resolve, reject);
        }),
    ),
  );
}

export function databaseName(profile: string): string {
  return `pourparler/${profile}`;
}

async function databases(): Promise<readonly string[]> {
  return (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
}
