import { IndexedDbStorage } from '../../src/client/storage/indexed-db-storage.ts';
import { storageContract } from '../contract/storage-contract.ts';

let count = 0;
storageContract('IndexedDB', () => IndexedDbStorage.open(`device-${count++}-${crypto.randomUUID()}`));
