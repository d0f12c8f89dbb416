import { expect } from 'playwright/test';
import { describe, test } from 'vitest';
import { asShown } from '../../src/web/engine/as-shown.ts';
import { fillInNames } from './support/fill-in-names.ts';
import { LOOKS } from './support/looks.ts';
import { openStage } from './support/stage.ts';
import { foundTalks } from './support/talks.ts';

describe.for(LOOKS)('coming in ($size, $theme, $language)', (of) => {
  test('a newcomer keeps their phrase, and their device opens by their passphrase alone', async () => {
    await using stage = await openStage(of);
    const { welcome } = stage.words;
    const anna = await stage.person('Anna');
    await anna.open();
    await anna.reads(welcome.title());
    await anna.audit();
    const phrase = await anna.beginWithPassphrase();
    await anna.isAtToday();
    expect((await anna.look('overview', {})).isPhraseKept).toBe(true);

    // The open engine's key is with the second tab's worker: it goes on when the first tab is closed.
    const first = anna.page;
    await anna.openTab();
    await anna.isAtToday();
    await anna.closeTab(first);
    await expect.poll(async () => (await anna.look('gate', {})).kind).toBe('open');

    await anna.page.reload();
    await anna.reads(welcome.unlock.title());
    await anna.audit();
    await anna.typePassphrase('another passphrase altogether');
    await anna.reads(welcome.unlock.wrong());
    await anna.typePassphrase();
    await anna.isAtToday();

    await anna.open('/app#/settings');
    await anna.press(stage.words.settings.phrase.show());
    await anna.audit();
    await anna.page.getByLabel(welcome.unlock.passphrase(), { exact: true }).fill('another passphrase altogether');
    await anna.press(stage.words.settings.phrase.unlock());
    await anna.reads(welcome.unlock.wrong());
    expect(await anna.ask('phrase', {})).toEqual({ kind: 'wrong' });
    await anna.page.getByLabel(welcome.unlock.passphrase(), { exact: true }).fill('a boat, a lake and two shores');
    await anna.press(stage.words.settings.phrase.unlock());
    const shown = anna.page.getByRole('list', { name: welcome.phrase.words() }).locator('.word');
    await expect(shown).toHaveCount(12);
    expect((await shown.allTextContents()).join(' ')).toBe(phrase);

    await anna.press(stage.words.settings.lock.now());
    await anna.reads(welcome.unlock.title());
    await anna.page.getByText(welcome.unlock.lost()).click();
    await anna.page.evaluate(async () => {
      localStorage.setItem('pourparler-theme', 'dark');
      await new Promise((resolve) => {
        indexedDB.open('pourparler/chair-steward').onsuccess = ({ target }) => {
          (target as IDBOpenDBRequest).result.close();
          resolve(undefined);
        };
      });
    });
    await anna.press(welcome.unlock.forget());
    await anna.press(welcome.unlock.forgetYes());
    await expect(anna.page.getByRole('button', { name: welcome.begin(), exact: true })).toBeVisible();
    const left = () => anna.page.evaluate(async () => [...(await indexedDB.databases()), ...Object.keys(localStorage)]);
    await expect.poll(left).toEqual([]);
  });

  test('a convener opens a process from a template, and a guest comes in by a link', async () => {
    await using stage = await openStage(of);
    const { opening, templates, join, welcome } = stage.words;
    const convener = await stage.person('Convener');
    await convener.openConvenerLink();
    await convener.beginWithPassphrase();
    await convener.reads(join.convener.title());
    await convener.audit();
    await convener.press(join.convener.open());
    await convener.reads(opening.template.title());
    await convener.audit();
    await convener.press(opening.template.chooseNamed({ title: templates.proximity.title() }));
    await convener.press(opening.names.goOn());
    await convener.reads(opening.toMend({ count: 4 }));
    await fillInNames(convener, 'Lake talks', 'Arvelia', 'Kestria');
    await convener.audit();
    await convener.press(opening.names.goOn());
    await convener.reads(opening.rooms.title());
    // A text of the record from here on, as every such text is shown.
    const shuttle = asShown(templates.rooms.shuttle.title({ party: 'Arvelia' }));
    await convener.page.getByText(shuttle, { exact: true }).click();
    await convener.audit();
    await convener.press(opening.rooms.open({ count: 3 }));
    await convener.reads(opening.founding.doneTitle());
    await convener.audit();
    const [process] = (await convener.look('overview', {})).processes;
    expect(process?.name).toBe('Lake talks');
    const room = process?.rooms.find(({ title }) => title === shuttle);
    const party = process?.parties.find(({ name }) => name === 'Arvelia')?.party;
    if (room === undefined || party === undefined) throw new Error('the rooms are not there');
    expect(process?.rooms).toHaveLength(3);

    const { channel } = room;
    const { link } = await convener.ask('invite', { channel, expiresAt: Date.now() + 3_600_000 });
    const anna = await stage.person('Anna');
    await anna.openInvitation(link);
    await anna.reads(welcome.broughtInvitation());
    await anna.beginWithPassphrase();
    await anna.reads(join.knock.title());
    await anna.audit();
    await anna.page.getByLabel(join.knock.name(), { exact: true }).fill('Anna');
    await anna.press(join.knock.go());
    await anna.reads(join.waiting.heading());
    await anna.audit();
    const words = await anna.main.locator('.words li').allTextContents();

    // The wait outlives the page.
    await anna.page.reload();
    await anna.typePassphrase();
    await anna.isAtToday();
    await anna.open('/app#/join');
    await anna.reads(join.waiting.heading());
    expect(await anna.main.locator('.words li').allTextContents()).toEqual(words);

    await expect.poll(async () => (await convener.look('knocks', { channel })).length).toBe(1);
    const [knock] = await convener.look('knocks', { channel });
    if (knock === undefined) throw new Error('nobody knocks');
    expect(knock.safetyWords).toEqual(words);
    await convener.ask('admit', {
      channel,
      ...knock,
      party,
      role: 'member',
      consentHolder: false,
      attributes: [],
      readsFrom: 'all',
    });
    await anna.page.waitForURL(new RegExp(`#/room/${channel}`));

    // Whoever sits in one room asks for the next with one press.
    const office = process?.rooms.find((one) => one.channel !== channel);
    if (office === undefined) throw new Error('there is one room alone');
    const next = await convener.ask('invite', { channel: office.channel, expiresAt: Date.now() + 3_600_000 });
    await anna.open('/app#/join');
    await anna.page.getByLabel(join.paste.label(), { exact: true }).fill(next.link.slice(0, -3));
    await anna.press(join.paste.go());
    await anna.reads(join.paste.wrong());
    await anna.page.getByLabel(join.paste.label(), { exact: true }).fill(next.link);
    await anna.press(join.paste.go());
    await anna.press(join.knock.asAlone({ name: 'Anna' }));
    await anna.reads(join.waiting.heading());
    await expect.poll(async () => (await convener.look('knocks', { channel: office.channel })).length).toBe(1);
    const [second] = await convener.look('knocks', { channel: office.channel });
    if (second === undefined) throw new Error('nobody knocks');
    await convener.ask('dismiss', { channel: office.channel, ...second });
    await anna.reads(join.failed.title());
    await anna.reads(stage.words.errors.venue.KNOCK_DISMISSED());
    await anna.audit();
  });
});

