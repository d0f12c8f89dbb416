import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { joinTalks } from './support/join-talks.ts';
import { LOOKS } from './support/looks.ts';
import type { PersonAtBrowser } from './support/person.ts';
import { openStage, type Stage, type StageOf } from './support/stage.ts';
import { foundTwoTracks, heard, say } from './support/talks.ts';

async function gather(stage: Stage) {
  const ada = await stage.person('Ada');
  const boris = await stage.person('Boris');
  for (const person of [ada, boris]) await person.beginCarryingNothing();
  const [official, unofficial] = await foundTwoTracks(ada);
  return { ada, boris, official, unofficial };
}

function composer(person: PersonAtBrowser) {
  return person.page.getByLabel(person.words.record.composer.label(), { exact: true });
}

/** As an impatient hand does: the second time before anything could come of the first. */
function pressTwice(field: Element): void {
  const keys = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
  for (const _ of [1, 2]) field.dispatchEvent(new KeyboardEvent('keydown', keys));
}

function line(person: PersonAtBrowser, text: string) {
  return person.main.getByRole('listitem').filter({ has: person.page.getByText(text, { exact: true }) });
}

async function chooseFor(person: PersonAtBrowser, text: string, action: string) {
  const lineOf = line(person, text).last();
  await lineOf.locator('button[aria-haspopup]').click();
  await person.page.locator('[popover]').getByRole('button', { name: action }).click();
}

test.for(LOOKS)('one speaks, another answers, amends and withdraws ($size, $theme, $language)', async (of) => {
  await using stage = await openStage(of);
  const { ada, boris, official, unofficial } = await gather(stage);
  await joinTalks(boris, { steward: ada, channel: unofficial, party: 'Kestria' });
  const { words } = stage;
  await Promise.all([ada.goToRoom(unofficial), boris.goToRoom(unofficial)]);

  await composer(ada).click();
  // Under this rule one speaks deniably, and what that means is read before anything is sent.
  await see(ada.page.getByText(words.words.attributionMeaning.deniable())).toBeVisible();
  await ada.audit();
  await composer(ada).fill('Nothing here binds anybody.');
  await composer(ada).evaluate(pressTwice);
  await see(composer(ada)).toHaveValue('');
  await see(line(boris, 'Nothing here binds anybody.').getByText(words.words.attribution.deniable())).toBeVisible();

  await chooseFor(boris, 'Nothing here binds anybody.', words.record.actions.answer());
  await see(composer(boris)).toBeFocused();
  await boris.page.getByRole('radio', { name: words.words.attribution['on the record']() }).check({ force: true });
  await see(boris.page.getByText(words.words.attributionMeaning['on the record']())).toBeVisible();
  await composer(boris).fill('Then I say it openly.');
  await boris.press(words.record.composer.send());
  const answer = line(ada, 'Then I say it openly.');
  await see(answer.getByText(words.words.attribution['on the record']())).toBeVisible();
  await see(answer.getByRole('link')).toContainText('Nothing here binds anybody.');
  expect(await heard(boris, unofficial)).toEqual(['Nothing here binds anybody.', 'Then I say it openly.']);

  await chooseFor(boris, 'Then I say it openly.', words.record.actions.amend());
  await boris.audit();
  const dialog = boris.dialog;
  await dialog.getByRole('textbox').fill('Then I say it aloud.');
  await dialog.getByRole('button', { name: words.record.amend.do() }).click();
  const amended = line(ada, 'Then I say it aloud.');
  await amended.getByText(words.record.earlierWordings({ count: 1 })).click();
  await see(amended.getByText('Then I say it openly.')).toBeVisible();

  await chooseFor(boris, 'Then I say it aloud.', words.record.actions.withdraw());
  await boris.dialog.getByRole('button', { name: words.record.withdraw.do() }).click();
  await see(ada.main.getByText(words.record.withdrawn())).toBeVisible();
  await see(ada.main.getByText('Then I say it aloud.')).toHaveCount(0);
  await ada.audit();

  // A question is open until somebody answers, and takes a reaction meanwhile: what that means is read before it is sent.
  await composer(ada).fill('Who keeps the buoys?');
  await ada.page.getByRole('checkbox', { name: words.record.question.ask() }).press('Space');
  await ada.audit();
  await ada.press(words.record.composer.send());
  const asked = line(boris, 'Who keeps the buoys?').last();
  await see(asked.getByText(words.record.question.open())).toBeVisible();
  await chooseFor(boris, 'Who keeps the buoys?', words.record.actions.react());
  const { reaction } = words.words;
  await boris.dialog.getByRole('radio', { name: reaction['needs thought']() }).press('Space');
  await boris.dialog.getByRole('radio', { name: words.words.attribution.unattributed() }).check({ force: true });
  await see(boris.dialog.getByText(words.record.react.unattributed())).toBeVisible();
  await boris.audit();
  await boris.dialog.getByRole('radio', { name: words.words.attribution.deniable() }).check({ force: true });
  await see(boris.dialog.getByText(words.record.react.named())).toBeVisible();
  await boris.dialog.getByRole('button', { name: words.record.react.do() }).click();
  const taken = line(ada, 'Who keeps the buoys?').last();
  await taken.getByText(words.record.reactions.count['needs thought']({ count: 1 })).click();
  await see(taken.getByText(reaction['needs thought'](), { exact: true })).toBeVisible();
  await see(taken.locator('details').getByText('Boris')).toBeVisible();
  await ada.audit();
  await chooseFor(boris, 'Who keeps the buoys?', words.record.actions.answer());
  await composer(boris).fill('We do.');
  await boris.press(words.record.composer.send());
  await see(taken.getByText(words.record.question.answered())).toBeVisible();

  // Seen is what was on screen; what comes while one is elsewhere stands under a line of its own.
  const unseen = async () => {
    const room = await ada.look('room', { channel: unofficial });
    return (room?.lines ?? 0) - (room?.seenLines ?? 0);
  };
  await expect.poll(unseen, { timeout: 10_000 }).toBe(0);
  await ada.goToRoom(official);
  await say(boris, unofficial, 'Are you still there?');
  await expect.poll(unseen, { timeout: 10_000 }).toBeGreaterThan(0);
  await ada.goToRoom(unofficial);
  await see(ada.main.getByText(words.record.newHere())).toBeVisible();
  await see(line(ada, 'Are you still there?')).toBeInViewport();
});

