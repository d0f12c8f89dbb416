import { type BrowserContext, expect, type Locator, type Page } from 'playwright/test';
import { fromBase64Url } from '../../../src/base/text-encodings.ts';
import type { IdText } from '../../../src/records/timeline.ts';
import type { CommandArgs, CommandName, CommandValue } from '../../../src/web/engine/commands.ts';
import type { Keeping } from '../../../src/web/engine/gate.ts';
import type { LiveArgs, LiveName, LiveValue } from '../../../src/web/engine/live-values.ts';
import type { Catalogue } from '../../../src/web/messages/compiled/catalogue.d.ts';
import { formatRoute, type ProcessViewName, type RoomViewName } from '../../../src/web/routes.ts';
import { askEngine, lookAtEngine, untilGate } from './ask-engine.ts';
import { audit } from './audit.ts';
import type { Complaints } from './complaints.ts';

export interface PersonOf {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: Complaints;
  readonly words: Catalogue;
  /** Where the app is served, and the link that makes its holder a convener. */
  readonly venue: { readonly url: string; readonly convenerLink: string };
}

const PASSPHRASE = 'a boat, a lake and two shores';

/** Somebody at a browser of their own: nothing in it is known to anybody else's. */
export class PersonAtBrowser {
  readonly name: string;
  readonly context: BrowserContext;
  readonly words: Catalogue;
  readonly complaints: Complaints;
  readonly #venue: PersonOf['venue'];
  // Changed by openTab, lookAt and closeTab alone.
  #page: Page;

  constructor({ name, context, page, complaints, words, venue }: PersonOf) {
    this.name = name;
    this.context = context;
    this.complaints = complaints;
    this.words = words;
    this.#page = page;
    this.#venue = venue;
  }

  /** The tab that this person looks at. */
  get page(): Page {
    return this.#page;
  }

