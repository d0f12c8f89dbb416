import { expect, test } from 'vitest';
import { LOOKS } from './support/looks.ts';
import { openStage } from './support/stage.ts';

test.for(LOOKS)(
  'a convener who keeps nothing has two tabs, and the second goes on without the first ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const convener = await stage.person('Convener');
    await convener.openConvenerLink();
    await convener.beginKeepingNothing();
    await convener.press(convener.words.join.convener.today());
    await convener.isAtToday();
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
  await anna.ask('takeConvenerToken', { token: anna.convenerToken });
  await anna.isAtToday();
  expect((await anna.look('overview', {})).isConvener).toBe(true);

  await anna.page.reload();
  await anna.isLocked();
  await anna.audit();
});