test.for(LOOKS)(
  'an idea is argued, and carried to the official room without its author ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const { ada, boris, official, unofficial } = await gather(stage);
    await joinTalks(boris, { steward: ada, channel: unofficial, party: 'Kestria' });
    const { words } = stage;

    await boris.goToRoom(unofficial, 'ideas');
    await see(boris.main.getByText(words.ideas.empty())).toBeVisible();
    await boris.page.getByRole('button', { name: words.ideas.putUp() }).click();
    await boris.page.getByLabel(words.ideas.title(), { exact: true }).fill('One pilots’ office');
    await boris.page.getByRole('button', { name: words.ideas.do() }).click();

    await ada.goToRoom(unofficial, 'ideas');
    const idea = ada.main.getByRole('listitem').filter({ hasText: 'One pilots’ office' });
    await idea.getByRole('button', { name: words.ideas.argueAgainst() }).click();
    await ada.page.getByLabel(words.ideas.counterArgument()).fill('Port dues fall in winter.');
    await ada.page.getByRole('button', { name: words.ideas.addArgument() }).click();
    await see(boris.main.getByText('Port dues fall in winter.')).toBeVisible();
    await ada.audit();

    await idea.getByRole('button', { name: words.ideas.carry() }).click();
    const dialog = ada.dialog;
    await see(dialog.getByText('Plenary')).toBeVisible();
    await ada.audit();
    await dialog.getByLabel(words.record.transfer.wording()).fill('The parties establish an office of pilots.');
    // On the record, as the rule of the room has it that they go to; unless somebody chooses otherwise.
    const how = dialog.getByRole('group', { name: words.record.composer.attribution() });
    await see(how.getByRole('radio', { name: words.words.attribution['on the record']() })).toBeChecked();
    await how.getByRole('radio', { name: words.words.attribution.deniable() }).check({ force: true });
    // One other sits here, and so it could be of nobody else: carried only by who says so.
    await see(dialog.getByRole('button', { name: words.record.transfer.do() })).toBeDisabled();
    await dialog.getByRole('combobox', { name: words.record.transfer.authors() }).selectOption('1');
    await dialog.getByRole('button', { name: words.record.transfer.do() }).click();
    await dialog.getByRole('link', { name: words.record.transfer.see() }).click();
    const put = line(ada, 'The parties establish an office of pilots.');
    await see(put).toContainText('Ada');
    await see(put).not.toContainText('Boris');
    await see(put.getByText(words.words.attribution.deniable())).toBeVisible();
    expect(new URL(ada.page.url()).hash).toContain(official);

    // Whoever sits in the first room alone learns that something was carried, and not where to.
    await boris.goToRoom(unofficial);
    await see(boris.main.getByRole('listitem').filter({ hasText: 'Ada' }).last()).toBeVisible();
    const [note] = (await boris.look('room', { channel: unofficial }))?.projection.transfers.notes ?? [];
    expect(Object.keys(note ?? {}).sort()).toEqual(['by', 'carried', 'entry', 'position']);
    await see(boris.main.getByText('Plenary')).toHaveCount(0);
  },
);