  async open(path = '/app'): Promise<void> {
    await this.page.goto(new URL(path, this.#venue.url).href);
  }

  async goToRoom(channel: IdText, view: RoomViewName = 'record'): Promise<void> {
    await this.open(`/app${formatRoute({ at: 'room', channel, view, entry: undefined })}`);
  }

  /** Of the process that this room is of. */
  async goToProcess(channel: IdText, view: ProcessViewName): Promise<void> {
    const process = (await this.look('room', { channel }))?.process ?? '';
    await this.open(`/app${formatRoute({ at: 'process', process, view })}`);
  }

  async openConvenerLink(): Promise<void> {
    await this.page.goto(this.#venue.convenerLink);
  }

  async openInvitation(link: string): Promise<void> {
    await this.page.goto(link);
  }

  /** At the welcome: somebody new, through its steps, who does not write the recovery phrase down yet. */
  async beginKeepingNothing(): Promise<void> {
    const { keep, phrase, begin } = this.words.welcome;
    await this.press(begin());
    await this.page.getByRole('radio', { name: keep.nothing() }).check();
    await this.press(keep.done());
    await this.press(phrase.later());
    await this.press(phrase.laterYes());
  }

  /** At the welcome: a newcomer who goes all the way. Gives back the recovery phrase that was shown. */
  async beginWithPassphrase(): Promise<string> {
    const { keep, phrase, begin } = this.words.welcome;
    await this.press(begin());
    await this.typeNewPassphrase(PASSPHRASE);
    await this.press(keep.done());
    const shown = this.page.getByRole('list', { name: phrase.words() }).locator('.word');
    await expect(shown).toHaveCount(12);
    const words = await shown.allTextContents();
    await this.press(phrase.written());
    for (const [at, word] of words.entries()) {
      const asked = this.page.getByLabel(phrase.word({ place: at + 1 }), { exact: true });
      if ((await asked.count()) > 0) await asked.fill(word);
    }
    await this.press(phrase.check());
    return words.join(' ');
  }

  async typeNewPassphrase(passphrase: string): Promise<void> {
    await this.page.getByLabel(this.words.unlock.passphrase(), { exact: true }).fill(passphrase);
    await this.page.getByLabel(this.words.unlock.again(), { exact: true }).fill(passphrase);
  }

  /** At the lock. */
  async typePassphrase(passphrase = PASSPHRASE): Promise<void> {
    const { unlock } = this.words.welcome;
    await this.page.getByLabel(unlock.passphrase(), { exact: true }).fill(passphrase);
    await this.press(unlock.unlock());
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async pressInDialog(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
  }

  async reads(text: string): Promise<void> {
    await expect(this.page.getByText(text, { exact: true }).first()).toBeVisible();
  }

  /** Whom the convener's link brought here: goes on to Today with it. */
  async takeWhatTheLinkBrought(): Promise<void> {
    await this.reads(this.words.join.convener.title());
    await this.press(this.words.join.convener.today());
    await this.isAtToday();
  }

  /** Asks the engine directly: for what a story needs, and does not tell. */
  ask<Name extends CommandName>(command: Name, args: CommandArgs<Name>): Promise<CommandValue<Name>> {
    return askEngine(this.page, command, args);
  }

  look<Name extends LiveName>(name: Name, args: LiveArgs<Name>): Promise<LiveValue<Name>> {
    return lookAtEngine(this.page, name, args);
  }

  /** A newcomer whose device keeps everything. */
  async beginBehindPassphrase(): Promise<void> {
    await this.#begin({ kind: 'passphrase', passphrase: PASSPHRASE });
  }

  /** A newcomer whose device keeps nothing, by the engine. */
  async beginCarryingNothing(): Promise<void> {
    await this.#begin({ kind: 'nothing' });
  }

  async #begin(keeping: Keeping): Promise<void> {
    await this.open();
    await untilGate(this.page, 'new');
    await this.ask('begin', { keeping });
  }

  async unlock(): Promise<void> {
    await untilGate(this.page, 'locked');
    await this.ask('unlock', { key: { kind: 'passphrase', passphrase: PASSPHRASE } });
  }

  /** As the convener's link brings it. */
  get convenerToken(): Uint8Array {
    const token = fromBase64Url(new URL(this.#venue.convenerLink).hash.replace('#convener=', ''));
    if (token === undefined) throw new Error('the venue gave no convener link');
    return token;
  }

  /** Another tab of the same browser; this person looks at it from now on. */
  async openTab(path = '/app'): Promise<void> {
    this.#page = await this.context.newPage();
    await this.open(path);
  }

  /** Goes over to another of their tabs. */
  async lookAt(page: Page): Promise<void> {
    await page.bringToFront();
    this.#page = page;
  }

  /** Closes a tab; they look at the one that was opened last of the others. */
  async closeTab(page = this.page): Promise<void> {
    await page.close();
    this.#page = this.context.pages().at(-1) ?? (await this.context.newPage());
  }

  async loseTheLine(): Promise<void> {
    this.complaints.hasLostTheLine = true;
    await this.context.setOffline(true);
  }

  async findTheLine(): Promise<void> {
    await this.context.setOffline(false);
  }

  /** Waits until this device could open the app without a line, in the faces and the words that it shows now. */
  async appIsKept(): Promise<void> {
    const isKept = () =>
      this.page.evaluate(async () => {
        const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
        const assets = loaded.filter((path) => path.startsWith('/assets/'));
        const kept = await Promise.all(['/app', ...assets].map((path) => caches.match(path)));
        return kept.every((one) => one !== undefined);
      });
    await expect.poll(isKept, { timeout: 20_000 }).toBe(true);
  }

  /** What lies in this device's caches, by address. */
  keptAddresses(): Promise<readonly string[]> {
    return this.page.evaluate(async () => {
      const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const requests = await Promise.all(opened.map((cache) => cache.keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
  }

  keptVersions(): Promise<readonly string[]> {
    return this.page.evaluate(() => caches.keys());
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** The place in the app's navigation that is marked as the present one. */
  get placeInNavigation(): Locator {
    return this.page.getByRole('navigation', { name: this.words.shell.navigation() }).locator('[aria-current="page"]');
  }

  async isAtToday(): Promise<void> {
    await expect(this.placeInNavigation.first()).toContainText(this.words.shell.today());
    await expect(this.main.getByRole('heading', { level: 1 })).toBeVisible();
  }

  async isAtTheWelcome(): Promise<void> {
    await expect(this.page.getByRole('button', { name: this.words.welcome.begin() })).toBeVisible();
  }

  async isLocked(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: this.words.welcome.unlock.title() })).toBeVisible();
  }

  /** Throws what the page, as it stands now, does not meet of WCAG 2.2 AA. */
  async audit(): Promise<void> {
    await audit(this.page);
  }
}
