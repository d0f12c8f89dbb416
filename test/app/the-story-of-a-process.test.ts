import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import type { IdText } from '../../src/records/timeline.ts';
import { LOOKS } from './support/looks.ts';
import type { PersonAtBrowser } from './support/person.ts';
import { openStage } from './support/stage.ts';
import { foundTalks } from './support/talks.ts';

const DAY_MS = 86_400_000;
/** Days from today, as a record writes them; in UTC, in which these browsers may be a day off and the story is not. */
const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

async function meet(anna: PersonAtBrowser, channel: IdText, title: string, days: number): Promise<void> {
  const clock = (time: string) => ({
    local: `${day(days)}T${time}`,
    zone: 'UTC',
    instant: Date.parse(`${day(days)}T${time}Z`),
  });
  const content = { title, purpose: '', start: clock('09:00'), end: clock('17:00'), place: 'Geneva', agenda: [] };
  await anna.ask('post', { channel, kind: 'meeting', content });
}

test.for(LOOKS)(
  'a process begins without a story, and has one that is drawn and read ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const anna = await stage.person('Anna');
    const { timeline, events } = anna.words;
    await anna.beginBehindPassphrase();
    const [harbour = ''] = await foundTalks(anna, 'The harbour');
    await anna.goToProcess(harbour, 'timeline');
    await see(anna.page.getByRole('heading', { name: timeline.emptyTitle() })).toBeVisible();
    await anna.audit();

    // An event is noted, and a form that is not filled in says what is missing.
    await anna.page.getByRole('button', { name: events.add() }).click();
    const dialog = anna.dialog;
    await dialog.getByRole('button', { name: events.save() }).click();
    await see(dialog.getByText(events.errors.title())).toBeVisible();
    await see(dialog.getByLabel(events.title())).toBeFocused();
    await dialog.getByLabel(events.title()).fill('Election');
    await dialog.getByLabel(events.on()).fill(day(3));
    await dialog.getByLabel(events.place()).first().fill('Geneva');
    await anna.audit();
    await dialog.getByRole('button', { name: events.save() }).click();
    await see(dialog).toHaveCount(0);
    await meet(anna, harbour, 'First round', 3);
    await meet(anna, harbour, 'Second round', 40);

    // The drawing: one item is in the order of the Tab key, and arrows lead to the others.
    const drawing = anna.page.getByRole('group', { name: timeline.drawing() });
    await see(drawing.getByText('First round', { exact: true })).toBeVisible();
    await see(drawing.getByText('Second round', { exact: true })).toBeVisible();
    await anna.audit();
    expect(await drawing.locator('[tabindex="0"]').count()).toBe(1);
    await drawing.locator('[tabindex="0"]').focus();
    const heard = new Set<string>();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowLeft', 'ArrowLeft']) {
      heard.add((await anna.page.evaluate(() => document.activeElement?.textContent)) ?? '');
      await anna.page.keyboard.press(key);
    }
    for (const title of ['Election', 'First round', 'Second round']) {
      expect([...heard].some((said) => said.includes(title))).toBe(true);
    }
    await anna.page.keyboard.press('+');
    await anna.page.keyboard.press('Enter');
    await see(dialog).toBeVisible();
    await anna.audit();
    await anna.page.keyboard.press('Escape');
    await see(dialog).toHaveCount(0);
    await see(drawing.locator(':focus')).toHaveCount(1);

    // The list, which is remembered.
    await anna.page.getByRole('button', { name: timeline.asList(), exact: true }).click();
    await see(anna.page.getByRole('listitem').filter({ hasText: 'Second round' }).first()).toBeVisible();
    await anna.audit();
    await anna.page.reload();
    await anna.unlock();
    await see(anna.page.getByRole('listitem').filter({ hasText: 'Second round' }).first()).toBeVisible();
    await see(drawing).toHaveCount(0);

    // One's own event is taken back.
    await anna.page
      .getByRole('button', { name: /Election/ })
      .first()
      .click();
    await dialog.getByRole('button', { name: events.withdraw() }).click();
    await dialog.getByRole('button', { name: events.withdrawYes() }).click();
    await see(dialog).toHaveCount(0);
    await see(anna.page.getByRole('button', { name: /Election/ })).toHaveCount(0);
  },
);

test('a calendar file is looked through before anything of it is noted, and what is none is refused in words', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  const { events } = anna.words;
  await anna.beginBehindPassphrase();
  const [harbour = ''] = await foundTalks(anna, 'The harbour');
  await anna.goToProcess(harbour, 'timeline');
  await anna.page.getByRole('button', { name: events.import() }).click();
  const dialog = anna.dialog;
  const choose = (text: string | Buffer) =>
    dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'city.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) });

  await choose('<script>alert(1)</script>');
  await see(dialog.getByText(events.notACalendar())).toBeVisible();
  await choose(Buffer.alloc(3 * 1024 * 1024));
  await see(dialog.getByText(events.tooLarge({ megabytes: 2 }))).toBeVisible();

  const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
  const on = (days: number) => `DTSTART;VALUE=DATE:${day(days).replaceAll('-', '')}`;
  const lines = [
    ...event('UID:1', on(5), 'SUMMARY:Harbour feast', 'LOCATION:Geneva'),
    ...event('UID:2', on(9), 'SUMMARY:Visit of the fleet'),
    ...event('UID:3', on(2_000), 'SUMMARY:Far away'),
    ...event('UID:4', 'SUMMARY:Some day'),
  ];
  await choose(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n'));
  await see(dialog.getByText(events.found({ count: 2, name: 'city.ics' }))).toBeVisible();
  await see(dialog.getByText(events.skip.elsewhen({ count: 1 }))).toBeVisible();
  await see(dialog.getByRole('button', { name: events.importSave({ count: 0 }) })).toBeDisabled();
  await anna.audit();
  await dialog.getByLabel(/Harbour feast/).check();
  await dialog.getByRole('button', { name: events.importSave({ count: 1 }) }).click();
  await see(dialog).toHaveCount(0);
  await see(anna.page.getByRole('button', { name: /Harbour feast/ }).first()).toBeVisible();
  const noted = (await anna.look('room', { channel: harbour }))?.projection.outsideEvents.byEntry ?? {};
  expect(Object.values(noted).map(({ title, place }) => [title, place])).toEqual([['Harbour feast', 'Geneva']]);
});
