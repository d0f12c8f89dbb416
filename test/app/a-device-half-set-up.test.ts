import { expect, test } from 'vitest';
import { openStage } from './support/stage.ts';
import { foundTalks } from './support/talks.ts';

/** As a tab leaves the device that is closed right after the lock was written: nothing stands beside it yet. */
function leaveTheLockAlone(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('pourparler/own');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('values', 'readwrite');
      const store = transaction.objectStore('values');
      const keys = store.getAllKeys();
      keys.onsuccess = () => {
        for (const key of keys.result) if (key !== 'lock') store.delete(key);
      };
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}

test('a tab that is closed while a device is set up leaves nobody behind whom nobody knows', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  await anna.page.reload();
  await expect.poll(async () => (await anna.look('gate', {})).kind).toBe('locked');
  await anna.page.evaluate(leaveTheLockAlone);
  await anna.unlock();
  expect((await anna.look('gate', {})).kind).toBe('new');
  // The whole way is open again: a phrase could be typed now, or somebody new begins.
  await anna.beginBehindPassphrase();
  const [room = ''] = await foundTalks(anna, 'The harbour');
  await anna.page.reload();
  await anna.unlock();
  expect((await anna.look('room', { channel: room }))?.channel).toBe(room);
});

test('an invitation that is opened at a locked device is there when it is unlocked', async () => {
  await using stage = await openStage();
  const [anna, boris] = [await stage.person('Anna'), await stage.person('Boris')];
  await anna.beginBehindPassphrase();
  const [room = ''] = await foundTalks(anna, 'The harbour');
  const { link } = await anna.ask('invite', { channel: room, expiresAt: Date.now() + 3_600_000 });
  await boris.beginBehindPassphrase();
  const first = boris.page;
  await boris.ask('lock', {});
  await boris.openTab(link);
  await boris.reads(boris.words.welcome.unlock.title());
  expect(boris.page.url()).not.toContain('#');
  // In the other tab, that knows nothing of it.
  const brought = boris.page;
  await boris.lookAt(first);
  await boris.typePassphrase();
  await boris.lookAt(brought);
  await boris.reads(boris.words.join.knock.title());
});
