import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { joinTalks } from './support/join-talks.ts';
import { ON_A_PHONE } from './support/looks.ts';
import { openStage } from './support/stage.ts';
import { foundTwoTracks } from './support/talks.ts';

test.for(ON_A_PHONE)(
  'ideas are worded anew, merged, made a page without an author, and tabled ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const { ideas, record, shell } = stage.words;
    const [ada, boris] = [await stage.person('Ada'), await stage.person('Boris')];
    for (const person of [ada, boris]) await person.beginCarryingNothing();
    const [official, unofficial] = await foundTwoTracks(ada);
    await joinTalks(boris, { steward: ada, channel: unofficial, party: 'Kestria' });
    const idea = (title: string, text: string) =>
      boris.ask('post', { channel: unofficial, kind: 'idea', content: { title, text, language: 'en' } });
    const { entry: gauge } = await idea('Read one gauge', 'Both shores read it.');
    await idea('Lend the lock', 'It opens at night.');
    const { main, page, dialog } = ada;

    // Another version stands above, and the first beside it.
    await ada.goToRoom(unofficial, 'ideas');
    const one = main.locator(`[data-idea="${gauge}"]`);
    const field = (name: string) => main.getByRole('textbox', { name });
    await see(one.getByRole('list', { name: ideas.ladder() })).toContainText(ideas.notYet());
    await one.getByRole('button', { name: ideas.version() }).click();
    await field(ideas.title()).fill('Read one gauge together');
    await ada.audit();
    await main.getByRole('button', { name: ideas.versionDo() }).click();
    await see(one.getByRole('heading', { name: 'Read one gauge together' })).toBeVisible();
    await one.getByText(ideas.versions({ count: 2 })).click();
    await see(one.getByText('Read one gauge', { exact: true })).toBeVisible();

    // Two become one, which keeps them.
    await boris.ask('post', {
      ...{ channel: unofficial, kind: 'idea-argument' },
      content: {
        idea: Uint8Array.from(Buffer.from(gauge, 'hex')) as never,
        side: 'for',
        text: 'Fair.',
        language: 'en',
      },
    });
    await see(one.getByText('Fair.')).toBeVisible();
    await one.getByRole('button', { name: ideas.merge() }).click();
    await field(ideas.title()).fill('A gauge and a lock');
    await field(ideas.text()).fill('One gauge for a lock that opens at night.');
    await ada.audit();
    await main.getByRole('button', { name: ideas.mergeDo() }).click();
    const merged = main
      .locator('[data-idea]')
      .filter({ has: page.getByRole('heading', { name: 'A gauge and a lock' }) });
    await see(merged.getByText('Fair.')).toBeVisible();
    await merged.getByText(ideas.mergedFrom({ count: 2 })).click();
    await see(merged.getByText('Lend the lock', { exact: true })).toBeVisible();

    // A page that nobody has written. What could tell is asked about.
    await merged.getByRole('button', { name: ideas.nonPaper() }).click();
    await field(ideas.nonPaperText()).fill('My government would lend the lock.');
    await main.getByRole('button', { name: ideas.nonPaperDo() }).click();
    await see(main.getByText(record.transfer.because['first person']())).toBeVisible();
    await main.getByRole('button', { name: record.transfer.reword() }).click();
    await see(field(ideas.nonPaperText())).toHaveValue('My government would lend the lock.');
    await field(ideas.nonPaperText()).fill('The lock may open at night.\n\nThe gauge is read by all.');
    await main.getByRole('button', { name: ideas.nonPaperDo() }).click();
    await see(merged.locator('[data-paper]')).toContainText('The gauge is read by all.');
    await ada.audit();
    const save = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), merged.getByRole('button', { name }).click()]);
      return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
    };
    const text = await save(ideas.saveText());
    expect([text.name, strFromU8(text.bytes)]).toEqual([
      'text.txt',
      'The lock may open at night.\n\nThe gauge is read by all.\n',
    ]);
    const docx = await save(ideas.saveDocx());
    expect([docx.name, Object.keys(unzipSync(docx.bytes))]).toEqual([
      'text.docx',
      ['[Content_Types].xml', '_rels/.rels', 'word/document.xml'],
    ]);
    expect(strFromU8(docx.bytes, true)).not.toMatch(/Ada|Boris|Arvelia|docProps|20[0-9]{2}-/u);
    // Printed, the words are alone on the page.
    await page.evaluate(() => {
      window.print = () => {};
    });
    await merged.getByRole('button', { name: ideas.print() }).click();
    await page.emulateMedia({ media: 'print' });
    await see(page.locator('body > .bare')).toBeVisible();
    await see(main).toBeHidden();
    expect(await page.title()).not.toMatch(/Pourparler|talks/iu);
    await page.emulateMedia({ media: null });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await see(page.locator('body > .bare')).toHaveCount(0);

    // Carried to the official room, a party tables a proposal that rests on it.
    await merged.locator('.papers').getByRole('button', { name: ideas.carry() }).click();
    await ada.pressInDialog(record.transfer.do());
    const asIt = dialog.getByRole('button', { name: record.transfer.carryAnyway() });
    await see(asIt.or(dialog.getByRole('status'))).toBeVisible();
    if (await asIt.isVisible()) await asIt.click();
    await ada.pressInDialog(shell.done());
    await ada.goToRoom(official, 'ideas');
    await main.getByRole('button', { name: ideas.table() }).click();
    await field(ideas.proposalTitle()).fill('The lock by night');
    await field(ideas.proposalText()).fill('The lock opens at night from spring on.');
    const rests = main.getByRole('combobox', { name: ideas.restsOn() });
    await rests.selectOption({ index: 1 });
    await ada.audit();
    await main.getByRole('button', { name: ideas.table() }).click();
    await see(main.getByRole('heading', { name: 'The lock by night' })).toBeVisible();
    await ada.goToRoom(official);
    await see(main.getByText(record.proposalCites())).toBeVisible();

    // Every rung of it is seen on the idea, by whoever sits in both rooms.
    await ada.goToRoom(unofficial, 'ideas');
    const ladder = merged.getByRole('list', { name: ideas.ladder() });
    await see(ladder).toContainText(ideas.rung.carried());
    await see(ladder).toContainText('Arvelia');
    await see(ladder).not.toContainText(ideas.notYet());
    await ada.audit();
    await boris.goToRoom(unofficial, 'ideas');
    const his = boris.main.getByRole('list', { name: ideas.ladder() });
    await see(his).toContainText(ideas.rung.carried());
    await see(his).toContainText(ideas.notYet());
  },
);
