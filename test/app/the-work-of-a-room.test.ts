import { readFile } from 'node:fs/promises';
import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { type EntryId, idFromText } from '../../src/base/ids.ts';
import { LOOKS } from './support/looks.ts';
import { openStage } from './support/stage.ts';
import { foundTalks } from './support/talks.ts';

test.for(LOOKS)(
  'a meeting is planned over a change of clocks, moved, saved, held and minuted ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const { meetings, rules, shell, words } = stage.words;
    const anna = await stage.person('Anna');
    await anna.beginBehindPassphrase();
    const [room = ''] = await foundTalks(anna, 'The harbour');
    await anna.goToRoom(room, 'meetings');
    const { main, page, dialog } = anna;
    const field = (name: string) => dialog.getByRole('textbox', { name });
    await see(main.getByText(meetings.empty.what())).toBeVisible();
    await anna.audit();

    await main.getByRole('button', { name: meetings.plan() }).click();
    await see(field(meetings.form.title())).toBeFocused();
    await anna.pressInDialog(meetings.form.do());
    await see(dialog.getByText(shell.required())).toBeVisible();
    await field(meetings.form.title()).fill('First round');
    await dialog.getByRole('combobox', { name: meetings.form.zone() }).selectOption('Europe/Oslo');
    const [days, hours] = [dialog.getByLabel(meetings.form.day()), dialog.getByLabel(meetings.form.hour())];
    await days.first().fill('2041-03-31');
    await hours.first().fill('02:30');
    await see(dialog.getByText(meetings.form.skipped({ hour: '02:30', city: 'Oslo' }))).toBeVisible();
    await days.first().fill('2041-10-27');
    await hours.nth(1).fill('05:00');
    await see(dialog.getByText(meetings.form.twice({ hour: '02:30', city: 'Oslo' }))).toBeVisible();
    await anna.audit();
    await dialog.getByRole('radio', { name: meetings.form.later({ offset: 'GMT+1' }) }).check();
    await field(meetings.form.agenda()).fill('1. Opening\n2. The quay');
    await dialog.getByRole('radio', { name: words.rule['off the record']() }).check();
    await anna.pressInDialog(meetings.form.do());
    await see(dialog).toHaveCount(0);

    const card = main.getByRole('article', { name: 'First round' });
    await see(card).toContainText(
      meetings.wall({ time: 'Sunday, 27 October 2041, 02:30–05:00', city: 'Oslo', offset: 'GMT+1' }),
    );
    await see(card.getByRole('listitem')).toHaveText(['Opening', 'The quay']);
    await see(card).toContainText(meetings.under['off the record']());
    await anna.audit();

    await card.getByRole('button', { name: meetings.revise() }).click();
    await hours.first().fill('04:00');
    await anna.pressInDialog(meetings.form.doRevise());
    await see(card).toContainText(
      meetings.wall({ time: 'Sunday, 27 October 2041, 04:00–05:00', city: 'Oslo', offset: 'none' }),
    );
    await see(card.locator('s')).toContainText('02:30');

    await card.getByRole('button', { name: meetings.save.button() }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), anna.pressInDialog(meetings.save.do())]);
    const saved = await readFile(await file.path(), 'utf8');
    expect(saved).toContain('DTSTART:20411027T030000Z');
    expect(saved).not.toMatch(/First round|quay|harbour|pourparler|off the record/iu);

    // It is called for now instead: its rule begins and ends with it.
    await anna.ask('acceptRules', { channel: room });
    const planned = (await anna.look('room', { channel: room }))?.projection.meetings;
    const [[key, { title, agenda, rule }] = expect.fail()] = Object.entries(planned?.byEntry ?? {});
    const local = new Date().toISOString().slice(0, 16);
    const start = { local, zone: 'UTC', instant: Date.parse(`${local}Z`) };
    const schedule = {
      ...{ title, purpose: '', place: '', agenda, rule: rule ?? undefined },
      ...{ start, end: { ...start, instant: start.instant + 3_600_000 } },
    };
    const content = { meeting: idFromText<EntryId>(key) as EntryId, schedule };
    await anna.ask('post', { channel: room, kind: 'meeting-revision', content });
    await card.getByRole('button', { name: meetings.stretch.begin() }).click();
    await see(card).toContainText(meetings.stretch.isOn());
    await see(card.getByRole('button', { name: rules.stretch.end() })).toBeVisible();
    await anna.audit();

    await card.getByRole('button', { name: meetings.sayHeld() }).click();
    await see(dialog).toContainText(meetings.stretch.endsWith());
    await field(meetings.outcomeForm.held.note()).fill('Both came.');
    await anna.pressInDialog(meetings.outcomeForm.held.do());
    await see(card).toContainText(meetings.state.held());
    await see(card).not.toContainText(meetings.stretch.isOn());
    for (const text of ['They met.', 'They met, and parted.']) {
      const { keep, revise } = meetings.minutes;
      await card.getByRole('button', { name: text === 'They met.' ? keep() : revise() }).click();
      await field(meetings.minutes.text()).fill(text);
      await anna.pressInDialog(meetings.minutes.do());
      await see(card).toContainText(text);
    }
    await see(card).toContainText(meetings.minutes.before({ count: 1 }));
    await anna.audit();
  },
);