/** Two rooms have no room beside each other on a phone. */
const DESKS: readonly StageOf[] = [
  { size: 'desk', theme: 'light', language: 'en' },
  { size: 'desk', theme: 'dark', language: 'ar-XB' },
];

test.for(DESKS)(
  'two rooms stand side by side, and what is written in one stays there ($theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const { ada, official, unofficial } = await gather(stage);
    const { words } = stage;
    await say(ada, official, 'On the agenda: the eastern quay.');
    await say(ada, unofficial, 'Between us: the ice.');
    await ada.goToProcess(official, 'rooms');
    await ada.page.getByRole('button', { name: words.rooms.sideBySide() }).click();
    const [first, second] = [
      ada.main.getByRole('region', { name: 'Plenary' }),
      ada.main.getByRole('region', { name: 'Exploratory table' }),
    ];
    await see(first.getByText(words.words.rule['on the record'](), { exact: true }).first()).toBeVisible();
    await see(second.getByText(words.words.rule['Chatham House']())).toBeVisible();
    await see(first.getByText('On the agenda: the eastern quay.')).toBeVisible();
    await ada.audit();
    await second.getByLabel(words.record.composer.label()).fill('Half a thought');
    // A draft waits in its room, wherever one goes meanwhile.
    await ada.goToRoom(official);
    await see(composer(ada)).toHaveValue('');
    await ada.goToRoom(unofficial);
    await see(composer(ada)).toHaveValue('Half a thought');
  },
);

test('a long record opens at its end, is read upwards without a jump, and never fills the page', async () => {
  await using stage = await openStage({ size: 'phone' });
  const { ada, unofficial } = await gather(stage);
  const { words } = stage;
  for (let many = 0; many < 360; many += 40) {
    await Promise.all(Array.from({ length: 40 }, (_, at) => say(ada, unofficial, `Point ${many + at}.`)));
  }
  await expect
    .poll(async () => (await ada.look('room', { channel: unofficial }))?.waiting.length, { timeout: 60_000 })
    .toBe(0);
  await ada.goToRoom(unofficial);
  const lines = ada.main.locator('[data-index]');
  await see(lines.filter({ hasText: 'Point 359.' })).toBeInViewport();
  // At the end of hundreds of lines, the rule under which one speaks is in sight.
  await see(ada.main.locator('header').getByText(words.words.rule['Chatham House']())).toBeInViewport();
  const before = await lines.count();
  expect(before).toBeLessThan(120);

  await lines.first().scrollIntoViewIfNeeded();
  await expect.poll(() => lines.count(), { timeout: 10_000 }).toBeGreaterThan(before);
  // What was at the top is still on screen: what was added stands above it.
  await see(lines.nth((await lines.count()) - before)).toBeInViewport();

  for (let round = 0; round < 20; round++) {
    await ada.page.evaluate(() => scrollBy(0, -4_000));
    await ada.page.waitForTimeout(120);
    expect(await lines.count()).toBeLessThan(330);
  }
  await see(ada.main.getByText(words.record.started())).toBeVisible();
  await ada.page.getByRole('button', { name: words.record.toLatest() }).click();
  await see(lines.filter({ hasText: 'Point 359.' })).toBeInViewport();

  await ada.page.getByText(words.record.find.open()).click();
  await ada.page.getByLabel(words.record.find.text()).fill('point 77.');
  await ada.page.getByRole('button', { name: words.record.find.do(), exact: true }).click();
  await see(lines.filter({ hasText: 'Point 77.' })).toBeInViewport({ timeout: 15_000 });
});