test('twelve words bring a person back, and each wrong one is named', async () => {
  await using stage = await openStage({ size: 'phone', theme: 'light', language: 'en' });
  const { recover, keep, before } = stage.words.welcome;
  const anna = await stage.person('Anna');
  await anna.open();
  const phrase = await anna.beginWithPassphrase();
  await foundTalks(anna, 'Harbour talks');

  const onHerPhone = await stage.person('Anna again');
  await onHerPhone.open();
  await onHerPhone.press(before());
  const field = onHerPhone.page.getByLabel(recover.field(), { exact: true });
  await field.fill(`abandn ${phrase.split(' ').slice(1, 11).join(' ')} `);
  await onHerPhone.reads(recover.unknownLike({ place: 1, word: 'abandn', like: 'abandon' }));
  await onHerPhone.reads(recover.missing({ count: 1 }));
  await onHerPhone.audit();
  await field.fill(phrase.toUpperCase());
  await onHerPhone.reads(recover.whole());
  await onHerPhone.press(recover.goOn());
  await onHerPhone.page.getByRole('radio', { name: keep.nothing() }).check();
  await onHerPhone.press(keep.doneBack());
  await onHerPhone.isAtToday();
  const { processes, isPhraseKept } = await onHerPhone.look('overview', {});
  expect(processes.flatMap(({ rooms }) => rooms.map(({ title }) => title))).toEqual(['Harbour talks']);
  expect(isPhraseKept).toBe(true);
});

