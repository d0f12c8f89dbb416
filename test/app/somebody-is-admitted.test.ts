import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { isolated } from '../../src/web/messages/isolated.ts';
import { joinTalks } from './support/join-talks.ts';
import { AT_A_DESK, LOOKS } from './support/looks.ts';
import { openStage } from './support/stage.ts';
import { foundTalks } from './support/talks.ts';

test.for(LOOKS)('a steward invites, compares the words, admits, and removes ($size, $theme, $language)', async (of) => {
  await using stage = await openStage(of);
  const { people, words } = stage.words;
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  const [room = ''] = await foundTalks(anna, 'The harbour');
  await anna.goToRoom(room, 'people');
  const { main, page, dialog } = anna;
  const button = (name: string) => main.getByRole('button', { name, exact: true });
  await see(main.getByText(people.alone.how())).toBeVisible();
  await anna.audit();

  await button(people.invite.button()).click();
  await anna.audit();
  await anna.pressInDialog(people.invite.make());
  await see(dialog.getByRole('img', { name: people.invite.qr() })).toBeVisible();
  await anna.audit();
  await anna.pressInDialog(people.invite.copy());
  await see(dialog.getByText(stage.words.shell.copied())).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await see(dialog.locator('code')).toHaveText(link);
  await anna.pressInDialog(stage.words.shell.done());
  // It was shown once.
  await see(page.getByText(link)).toHaveCount(0);

  // Somebody else, to whom the link has come: the words that Boris reads out are not these.
  const boris = await stage.person('Boris');
  await boris.beginBehindPassphrase();
  const asBoris = { link, name: 'Boris', affiliation: 'Ministry of Arvelia' };
  const stranger = await boris.ask('knock', asBoris);
  const shown = main.locator('ol[lang=en] li');
  await see(shown).toHaveText([...stranger.safetyWords]);
  await button(people.knocks.dismiss()).click();
  await see(shown).toHaveCount(0);
  const answer = async () => (await boris.look('overview', {})).guests[0]?.state;
  await expect.poll(answer, { timeout: 20_000 }).toEqual({ kind: 'failed', code: 'KNOCK_DISMISSED' });
  await boris.ask('giveUpKnock', { knock: stranger.knock });

  const { safetyWords } = await boris.ask('knock', asBoris);
  await see(shown).toHaveText([...safetyWords]);
  // At the head of the room too, whatever one looks at there.
  await anna.goToRoom(room, 'meetings');
  await main.getByRole('link', { name: people.knocking({ count: 1 }) }).click();
  await see(shown).toHaveText([...safetyWords]);
  await anna.audit();

  await button(people.knocks.same()).click();
  await see(dialog.getByRole('textbox', { name: people.admit.name(), exact: true })).toHaveValue('Boris');
  await anna.audit();
  await anna.pressInDialog(people.admit.do());
  await see(dialog.getByText(people.admit.partyMissing())).toBeVisible();
  await dialog.getByRole('combobox', { name: people.admit.party() }).selectOption({ label: 'Arvelia' });
  await dialog.getByRole('textbox', { name: people.admit.attributes() }).fill('not a serving official');
  await dialog.getByRole('checkbox', { name: people.consentHolder() }).check();
  await dialog.getByRole('radio', { name: people.admit.all() }).check();
  await anna.pressInDialog(people.admit.do());
  await see(dialog).toHaveCount(0);
  await see(shown).toHaveCount(0);
  const seat = main.getByRole('listitem').filter({ hasText: 'Boris' });
  await see(seat).toContainText(people.consentHolder());
  await see(seat).toContainText('not a serving official');
  await see(seat).toContainText(people.readsAll());

  // Whoever is no steward sees who sits there, and whom to ask.
  await expect.poll(() => boris.look('room', { channel: room }), { timeout: 20_000 }).toBeDefined();
  await boris.goToRoom(room, 'people');
  await see(boris.main.getByText(people.stewards({ names: 'Anna', count: 1 }))).toBeVisible();
  await see(boris.main.getByRole('button', { name: people.invite.button() })).toHaveCount(0);
  await see(boris.main.getByText(words.role.steward(), { exact: true })).toBeVisible();

  await main.getByRole('button', { name: people.remove.labelled({ name: 'Boris' }) }).click();
  await see(dialog.getByText(people.remove.last({ party: 'Arvelia' }))).toBeVisible();
  await anna.audit();
  await anna.pressInDialog(people.remove.do());
  await see(dialog).toHaveCount(0);
  await see(main.getByText(people.left({ count: 1 }))).toBeVisible();
  await expect
    .poll(async () => (await boris.look('room', { channel: room }))?.me.leftAt, { timeout: 20_000 })
    .not.toBeNull();
});

test.for(AT_A_DESK)('a place passes to a successor, and the room sees it ($size, $theme, $language)', async (of) => {
  await using stage = await openStage(of);
  const { people, record } = stage.words;
  const [anna, boris, chiara] = [await stage.person('Anna'), await stage.person('Boris'), await stage.person('Chiara')];
  for (const person of [anna, boris, chiara]) await person.beginCarryingNothing();
  const [room = ''] = await foundTalks(anna, 'The harbour');
  await joinTalks(boris, { steward: anna, channel: room, party: 'Arvelia' });
  const { link } = await anna.ask('invite', { channel: room, expiresAt: Date.now() + 3_600_000 });
  await chiara.ask('knock', { link, name: 'Chiara', affiliation: 'The new ministry' });

  await anna.goToRoom(room, 'people');
  const { main, dialog } = anna;
  await main.getByRole('button', { name: people.knocks.same() }).click();
  const place = dialog.getByRole('combobox', { name: people.admit.place() });
  const ofBoris = { label: people.admit.placeOf({ name: 'Boris', party: 'Arvelia' }) };
  await place.selectOption(ofBoris);
  await see(dialog.getByText(people.admit.placePasses({ name: 'Boris' }))).toBeVisible();
  // A place that is given up again leaves nothing of it behind.
  await place.selectOption({ label: people.admit.placeOfTheirOwn() });
  await see(dialog.getByRole('checkbox', { name: people.consentHolder() })).not.toBeChecked();
  await see(dialog.getByRole('combobox', { name: people.admit.party() })).toHaveValue('');
  await place.selectOption(ofBoris);
  // The party comes with the place, and so does what Boris could do.
  await see(dialog.getByRole('combobox', { name: people.admit.party() })).toHaveCount(0);
  await see(dialog.getByRole('checkbox', { name: people.consentHolder() })).toBeChecked();
  await anna.audit();
  await anna.pressInDialog(people.admit.doHandOver());
  await see(dialog).toHaveCount(0);
  const seat = main.getByRole('listitem').filter({ hasText: 'Chiara' });
  await see(seat.getByText(people.succeeds({ name: 'Boris' }))).toBeVisible();
  await expect
    .poll(async () => (await boris.look('room', { channel: room }))?.me.leftAt, { timeout: 20_000 })
    .not.toBeNull();
  await expect.poll(() => chiara.look('room', { channel: room }), { timeout: 20_000 }).toBeDefined();

  await anna.goToRoom(room);
  const who = (name: string) => record.whoOf({ name: isolated(name), party: isolated('Arvelia') });
  const by = record.whoOf({ name: isolated('Anna'), party: isolated('Secretariat') });
  const told = record.by.seatHandedOver({ from: who('Boris'), to: who('Chiara'), by });
  await see(main.getByText(told)).toBeVisible();
  await anna.audit();
});
