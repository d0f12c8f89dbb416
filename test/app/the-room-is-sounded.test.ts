import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import type { IdText } from '../../src/records/timeline.ts';
import { isolated } from '../../src/web/messages/isolated.ts';
import { joinTalks } from './support/join-talks.ts';
import { ON_A_PHONE } from './support/looks.ts';
import type { PersonAtBrowser } from './support/person.ts';
import { openStage } from './support/stage.ts';
import { foundTwoTracks } from './support/talks.ts';

const OPTIONS = ['Three gauges', 'One gauge at the narrows'];

/** As long as three people take to vote, and no longer: nobody waits for an hour in a test. */
async function askShortly(person: PersonAtBrowser, channel: IdText, ms: number): Promise<IdText> {
  const asked = {
    ...{
      question: 'What could you live with?',
      language: 'en',
      electorate: 'every seat' as const,
      ballotsMin: 3,
      bySide: false,
    },
    ...{ form: { kind: 'scale' as const, options: OPTIONS }, closesAt: Date.now() + ms },
  };
  const { entry } = await person.ask('openSounding', { channel, attribution: 'deniable', asked });
  return entry;
}

test.for(ON_A_PHONE)('a room is asked, votes and reads what came of it ($size, $theme, $language)', async (of) => {
  await using stage = await openStage({ ...of, venue: { closingMs: 300 } });
  const { soundings, today } = stage.words;
  const [ada, boris, cyra] = [await stage.person('Ada'), await stage.person('Boris'), await stage.person('Cyra')];
  for (const person of [ada, boris, cyra]) await person.beginCarryingNothing();
  const [official, channel] = await foundTwoTracks(ada);
  await ada.goToRoom(official, 'soundings');
  await see(ada.main.getByText(soundings.onTheRecord())).toBeVisible();
  await ada.goToRoom(channel, 'soundings');
  await see(ada.main.getByText(soundings.tooFewHere({ count: 3 }))).toBeVisible();
  for (const guest of [boris, cyra]) await joinTalks(guest, { steward: ada, channel, party: 'Kestria' });

  // Asked by hand: what is missing is said, and the question comes to everybody.
  await ada.press(soundings.ask());
  await ada.press(soundings.form.do());
  await see(ada.main.getByText(soundings.form.missing())).toBeVisible();
  await ada.main.getByRole('textbox', { name: soundings.form.question() }).fill('Shall we meet in winter?');
  await ada.audit();
  await ada.press(soundings.form.do());
  const winter = ada.main.getByRole('article').filter({ hasText: 'Shall we meet in winter?' });
  await see(winter.getByRole('radio', { name: soundings.vote.choice.yes() })).toBeVisible();
  await ada.audit();
  await winter.getByRole('radio', { name: soundings.vote.choice.yes() }).check();
  await winter.getByRole('button', { name: soundings.vote.do() }).click();
  await see(winter.getByText(soundings.vote.waiting())).toBeVisible();
  await see(winter.getByRole('button', { name: soundings.vote.do() })).toHaveCount(0);

  await see(boris.main.getByText(soundings.await({ question: 'Shall we meet in winter?' }))).toBeVisible();
  await see(boris.main.getByText(today.nothingWaits())).toHaveCount(0);
  await boris.audit();

  const entry = await askShortly(ada, channel, 30_000);
  await Promise.all([ada, boris, cyra].map((person) => person.goToRoom(channel, 'soundings')));
  const cards = [ada, boris, cyra].map((person) =>
    person.main.getByRole('article').filter({ hasText: 'What could you live with?' }),
  );
  for (const [at, card] of cards.entries()) {
    const group = (option: number) => card.getByRole('group', { name: OPTIONS[option] as string });
    const grade = at === 0 ? soundings.vote.grades['5'] : soundings.vote.grades['2'];
    await group(0).getByRole('radio', { name: grade(), exact: true }).focus();
    // By the keyboard alone.
    await card.page().keyboard.press('Space');
    await group(1).getByRole('radio', { name: soundings.vote.grades['3'](), exact: true }).check();
    await card.getByRole('button', { name: soundings.vote.do() }).click();
    await see(card.getByRole('button', { name: soundings.vote.do() })).toHaveCount(0);
  }
  for (const card of cards) {
    await see(card.getByText(soundings.vote.held())).toBeVisible({ timeout: 25_000 });
    await see(card.getByText(soundings.result.turnout({ turnout: 3, seats: 3 }))).toHaveCount(0);
  }
  for (const card of cards) {
    await see(card.getByText(soundings.result.turnout({ turnout: 3, seats: 3 }))).toBeVisible({ timeout: 40_000 });
    const row = (option: string) => card.getByRole('row', { name: option });
    await see(row('Three gauges')).toContainText(soundings.result.ofBallots({ count: 1, of: 3 }));
    await see(row('One gauge at the narrows')).toContainText(soundings.result.ofBallots({ count: 3, of: 3 }));
  }
  await ada.audit();

  // Closed by hand with too few.
  await winter.getByRole('button', { name: soundings.close() }).click();
  await ada.pressInDialog(soundings.close());
  await see(winter.getByText(soundings.result.tooFewTitle())).toBeVisible();
  await ada.goToRoom(channel, 'record');
  const { quoted, by } = stage.words.record;
  const question = quoted({ text: isolated('What could you live with?') });
  await see(ada.main.getByText(by.boxClosed({ count: 3, seats: 3, question }))).toBeVisible();
  expect((await ada.look('room', { channel }))?.projection.soundings.byEntry[entry]?.ballots).toHaveLength(3);
  expect((await cyra.look('room', { channel }))?.violations).toEqual([]);
  await ada.audit();
});
