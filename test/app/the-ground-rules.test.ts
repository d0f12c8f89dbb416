import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import type { IdText } from '../../src/records/timeline.ts';
import { isolated } from '../../src/web/messages/isolated.ts';
import { joinTalks } from './support/join-talks.ts';
import { ON_A_PHONE } from './support/looks.ts';
import type { PersonAtBrowser } from './support/person.ts';
import { openStage } from './support/stage.ts';
import { foundTwoTracks, say } from './support/talks.ts';

function composer(person: PersonAtBrowser) {
  return person.page.getByLabel(person.words.record.composer.label(), { exact: true });
}

function line(person: PersonAtBrowser, text: string) {
  return person.main.getByRole('listitem').filter({ has: person.page.getByText(text, { exact: true }) });
}

/** Of the room's header: what holds now, and what can be done about it. */
async function unfoldRules(person: PersonAtBrowser): Promise<void> {
  await person.page.locator('header details summary').first().click();
}

const ruleNow = async (person: PersonAtBrowser, channel: IdText) =>
  (await person.look('room', { channel }))?.projection.room.rules.spans.at(-1)?.rules.rule;

test.for(ON_A_PHONE)(
  'rules are read and accepted, made stricter for a stretch, and by all ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const { words } = stage;
    const [ada, boris] = [await stage.person('Ada'), await stage.person('Boris')];
    for (const person of [ada, boris]) await person.beginCarryingNothing();
    const [, room] = await foundTwoTracks(ada);
    await joinTalks(boris, { steward: ada, channel: room, party: 'Kestria', accepts: false });
    await say(ada, room, 'Nothing here binds anybody.');
    await ada.goToRoom(room, 'people');
    await see(ada.main.getByText(words.rules.notAccepted())).toHaveCount(1);

    // Who has a seat is told so today, reads the paragraph first, and reads what is said; and does not speak.
    await boris.page
      .getByRole('link', { name: words.rules.today.accept({ room: isolated('Exploratory table') }) })
      .click();
    const asked = boris.main.getByRole('region', { name: words.rules.accept.title() });
    await see(asked.getByText(words.rules.says['Chatham House']())).toBeVisible();
    await see(line(boris, 'Nothing here binds anybody.')).toBeVisible();
    await see(composer(boris)).toHaveCount(0);
    await boris.goToRoom(room, 'people');
    await see(asked).toBeVisible();
    await boris.audit();
    await boris.goToRoom(room);
    await boris.press(words.rules.accept.do());
    await see(composer(boris)).toBeVisible();
    await see(boris.button(words.rules.accept.do())).toHaveCount(0);
    await see(ada.main.getByText(words.rules.notAccepted())).toHaveCount(0);

    // A stretch: the steward begins it, the choices follow, and the record shows where it was.
    await ada.goToRoom(room);
    await unfoldRules(ada);
    await ada.press(words.rules.stretch.open());
    await see(ada.dialog.getByText(words.rules.stretch.offTheRecordLimits())).toBeVisible();
    await ada.audit();
    await ada.pressInDialog(words.rules.stretch.do());
    const band = words.rules.stretch.band({ rule: words.words.rule['off the record']() });
    await see(boris.main.getByText(band, { exact: true })).toBeVisible();
    await composer(boris).click();
    await see(boris.page.getByRole('radio', { name: words.words.attribution.deniable() })).toHaveCount(1);
    await see(boris.page.getByRole('radio', { name: words.words.attribution['on the record']() })).toHaveCount(0);
    await composer(boris).fill('Between us: the ice is thin.');
    await boris.press(words.record.composer.send());
    await see(line(ada, 'Between us: the ice is thin.')).toHaveClass(/stretch/);
    await ada.audit();
    await ada.press(words.rules.stretch.end());
    await see(ada.main.getByText(words.record.by.stretchEnded())).toBeVisible();
    await expect.poll(() => ruleNow(boris, room)).toBe('Chatham House');
    await say(ada, room, 'And for the room: Thursday.');
    await see(line(boris, 'And for the room: Thursday.')).not.toHaveClass(/stretch/);
    await boris.audit();

    // Everybody agrees to stricter rules, and they hold from there.
    await ada.press(words.rules.tighten.open());
    await see(ada.dialog.getByRole('button', { name: words.rules.tighten.do(), exact: true })).toBeDisabled();
    await ada.dialog.getByRole('radio', { name: words.words.rule['off the record']() }).check({ force: true });
    await see(ada.dialog.getByText(words.rules.tighten.limits())).toBeVisible();
    await ada.audit();
    await ada.pressInDialog(words.rules.tighten.do());
    await see(boris.main.getByText(words.rules.proposed.title())).toBeVisible();
    await see(ada.main.getByText(words.rules.proposed.agreed())).toBeVisible();
    // Wherever in the room one is.
    await boris.goToRoom(room, 'people');
    await see(boris.main.getByText(words.rules.proposed.title())).toBeVisible();
    await boris.audit();
    await boris.press(words.rules.proposed.agree());
    await see(ada.main.getByText(words.record.by.rulesTightened())).toBeVisible();
    await see(boris.main.getByText(words.rules.proposed.title())).toHaveCount(0);
    expect(await ruleNow(boris, room)).toBe('off the record');
  },
);
