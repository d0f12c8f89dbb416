import { expect } from 'playwright/test';
import { test } from 'vitest';
import type { IdText } from '../../src/records/timeline.ts';
import { asShown } from '../../src/web/engine/as-shown.ts';
import { joinTalks } from './support/join-talks.ts';
import { LOOKS, ON_A_PHONE } from './support/looks.ts';
import type { PersonAtBrowser } from './support/person.ts';
import { openStage, type Stage } from './support/stage.ts';
import { foundTalks, say } from './support/talks.ts';

interface Talks {
  readonly sam: PersonAtBrowser;
  readonly anna: PersonAtBrowser;
  readonly boris: PersonAtBrowser;
  readonly harbour: IdText;
  readonly border: IdText;
}

test.for(LOOKS)(
  'three people open a public space, and publish what the parties consent to ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const talks = await openTalks(stage, 'Harbour talks');
    const { sam, anna, boris, harbour } = talks;
    const { board, consents, publish } = sam.words;

    await openSpace(talks);
    await sam.page.getByText(board.spaceIsOpen()).waitFor();
    await sam.audit();

    await sam.goToRoom(harbour, 'consents');
    await press(sam, consents.propose());
    await sam.page.getByLabel(publish.titleLabel()).fill('The harbour opens');
    await sam.page.getByRole('textbox', { name: publish.text() }).fill('On Sundays.\n\nThe parties meet again.');
    // What kind of people sit here is counted, and is a part of the text.
    await sam.page.getByText(publish.who.title()).click();
    await press(sam, publish.who.add());
    await press(sam, publish.addClaim());
    await sam.page.getByRole('button', { name: publish.choose(), exact: true }).first().click();
    await sam.page.keyboard.press('Escape');
    await sam.page.getByLabel(publish.claimLabel()).fill('The opening days');
    await sam.audit();
    await press(sam, publish.ask());

    for (const person of [anna, boris]) {
      await person.open('/app#/today');
      await person.page.getByText(consents.awaited.consent({ title: 'The harbour opens' })).click();
      await person.page.getByText('The parties meet again.').waitFor();
      // What it opens of the record is read before it is answered, and not its label alone.
      await person.page.getByText('The harbour can open on Sundays.').waitFor();
      await person.audit();
      await press(person, consents.consent());
      await expect(person.button(consents.consentNow())).toBeDisabled();
      await person.page.getByText(consents.haveRead()).click();
      await person.audit();
      await press(person, consents.consentNow());
      await person.dialog.waitFor({ state: 'detached' });
      // Party by party: whose consent is there, and whose is still waited for.
      if (person === anna) await sam.reads(consents.stands.proposed({ parties: 'Kestria', needed: 2, given: 1 }));
    }
    await press(boris, consents.publish());
    // Left, and come back to: it goes on.
    await boris.goToRoom(harbour, 'record');
    await boris.goToRoom(harbour, 'consents');
    const link = boris.page.getByRole('link', { name: consents.readIt() });
    const address = await link.getAttribute('href', { timeout: 30_000 });
    await expect.poll(async () => (await fetch(`${address}.json`)).ok, { timeout: 20_000 }).toBe(true);

    await anna.page.goto(address as string);
    await anna.page.getByRole('button', { name: 'Check it in this page' }).click();
    await anna.page.getByText('The evidence holds').waitFor();
    await anna.page.getByText('The harbour can open on Sundays.').waitFor();
    await anna.audit();
  },
);

test.for(ON_A_PHONE)('a text is refused with a reason, and one is withdrawn ($size, $theme, $language)', async (of) => {
  await using stage = await openStage(of);
  const talks = await openTalks(stage, 'Harbour talks');
  const { sam, anna, harbour } = talks;
  const { consents } = sam.words;
  await openSpace(talks);
  await propose(sam, harbour, 'Not so');
  await propose(sam, harbour, 'Not now');

  await anna.goToRoom(harbour, 'consents');
  const card = (person: PersonAtBrowser, title: string) => person.main.getByRole('listitem').filter({ hasText: title });
  await card(anna, 'Not so').getByRole('button', { name: consents.refuse() }).click();
  await anna.page.getByLabel(consents.reason()).fill('Our side said nothing of the kind.');
  await anna.page.getByText(consents.refuseEnds()).waitFor();
  await press(anna, consents.refuseNow());
  await sam.goToRoom(harbour, 'consents');
  await card(sam, 'Not so')
    .getByText(consents.stands.refused({ parties: 'Arvelia' }))
    .waitFor();
  await card(sam, 'Not so').getByText('Our side said nothing of the kind.').waitFor();

  await card(sam, 'Not now').getByRole('button', { name: consents.withdraw() }).click();
  await press(sam, consents.withdrawNow());
  await card(anna, 'Not now').getByText(consents.stands.withdrawn()).waitFor();
  await expect(anna.button(consents.consent())).toHaveCount(0);
});

test('a second room takes the list over, and its holders consent there with the keys that they have', async () => {
  await using stage = await openStage();
  const talks = await openTalks(stage, 'Harbour talks', 'Border talks');
  const { sam, anna, boris, border } = talks;
  const { board, consents } = sam.words;
  await openSpace(talks);
  await press(sam, board.adopt());
  await expect(sam.page.getByText(board.underRoster())).toHaveCount(2);

  await propose(sam, border, 'The border opens');
  for (const person of [anna, boris]) {
    await person.goToRoom(border, 'consents');
    await press(person, consents.consent());
    await person.page.getByText(consents.haveRead()).click();
    await press(person, consents.consentNow());
  }
  await boris.button(consents.publish()).waitFor({ timeout: 20_000 });
});

