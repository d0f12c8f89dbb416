import { expect as see } from 'playwright/test';
import { test } from 'vitest';
import { openStage } from './support/stage.ts';
import { foundTalks } from './support/talks.ts';

test('what had the focus is taken away, and the focus stays where it was; what is missing in a form gets it', async () => {
  await using stage = await openStage({ size: 'phone' });
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  const [room = ''] = await foundTalks(anna, 'The harbour');
  const { ideas, meetings, undertakings } = anna.words;
  const { main, page } = anna;
  const dialog = page.getByRole('dialog');
  const enter = (name: string, within = main) => within.getByRole('button', { name, exact: true }).press('Enter');

  await anna.open(`/app#/room/${room}/ideas`);
  await enter(ideas.putUp());
  const title = main.getByLabel(ideas.title(), { exact: true });
  await see(title).toBeFocused();
  await enter(ideas.do());
  await see(title).toBeFocused();
  await title.fill('A ferry on Sundays');
  await enter(ideas.do());
  const idea = main.getByRole('article').filter({ hasText: 'A ferry on Sundays' });
  await see(main).toBeFocused();
  await enter(ideas.argueFor());
  await main.getByLabel(ideas.argument()).fill('It needs no treaty.');
  await enter(ideas.addArgument());
  await see(idea).toBeFocused();

  // The button that opened the dialog is gone with the empty state that it stood in.
  await anna.open(`/app#/room/${room}/meetings`);
  await enter(meetings.plan());
  await enter(meetings.form.do(), dialog);
  await see(dialog.getByLabel(meetings.form.title())).toBeFocused();
  await dialog.getByLabel(meetings.form.title()).fill('First round');
  await enter(meetings.form.do(), dialog);
  await see(dialog).toHaveCount(0);
  await see(main).toBeFocused();

  // Whoever says how something stands sees what it is that they speak of.
  await anna.open(`/app#/room/${room}/undertakings`);
  await enter(undertakings.give());
  await dialog.getByLabel(undertakings.form.what()).fill('To send the list of moorings.');
  await enter(undertakings.form.do(), dialog);
  await enter(undertakings.update());
  await see(dialog.getByText('To send the list of moorings.')).toBeVisible();
  await page.keyboard.press('Escape');
  await see(main.getByRole('button', { name: undertakings.update() })).toBeFocused();
});
