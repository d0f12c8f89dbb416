import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { openStage } from './support/stage.ts';
import { foundTalks, say } from './support/talks.ts';

test('a convener’s link that is pasted over the open app is taken, and leaves the address', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.open('/app#/today');
  await anna.beginKeepingNothing();
  await anna.isAtToday();
  // The same page: nothing is loaded, and a device that keeps nothing keeps what it has.
  await anna.openConvenerLink();
  await anna.reads(anna.words.join.convener.title());
  expect(anna.page.url()).not.toContain('convener=');
  expect((await anna.look('overview', {})).isConvener).toBe(true);
  await anna.takeWhatTheLinkBrought();
  // A piece of one is a secret all the same.
  await anna.open('/app#convener=AAAA');
  await anna.reads(anna.words.welcome.damaged.convener());
  expect(anna.page.url()).not.toContain('convener=');
  await anna.press(anna.words.join.damaged.paste());
  await see(anna.page.getByRole('heading', { level: 1, name: anna.words.settings.title() })).toBeVisible();
});

test('a newcomer reads at once that their link is not whole, and pastes the whole one later', async () => {
  await using stage = await openStage();
  const { welcome, join } = stage.words;
  const anna = await stage.person('Anna');
  await anna.page.goto((stage.venue.convenerLink ?? '').slice(0, -5));
  await anna.reads(welcome.damaged.convener());
  await anna.audit();
  await anna.open('/join#AVB');
  await anna.reads(welcome.damaged.invitation());
  expect(anna.page.url()).not.toContain('AVB');
  await anna.audit();
  await anna.beginKeepingNothing();
  await anna.reads(join.damaged.title());
  await anna.audit();
  await anna.press(join.damaged.paste());
  await anna.reads(join.title());
});

test('a view that cannot be shown takes nothing else away', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  const [room = ''] = await foundTalks(anna, 'The harbour');
  await say(anna, room, 'We could open it on two days a week.');
  const thrown: string[] = [];
  anna.page.on('pageerror', ({ message }) => thrown.push(message));
  // As an entry would that a view was not made for: here it is the view that is not as it was made.
  await anna.page.evaluate(() => {
    Object.defineProperty(Intl, 'DateTimeFormat', {
      value: class {
        constructor() {
          throw new RangeError('no such time');
        }
      },
    });
  });
  await anna.goToRoom(room);
  await see(anna.page.getByText(anna.words.failures.SCREEN_BROKEN())).toBeVisible();
  await see(anna.page.getByRole('heading', { name: 'The harbour' })).toBeVisible();
  expect(thrown).toContain('no such time');
  anna.complaints.forgive('no such time');
  await anna.page.getByRole('link', { name: anna.words.room.views.people(), exact: true }).click();
  await see(anna.page.getByText(anna.words.failures.SCREEN_BROKEN())).toHaveCount(0);
  await see(anna.page.getByText('Anna').first()).toBeVisible();
});