test('a plan that was begun is left by nobody unasked, by the browser’s Back neither', async () => {
  await using stage = await openStage();
  const { opening, templates } = stage.words;
  const convener = await stage.person('Convener');
  await convener.openConvenerLink();
  await convener.beginKeepingNothing();
  await convener.takeWhatTheLinkBrought();
  const { page } = convener;
  const process = page.getByLabel(opening.names.process(), { exact: true });
  const begin = async () => {
    await convener.open('/app#/open-process');
    await convener.press(opening.template.chooseNamed({ title: templates.direct.title() }));
  };

  // Nothing is written yet: nothing is asked.
  await begin();
  await page.goBack();
  await convener.isAtToday();

  await begin();
  await process.fill('Lake talks');
  await page.goBack();
  await convener.press(opening.leave.stay());
  expect(page.url()).toMatch(/#\/open-process$/u);
  expect(await process.inputValue()).toBe('Lake talks');
  await page.goBack();
  await convener.reads(opening.leave.title());
  await convener.audit();
  await convener.press(opening.leave.yes());
  await convener.isAtToday();
});

test('a line that breaks while rooms are opened costs none, and opens none twice', async () => {
  await using stage = await openStage();
  const { opening, templates, join } = stage.words;
  const convener = await stage.person('Convener');
  await convener.openConvenerLink();
  await convener.beginKeepingNothing();
  await convener.press(join.convener.open());
  await convener.press(opening.template.chooseNamed({ title: templates.direct.title() }));
  await fillInNames(convener, 'Lake talks', 'Arvelia', 'Kestria');
  await convener.press(opening.names.goOn());
  let asked = 0;
  convener.complaints.hasLostTheLine = true;
  await convener.context.route('**/api/v1/channels', async (route) => {
    asked += 1;
    await (asked === 2 ? route.abort() : route.continue());
  });
  await convener.press(opening.rooms.open({ count: 3 }));
  await convener.reads(opening.founding.unreachable());
  await convener.reads(opening.founding.failedRoom());
  await convener.press(opening.founding.goOn());
  await convener.reads(opening.founding.doneTitle());
  const { processes } = await convener.look('overview', {});
  expect(processes.map(({ rooms }) => rooms.length)).toEqual([3]);
  expect(asked).toBe(4);
});

test('a passkey keeps a device, opens it, and shows the phrase again', async () => {
  await using stage = await openStage({ size: 'phone' });
  const { welcome, settings } = stage.words;
  const anna = await stage.person('Anna');
  const cdp = await anna.context.newCDPSession(anna.page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  });
  // Passkeys belong to a name, and an address of numbers has none.
  const { port } = new URL(stage.venue.url);
  await anna.page.goto(`http://localhost:${port}/app`);
  await anna.press(welcome.begin());
  await anna.page.getByRole('radio', { name: welcome.keep.passkey() }).check();
  await anna.press(welcome.keep.done());
  await anna.press(welcome.phrase.later());
  await anna.press(welcome.phrase.laterYes());
  await anna.reads(settings.phrase.remind());

  await anna.page.reload();
  await anna.press(welcome.unlock.passkey());
  await anna.page.getByRole('link', { name: settings.phrase.remindDo() }).click();
  await anna.press(settings.phrase.show());
  await anna.press(welcome.unlock.passkey());
  await anna.press(settings.phrase.kept());
  await expect(anna.page.getByText(settings.phrase.notKept())).toHaveCount(0);

  await anna.press(settings.lock.addPassphrase());
  await anna.typeNewPassphrase('four lanterns over harbour');
  await anna.press(settings.lock.addDo());
  await anna.reads(settings.lock.added());
  await anna.press(settings.lock.now());
  await anna.typePassphrase('four lanterns over harbour');
  await anna.reads(settings.title());
});
