import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { type EntryId, idFromText } from '../../src/base/ids.ts';
import type { IdText } from '../../src/records/timeline.ts';
import { joinTalks } from './support/join-talks.ts';
import { AT_A_DESK } from './support/looks.ts';
import type { PersonAtBrowser } from './support/person.ts';
import { openStage, type Stage, type StageOf } from './support/stage.ts';
import { foundShuttles, heard } from './support/talks.ts';

/** A mediator with a room for each of two parties, who never share one. */
async function gather(of: StageOf) {
  const stage = await openStage(of);
  const mediator = await stage.person('Mediator');
  const [arvid, asta, karel] = [await stage.person('Arvid'), await stage.person('Asta'), await stage.person('Karel')];
  for (const person of [mediator, arvid, asta, karel]) await person.beginCarryingNothing();
  const [here, there] = await foundShuttles(mediator);
  await joinTalks(arvid, { steward: mediator, channel: here, party: 'Arvelia' });
  await joinTalks(asta, { steward: mediator, channel: here, party: 'Arvelia' });
  await joinTalks(karel, { steward: mediator, channel: there, party: 'Kestria' });
  return { stage, mediator, arvid, karel, here, there };
}

function line(person: PersonAtBrowser, text: string) {
  return person.main.getByRole('listitem').filter({ has: person.page.getByText(text, { exact: true }) });
}

async function chooseFor(person: PersonAtBrowser, text: string, action: string) {
  await line(person, text).last().locator('button[aria-haspopup]').click();
  await person.page.locator('[popover]').getByRole('button', { name: action }).click();
}

async function entryOf(person: PersonAtBrowser, channel: IdText, text: string): Promise<IdText> {
  const record = await person.look('record', { channel, from: 0, count: 100 });
  return record?.lines.find(({ statement }) => statement?.text === text)?.statement?.key ?? '';
}

test.for(AT_A_DESK)(
  'a mediator carries words between two parties who never share a room ($size, $theme, $language)',
  async (of) => {
    const { stage, mediator, arvid, karel, here, there } = await gather(of);
    await using _stage: Stage = stage;
    const { record, waiting, shell } = stage.words;
    const { transfer } = record;

    // Said on hold: the mediator can read it, and not carry it.
    const words = 'As I said, Arvelia would wait with the dam until spring if the lock stays open for boats.';
    const statement = { text: words, language: 'en', inReplyTo: undefined, conveyance: 'hold' as const };
    await arvid.ask('post', { channel: here, kind: 'statement', content: statement });
    await Promise.all([mediator.goToRoom(here), arvid.goToRoom(here)]);
    await chooseFor(mediator, words, record.actions.carry());
    await see(mediator.dialog.getByText(transfer.notHeld())).toBeVisible();
    await mediator.page.keyboard.press('Escape');

    // Its author frees it, by the keyboard's way as by any other.
    await chooseFor(arvid, words, record.actions.free());
    await see(arvid.dialog.getByText(record.free.how())).toBeVisible();
    await arvid.audit();
    await arvid.pressInDialog(record.free.do());
    await see(
      line(mediator, words).getByText(record.conveyance['may be conveyed as your own idea'](), { exact: true }),
    ).toBeVisible();

    // What could tell whose it is, is asked about first.
    await chooseFor(mediator, words, record.actions.carry());
    const { dialog } = mediator;
    const wording = dialog.getByRole('textbox', { name: transfer.wording() });
    await see(wording).toHaveValue(words);
    await see(dialog.getByText(transfer.asOwn())).toBeVisible();
    await mediator.audit();
    // Two others sit here: three are too many to ask for.
    const authors = dialog.getByRole('combobox', { name: transfer.authors() });
    await authors.selectOption('3');
    await see(dialog.getByText(transfer.tooFew())).toBeVisible();
    await see(dialog.getByRole('button', { name: transfer.do(), exact: true })).toBeDisabled();
    await authors.selectOption('2');
    await mediator.pressInDialog(transfer.do());
    await see(dialog.getByText(transfer.because['first person']())).toBeVisible();
    await see(dialog.getByText(transfer.because.party()).first()).toBeVisible();
    await see(dialog.getByText(transfer.because.verbatim())).toBeVisible();
    await mediator.audit();
    await mediator.pressInDialog(transfer.reword());
    await wording.fill('The dam could wait for the spring, were the lock open.');
    await dialog.getByRole('combobox', { name: transfer.when() }).selectOption('hours24');
    await mediator.pressInDialog(transfer.doLater());
    await mediator.pressInDialog(shell.done());

    // It waits where it can be seen and given up; nothing has left yet.
    const later = mediator.main.locator('.later');
    await see(later.getByText(waiting.later.heading())).toBeVisible();
    await mediator.audit();
    expect((await karel.look('room', { channel: there }))?.projection.transfers.order).toEqual([]);
    await later.getByRole('button', { name: waiting.later.now() }).click();
    await see(later).toHaveCount(0);

    // In the other room it is the mediator's text, and the answer comes back as nobody's.
    await Promise.all([mediator.goToRoom(there), karel.goToRoom(there)]);
    await see(line(karel, 'The dam could wait for the spring, were the lock open.')).toBeVisible();
    const put = (await karel.look('room', { channel: there }))?.projection.transfers.order[0] ?? '';
    const inReplyTo = idFromText<EntryId>(put);
    const answer = { text: 'Then the lock opens.', language: 'en', inReplyTo, conveyance: 'may be conveyed' as const };
    await karel.ask('post', { channel: there, kind: 'statement', content: answer });
    await see(line(mediator, 'Then the lock opens.')).toBeVisible();
    await chooseFor(mediator, 'Then the lock opens.', record.actions.carry());
    await dialog.getByRole('radio', { name: transfer.asAnswer() }).check();
    // One alone sits there: the mediator takes that upon themselves, or does not carry it.
    await see(dialog.getByText(transfer.tooFew())).toBeVisible();
    await authors.selectOption('1');
    await wording.fill('The lock could open then.');
    await mediator.audit();
    await mediator.pressInDialog(transfer.do());
    await see(dialog.getByRole('status')).toBeVisible();
    await mediator.pressInDialog(shell.done());

    await see(line(arvid, 'The lock could open then.')).toBeVisible();
    await see(arvid.main.getByText(record.answerNote())).toBeVisible();
    await arvid.goToRoom(here);
    await see(line(arvid, 'The lock could open then.')).toBeVisible();
    // Nothing beneath the room's header is half seen.
    await arvid.page.evaluate(() => scrollTo(0, 0));
    await arvid.audit();
    const carried = await entryOf(arvid, here, words);
    expect((await arvid.look('room', { channel: here }))?.projection.transfers.answersTo[carried]).toHaveLength(1);
    expect(await heard(arvid, here)).not.toContain('Then the lock opens.');
    expect(await heard(karel, there)).not.toContain(words);
  },
);
