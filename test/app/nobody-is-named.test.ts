import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { joinTalks } from './support/join-talks.ts';
import { AT_A_DESK } from './support/looks.ts';
import type { PersonAtBrowser } from './support/person.ts';
import { openStage } from './support/stage.ts';
import { foundTwoTracks, heard, say } from './support/talks.ts';

/** How long to wait is drawn of four bytes of chance: for this person's engine, about four seconds each time. */
async function drawShortWaits({ page }: PersonAtBrowser): Promise<void> {
  const [engine] = page.workers();
  if (engine === undefined) throw new Error('the app has no engine');
  await engine.evaluate(() => {
    const draw = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = (bytes) => {
      draw(bytes);
      if (bytes instanceof Uint8Array && bytes.length === 4) bytes.set([11, 0, 0, 0]);
      return bytes;
    };
  });
}

test.for(AT_A_DESK)('one of three says something, and nobody can tell who ($size, $theme, $language)', async (of) => {
  await using stage = await openStage(of);
  const { words } = stage;
  const [ada, boris, chiara] = [await stage.person('Ada'), await stage.person('Boris'), await stage.person('Chiara')];
  for (const person of [ada, boris, chiara]) await person.beginCarryingNothing();
  const [official, unofficial] = await foundTwoTracks(ada);
  const unattributed = words.words.attribution.unattributed();
  const composer = (person: PersonAtBrowser) => person.page.getByLabel(words.record.composer.label(), { exact: true });
  const choose = (person: PersonAtBrowser) => person.page.getByRole('radio', { name: unattributed });

  // On the record what is said has an author: there is no such choice.
  await ada.goToRoom(official);
  await composer(ada).click();
  await see(choose(ada)).toHaveCount(0);

  // Alone, she is told that everybody would know.
  await ada.goToRoom(unofficial);
  await composer(ada).click();
  await choose(ada).press('Space');
  await see(ada.page.getByText(words.record.composer.hidesAmongFew({ count: 1 }))).toBeVisible();
  await ada.audit();

  await joinTalks(boris, { steward: ada, channel: unofficial, party: 'Kestria' });
  await joinTalks(chiara, { steward: ada, channel: unofficial, party: 'Kestria' });
  await boris.goToRoom(unofficial);
  await say(ada, unofficial, 'Let us think aloud.');
  await composer(boris).click();
  await choose(boris).press('Space');
  await see(boris.page.getByText(words.words.attributionMeaning.unattributed())).toBeVisible();
  await see(boris.page.getByText(words.record.composer.unattributedHow())).toBeVisible();
  await boris.audit();
  await composer(boris).fill('The eastern quay could be theirs in winter.');
  await drawShortWaits(boris);
  await boris.press(words.record.composer.send());
  // It waits, and says for what.
  await see(boris.page.getByText(words.waiting.waitsUnattributed())).toBeVisible();
  await see(boris.page.getByText(words.waiting.held(), { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(await heard(chiara, unofficial)).toEqual(['Let us think aloud.']);
  await stage.venue.release();

  await chiara.goToRoom(unofficial);
  for (const person of [boris, chiara]) {
    const line = person.main.getByRole('listitem').filter({ hasText: 'The eastern quay could be theirs in winter.' });
    await see(line.getByText(words.record.somebodyHere(), { exact: true })).toBeVisible();
    await see(line.getByText(unattributed, { exact: true })).toBeVisible();
    await see(line.getByText('Boris')).toHaveCount(0);
    await see(line.getByRole('time')).toHaveCount(0);
    // To his own app he is nobody, too.
    await line.last().locator('button[aria-haspopup]').press('Enter');
    const menu = person.page.locator('[popover]');
    await see(menu.getByRole('button', { name: words.record.actions.answer() })).toBeVisible();
    await see(menu.getByRole('button', { name: words.record.actions.withdraw() })).toHaveCount(0);
    await person.page.keyboard.press('Escape');
    await person.audit();
  }
  await see(boris.page.getByText(words.waiting.heading())).toHaveCount(0);
});
