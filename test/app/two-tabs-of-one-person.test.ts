import { expect, test } from 'vitest';
import { AT_A_DESK } from './support/looks.ts';
import { openStage } from './support/stage.ts';

test.for(AT_A_DESK)(
  'a convener who keeps nothing has two tabs, and the second goes on without the first ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const convener = await stage.person('Convener');
    await convener.openConvenerLink();
    await convener.beginKeepingNothing();
    await convener.takeWhatTheLinkBrought();
    const first = convener.page;

    await convener.openTab();
    await convener.isAtToday();

    await convener.closeTab(first);
    // The engine went with its tab, and nothing was kept: the other tab has an engine of its own by now, and begins anew.
    await convener.isAtTheWelcome();
    await convener.beginKeepingNothing();
    await convener.isAtToday();
  },
);

test('somebody whose device keeps everything goes on in the second tab, and unlocks nothing again', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.open();
  await anna.beginWithPassphrase();
  await anna.isAtToday();
  await anna.audit();
  const first = anna.page;
  await anna.openTab();
  await anna.isAtToday();
  await anna.closeTab(first);
  await expect.poll(async () => (await anna.look('gate', {})).kind).toBe('open');
  await anna.ask('takeConvenerToken', { token: anna.convenerToken });
  await anna.isAtToday();
  expect((await anna.look('overview', {})).isConvener).toBe(true);

  await anna.page.reload();
  await anna.isLocked();
  await anna.audit();
});

test('a device that is locked in one tab is locked in all, whichever of them is closed', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  await anna.isAtToday();
  const first = anna.page;
  await anna.openTab();
  await anna.isAtToday();
  await anna.ask('lock', {});
  await anna.isLocked();
  // The engine was in the first tab. The next one had the key while the device was open, and has it no longer.
  await anna.closeTab(first);
  const gate = async () => (await anna.look('gate', {})).kind;
  await expect.poll(gate, { timeout: 10_000 }).toBe('locked');
  await anna.isLocked();
});

test('a device that nobody has touched for an hour locks itself', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  // Of the page alone: it is the page that knows when it was touched.
  await anna.page.clock.install();
  await anna.beginBehindPassphrase();
  await anna.isAtToday();
  for (const minutes of [40, 40]) {
    await anna.page.clock.fastForward(minutes * 60_000);
    await anna.page.keyboard.press('Shift');
  }
  await anna.page.clock.fastForward(50 * 60_000);
  expect((await anna.look('gate', {})).kind).toBe('open');
  await anna.page.clock.fastForward(11 * 60_000);
  await anna.isLocked();
});
