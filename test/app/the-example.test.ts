import { type Page, expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { playInThread } from '../../src/cli/example/play-in-thread.ts';
import { EXAMPLE_PATH } from '../../src/protocol/wire/example-bodies.ts';
import { audit } from './support/audit.ts';
import { LOOKS } from './support/looks.ts';
import { openStage } from './support/stage.ts';

/** As many seconds as a year by the lake may take on a busy machine. */
const YEAR_MS_MAX = 150_000;

test.for(LOOKS)(
  'one click fills an empty venue, and each chair is a side of the same year ($size, $theme, $language)',
  { timeout: YEAR_MS_MAX + 60_000 },
  async (of) => {
    await using stage = await openStage({ ...of, venue: { example: playInThread } });
    const { words } = stage;
    const newcomer = await stage.person('Newcomer');
    await newcomer.openConvenerLink();
    await newcomer.press(words.example.fill());
    const sitDownAs = (role: string) => newcomer.page.getByRole('link', { name: words.example.sitAs({ role }) });
    await see(sitDownAs('Royal envoy of Kestria')).toBeVisible({ timeout: YEAR_MS_MAX });
    await newcomer.audit();

    const sitDown = async (role: string): Promise<Page> => {
      const [chair] = await Promise.all([newcomer.context.waitForEvent('page'), sitDownAs(role).click()]);
      await see(chair.getByRole('heading', { name: words.today.title(), exact: true })).toBeVisible();
      return chair;
    };
    const roomsOf = async (chair: Page) => {
      await chair.getByRole('link', { name: words.shell.rooms() }).first().click();
      const rooms = chair.locator('main .rooms .title');
      await see(rooms.first()).toBeVisible();
      return rooms;
    };

    const minister = await sitDown('Deputy foreign minister of Arvelia');
    await see(minister.locator('main').getByText('Talks resume as the ice goes out').first()).toBeVisible();
    await audit(minister);
    await see(await roomsOf(minister)).toHaveText(['The table']);

    const colonel = await sitDown('A retired colonel of the Kestrian lake guard');
    await see(await roomsOf(colonel)).toHaveText(['The boathouse', 'The workshop']);

    // What one says, those who sit there hear; and nobody else.
    const captain = await sitDown('Captain of the ferry');
    await roomsOf(captain);
    for (const [chair, text] of [
      [captain, 'The first boat is out.'],
      [colonel, 'I saw its lights.'],
    ] as const) {
      await chair.locator('main .rooms a').filter({ hasText: 'The workshop' }).click();
      const composer = chair.getByLabel(words.record.composer.label(), { exact: true });
      await composer.fill(text);
      await composer.press('Control+Enter');
      await see(captain.locator('main').getByText(text, { exact: true })).toBeVisible();
      await see(chair.locator('main').getByText(text, { exact: true })).toBeVisible();
    }
    await see(colonel.locator('main').getByText('The first boat is out.', { exact: true })).toBeVisible();

    // A chair goes on where it was after its tab is loaded again.
    await colonel.reload();
    await see(colonel.locator('main').getByText('I saw its lights.', { exact: true })).toBeVisible();

    // From the end of a record one comes to the top of what stands beside it.
    await colonel.getByRole('link', { name: words.room.views.ideas(), exact: true }).click();
    await see(colonel.getByRole('heading', { name: 'One gauge at the narrows' })).toBeVisible();
    await expect.poll(() => colonel.evaluate(() => scrollY)).toBe(0);
  },
);

test('a venue is asked for its example now and then, and not as fast as it answers', async () => {
  await using stage = await openStage({ size: 'phone' });
  const newcomer = await stage.person('Newcomer');
  let asked = 0;
  newcomer.context.on('request', (request) => {
    if (request.url().endsWith(EXAMPLE_PATH)) asked += 1;
  });
  await newcomer.open('/app#/example');
  await newcomer.reads(stage.words.example.none());
  await newcomer.page.waitForTimeout(3_000);
  expect(asked).toBeLessThan(4);
});
