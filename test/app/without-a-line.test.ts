import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { closeBrowser } from './support/browser.ts';
import { openStage } from './support/stage.ts';
import { foundTalks, heard, say } from './support/talks.ts';

test('what is kept on a device opens without a line, what is said there waits, and it goes when the line is back', async () => {
  await using stage = await openStage({ size: 'phone' });
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  const [room = ''] = await foundTalks(anna, 'The harbour');
  await say(anna, room, 'We could open it on two days a week.');
  const waiting = async () => (await anna.look('room', { channel: room }))?.waiting.length;
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  await anna.appIsKept();

  await anna.loseTheLine();
  await anna.page.reload();
  await anna.unlock();
  await anna.isAtToday();
  await see(anna.page.getByText(anna.words.shell.offline())).toBeVisible();
  await anna.goToRoom(room);
  await see(anna.page.getByRole('heading', { name: 'The harbour' })).toBeVisible();
  await say(anna, room, 'Or on three.');
  expect(await waiting()).toBe(1);
  // Every screen is there, though none but these was ever opened.
  const { settings, opening, ideas, meetings } = anna.words;
  for (const [place, says] of [
    ['settings', settings.title()],
    ['open-process', opening.template.title()],
    [`room/${room}/ideas`, ideas.empty()],
    [`room/${room}/meetings`, meetings.empty.what()],
  ]) {
    await anna.open(`/app#/${place}`);
    await see(anna.main.getByText(says as string, { exact: true })).toBeVisible();
    await see(anna.page.getByText(anna.words.failures.SCREEN_UNREACHABLE())).toHaveCount(0);
    await see(anna.page.getByText(anna.words.shell.loading())).toHaveCount(0);
  }

  await anna.findTheLine();
  await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
  await see(anna.page.getByText(anna.words.shell.offline())).toHaveCount(0);
  // Once, and after what was said before it.
  expect(await heard(anna, room)).toEqual(['We could open it on two days a week.', 'Or on three.']);
});

test('an invitation is opened from what is kept, and its secret with it', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  await anna.appIsKept();
  await anna.loseTheLine();
  await anna.open('/join#secret');
  await anna.isLocked();
  expect(new URL(anna.page.url()).hash).toBe('');
});

test('nothing that a venue answers is kept, and nothing at all for somebody who keeps nothing', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  await foundTalks(anna, 'The harbour');
  await anna.appIsKept();
  // What a page asks goes by the service worker, which has come to answer for it.
  await expect.poll(() => anna.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const ask = (path: string) => anna.page.evaluate(async (path) => (await fetch(path)).status, path);
  await expect.poll(() => ask('/log/checkpoint'), { timeout: 10_000 }).toBe(200);
  expect(await ask('/api/v1/venue')).toBe(200);
  const kept = await anna.keptAddresses();
  expect(kept).toContain('/app');
  expect(kept.filter((path) => !/^\/(?:app|app\.webmanifest|icon[\w-]*\.(?:svg|png)|assets\/.+)$/.test(path))).toEqual(
    [],
  );
  await anna.ask('forgetDevice', {});
  await expect.poll(() => anna.keptAddresses()).toEqual([]);

  const boris = await stage.person('Boris');
  await boris.open();
  await boris.isAtTheWelcome();
  await boris.beginCarryingNothing();
  await boris.isAtToday();
  await boris.page.waitForTimeout(1_000);
  expect(await boris.keptAddresses()).toEqual([]);
  expect(await boris.page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
});

test('a newer version waits until it is asked for, and every tab goes over to it', async () => {
  // One in which nobody had their service worker forgotten: Playwright's hold on the next one is then never let go.
  await closeBrowser();
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  await anna.appIsKept();
  await anna.page.reload();
  await anna.unlock();
  const first = anna.page;
  await anna.openTab();
  await anna.isAtToday();
  await see(anna.page.getByText(anna.words.shell.newVersion())).toHaveCount(0);
  const before = await anna.keptVersions();

  await stage.replaceApp();
  // As the browser does by itself whenever the app is opened.
  await anna.page.evaluate(() => {
    void navigator.serviceWorker.getRegistration().then((registration) => registration?.update());
  });
  await see(anna.page.getByText(anna.words.shell.newVersion())).toBeVisible({ timeout: 20_000 });
  expect(await anna.keptVersions()).toHaveLength(2);
  const isLoaded = first.waitForEvent('load');
  await anna.page.getByRole('button', { name: anna.words.shell.reload() }).click();
  await isLoaded;
  await expect.poll(() => anna.keptVersions()).toHaveLength(1);
  expect(await anna.keptVersions()).not.toEqual(before);
});