test.for(LOOKS)(
  'an undertaking is given and followed, and who outside was told what is found again ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const { undertakings, briefings, people } = stage.words;
    const anna = await stage.person('Anna');
    await anna.beginBehindPassphrase();
    const [room = ''] = await foundTalks(anna, 'The harbour');
    const held = 'withheld' as const;
    await anna.ask('post', {
      channel: room,
      kind: 'fact',
      content: {
        fact: new Uint8Array(16).fill(7) as never,
        title: 'That the talks exist',
        statuses: { room: 'disclosed', otherRooms: held, principals: held, press: held, public: held },
        ifAsked: '',
      },
    });
    const { main, dialog } = anna;

    await anna.goToRoom(room, 'undertakings');
    await anna.audit();
    await main.getByRole('button', { name: undertakings.give() }).click();
    await dialog.getByRole('textbox', { name: undertakings.form.what() }).fill('To send the list of moorings.');
    await dialog.getByLabel(undertakings.form.byWhen()).fill('2020-02-01');
    await see(dialog.getByText(undertakings.form.past())).toBeVisible();
    await anna.audit();
    await anna.pressInDialog(undertakings.form.do());
    const card = main.getByRole('article').filter({ hasText: 'moorings' });
    const standings = main.getByRole('region', { name: undertakings.standings() });
    await see(standings).toContainText(undertakings.ofThemOverdue({ count: 1 }));
    await card.getByRole('button', { name: undertakings.update() }).click();
    await anna.audit();
    await dialog.getByRole('radio', { name: undertakings.meaning.kept() }).check();
    await dialog.getByRole('textbox', { name: undertakings.updateForm.note() }).fill('Here it is.');
    await anna.pressInDialog(undertakings.updateForm.do());
    await see(card).toContainText('Here it is.');
    await see(standings).not.toContainText(undertakings.ofThemOverdue({ count: 1 }));
    await anna.audit();

    await anna.goToProcess(room, 'people');
    await see(main.getByText(people.seats.what())).toBeVisible();
    await main.getByRole('button', { name: briefings.enter() }).click();
    await dialog.getByRole('textbox', { name: briefings.form.who() }).fill('The harbour master');
    await dialog.getByRole('checkbox', { name: 'That the talks exist' }).check();
    await dialog.getByRole('combobox', { name: briefings.form.byParty() }).selectOption({ label: 'Kestria' });
    await anna.audit();
    await anna.pressInDialog(briefings.form.do());
    await main.getByRole('combobox', { name: briefings.whoKnowsOf() }).selectOption({ label: 'That the talks exist' });
    const answer = { fact: 'That the talks exist', count: 1, names: 'The harbour master' };
    await see(main.getByText(briefings.answer.known(answer))).toBeVisible();
    await see(main.getByText(briefings.toldBy({ party: 'Kestria' }))).toBeVisible();
    await anna.audit();
  },
);