test('the list of parties is changed, and the parties before and after sign the other one', async () => {
  await using stage = await openStage();
  const talks = await openTalks(stage, 'Harbour talks');
  const { sam, anna, boris, harbour } = talks;
  const { board } = sam.words;
  await openSpace(talks);
  await press(sam, board.changeList());
  await sam.page.getByLabel(board.quorum()).selectOption(board.quorumSome({ count: 1, of: 2 }));
  await press(sam, board.putList());
  // The list that is in force asks for both of them, whatever the other one will ask for.
  await press(anna, board.sign({ party: 'Arvelia' }));
  await sam.page.getByText(board.waitsForParties({ parties: 'Kestria' })).waitFor();
  await expect(sam.button(board.openAgain())).toHaveCount(0);
  await press(boris, board.sign({ party: 'Kestria' }));
  await press(sam, board.openAgain());
  for (const { page } of [sam, anna, boris]) {
    await page.getByText(board.spaceAt({ name: 'Lake talks', needed: 1, of: 2 })).waitFor();
  }
  await sam.button(board.changeList()).waitFor();
  const { space } = (await boris.look('room', { channel: harbour })) ?? {};
  expect((await fetch(`${space?.link}`)).ok).toBe(true);
});

test.for(LOOKS)(
  'the secretariat keeps the board of facts, and the others read it ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const talks = await openTalks(stage, 'Harbour talks');
    const { sam, anna } = talks;
    const { board } = sam.words;
    // What a suggestion becomes is a text of the room, and shown as every such text is.
    const place = asShown(board.suggestion.place());
    await showBoard(sam, talks.harbour);
    await press(sam, board.suggestion.place());
    await sam.page.getByRole('combobox', { name: board.audience.press() }).selectOption(board.status.unclear());
    await sam.page.getByLabel(board.ifAsked()).fill('We say nothing of places.');
    await press(sam, board.saveFact());
    await expect(sam.page.getByText('We say nothing of places.')).toBeVisible();

    await showBoard(anna, talks.harbour);
    await expect(anna.page.getByRole('rowheader', { name: place })).toBeVisible();
    await expect(anna.button(board.addFact())).toHaveCount(0);
    await press(anna, board.copyAnswer());
    expect(await anna.page.evaluate(() => navigator.clipboard.readText())).toBe('We say nothing of places.');

    await press(sam, board.changeFact({ fact: place }));
    await sam.page.getByRole('combobox', { name: board.audience.press() }).selectOption(board.status.withheld());
    await press(sam, board.saveFact());
    await anna.page.getByText(board.history()).click();
    const change = board.historyTo({ audience: board.audience.press(), status: board.status.withheld() });
    await expect(anna.page.getByText(change)).toBeVisible();
    await anna.audit();
  },
);

async function openTalks(stage: Stage, ...titles: readonly string[]): Promise<Talks> {
  const people = [];
  for (const name of ['Sam', 'Anna', 'Boris']) {
    const person = await stage.person(name);
    await person.beginCarryingNothing();
    people.push(person);
  }
  const [sam, anna, boris] = people as [PersonAtBrowser, PersonAtBrowser, PersonAtBrowser];
  const channels = await foundTalks(sam, ...titles);
  for (const channel of channels) {
    await joinTalks(anna, { steward: sam, channel, party: 'Arvelia' });
    await joinTalks(boris, { steward: sam, channel, party: 'Kestria' });
  }
  const [harbour = '', border = ''] = channels;
  await say(anna, harbour, 'The harbour can open on Sundays.');
  return { sam, anna, boris, harbour, border };
}

/** Through all four steps, on the screens of those who take part. */
async function openSpace({ sam, anna, boris, harbour }: Talks): Promise<void> {
  const { board } = sam.words;
  for (const person of [sam, anna, boris]) await showBoard(person, harbour);
  for (const person of [anna, boris]) await press(person, board.makeKey());
  // What the convener's device calls the process is never put before the public by itself.
  await expect(sam.page.getByLabel(board.publicName())).toHaveValue('');
  await sam.page.getByLabel(board.publicName()).fill('Lake talks');
  await press(sam, board.putList());
  await press(anna, board.sign({ party: 'Arvelia' }));
  await press(boris, board.sign({ party: 'Kestria' }));
  await sam.page.getByLabel(board.address()).fill('lake-talks');
  await press(sam, board.openSpace());
  await sam.page.getByRole('link', { name: board.seeSpace() }).waitFor();
}

async function propose(by: PersonAtBrowser, channel: IdText, title: string): Promise<void> {
  await expect.poll(async () => (await by.look('room', { channel }))?.space?.slug).toBe('lake-talks');
  const texts = [{ language: 'en', title, text: 'So it is.' }];
  await by.ask('proposeDisclosure', { channel, kind: 'update', texts, claims: [], showParties: true });
}

async function press(person: PersonAtBrowser, name: string): Promise<void> {
  await person.button(name).first().click();
}

async function showBoard(person: PersonAtBrowser, channel: IdText): Promise<void> {
  await person.goToProcess(channel, 'board');
  await person.page.getByRole('heading', { level: 1, name: person.words.board.title() }).waitFor();
}
