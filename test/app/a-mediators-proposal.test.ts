import { expect } from 'playwright/test';
import { test } from 'vitest';
import type { IdText } from '../../src/records/timeline.ts';
import { joinTalks } from './support/join-talks.ts';
import { AT_A_DESK } from './support/looks.ts';
import type { PersonAtBrowser } from './support/person.ts';
import { openStage, type Stage } from './support/stage.ts';
import { foundTalks } from './support/talks.ts';

interface Talks {
  readonly sam: PersonAtBrowser;
  readonly anna: PersonAtBrowser;
  readonly boris: PersonAtBrowser;
  readonly harbour: IdText;
}

/** What a sentence is looked for without. */
const ANY = '§';
const FRENCH = 'Le passage ouvre deux fois par jour.';
const TEXT = 'The crossing opens twice a day.\n\nBoth sides keep the keys.';

test.for(AT_A_DESK)(
  'a mediator puts a text to two parties, who answer in private: yes and yes, then yes and no ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const talks = await openTalks(stage);
    const { sam, anna, boris, harbour } = talks;
    const { proposals, publish, record } = sam.words;

    await put(talks, 'The crossing', async () => {
      // Before anything is sent: what each learns.
      await sam.reads(proposals.learns.two());
      await sam.dialog.getByRole('button', { name: /Arvelia/ }).click();
      await sam.reads(sam.words.shell.required());
      await sam.press(publish.addLanguage());
      const french = sam.dialog.getByRole('group').last();
      await french.getByRole('combobox').selectOption('fr');
      await french.getByLabel(proposals.form.title()).fill('Le passage');
      await french.getByRole('textbox', { name: proposals.form.text() }).fill(FRENCH);
      await sam.audit();
    });
    await sees(sam, proposals.named({ title: ANY }));

    for (const person of [anna, boris]) {
      await person.open('/app#/today');
      await person.page.locator('a', { hasText: 'The crossing' }).waitFor();
      await person.page.locator('a', { hasText: 'The crossing' }).click();
      await person.button(proposals.readAndAnswer()).waitFor();
      await person.button(proposals.readAndAnswer()).click();
      await person.page.getByText('Both sides keep the keys.').first().waitFor();
      await person.reads(proposals.learns.two());
      // In the reader's own language, with the other one at hand.
      await expect(person.dialog.getByText(FRENCH)).toBeHidden();
      await person.dialog.getByText(proposals.inLanguage({ language: 'French' })).click();
      await expect(person.dialog.getByText(FRENCH)).toBeVisible();
      await expect(person.button(proposals.answer.next())).toBeDisabled();
      await person.dialog.getByRole('radio').first().check();
      await person.audit();
      await person.press(proposals.answer.next());
      await person.reads(proposals.answer.finalNow());
      await person.audit();
      // A second look is one that may lead back.
      await person.press(proposals.answer.back());
      await person.press(proposals.answer.next());
      await person.press(proposals.answer.give());
      await person.dialog.waitFor({ state: 'detached' });
      if (person === anna) {
        await sees(sam, proposals.awaited.answer({ parties: ANY }));
        await sam.audit();
      }
      await expect(person.button(proposals.readAndAnswer())).toHaveCount(0);
    }
    for (const person of [sam, anna, boris]) {
      await person.goToRoom(harbour, 'record');
      await sees(person, record.by.proposalAccepted({ title: ANY }));
      await expect(person.page.getByRole('region', { name: proposals.section() }).getByRole('listitem')).toHaveCount(0);
    }

    await put(talks, 'The quay');
    await answer(anna, 0);
    await answer(boris, 1);
    for (const person of [sam, anna, boris]) await sees(person, record.by.proposalNotAccepted({ title: ANY }));
    await sam.audit();
  },
);

test('a text that nobody answers is ended by who put it, and is no longer asked about', async () => {
  await using stage = await openStage({ size: 'phone' });
  const talks = await openTalks(stage);
  const { sam, anna, harbour } = talks;
  const { proposals, record } = sam.words;
  await put(talks, 'The crossing');
  await anna.goToRoom(harbour, 'record');
  await anna.button(proposals.readAndAnswer()).waitFor();
  await sam.button(proposals.read()).click();
  await sam.reads(proposals.endWhat());
  await sam.press(proposals.end());
  await sam.dialog.waitFor({ state: 'detached' });
  await expect(anna.button(proposals.readAndAnswer())).toHaveCount(0);
  await sees(anna, record.by.proposalEnded({ who: ANY, title: ANY }));
});

async function openTalks(stage: Stage): Promise<Talks> {
  const [sam, anna, boris] = [await stage.person('Sam'), await stage.person('Anna'), await stage.person('Boris')];
  for (const person of [sam, anna, boris]) await person.beginCarryingNothing();
  const [harbour = ''] = await foundTalks(sam, 'Harbour talks');
  await joinTalks(anna, { steward: sam, channel: harbour, party: 'Arvelia' });
  await joinTalks(boris, { steward: sam, channel: harbour, party: 'Kestria' });
  return { sam, anna, boris, harbour };
}

async function put({ sam, harbour }: Talks, title: string, before?: () => Promise<void>): Promise<void> {
  const { proposals } = sam.words;
  await sam.goToRoom(harbour, 'record');
  await sam.press(proposals.put());
  await before?.();
  await sam.dialog.getByLabel(proposals.form.title()).first().fill(title);
  await sam.dialog.getByRole('textbox', { name: proposals.form.text() }).first().fill(TEXT);
  await sam.dialog.getByRole('button', { name: /Arvelia/ }).click();
  await sam.dialog.waitFor({ state: 'detached' });
}

/** `which`: 0 is yes, 1 is no. */
async function answer(person: PersonAtBrowser, which: number): Promise<void> {
  const { proposals } = person.words;
  await person.button(proposals.readAndAnswer()).click();
  await person.dialog.getByRole('radio').nth(which).check();
  await person.press(proposals.answer.next());
  await person.press(proposals.answer.give());
  await person.dialog.waitFor({ state: 'detached' });
}

/** A sentence of the record, with whatever stands in it for {@link ANY}. */
async function sees(person: PersonAtBrowser, sentence: string): Promise<void> {
  const pattern = new RegExp(sentence.split(ANY).map(escaped).join('.*'));
  await expect(person.page.getByText(pattern).first()).toBeVisible({ timeout: 20_000 });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
