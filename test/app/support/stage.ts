import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser } from 'playwright';
import { startVenue, type Venue, type VenueOptions } from '../../../src/venue/venue.ts';
import type { Catalogue } from '../../../src/web/messages/compiled/catalogue.d.ts';
import { openBrowser, openProfile } from './browser.ts';
import { Complaints } from './complaints.ts';
import { PersonAtBrowser } from './person.ts';
import { type StageLanguage, wordsIn } from './words.ts';

export interface StageOf {
  readonly size?: 'phone' | 'desk';
  readonly theme?: 'light' | 'dark';
  readonly language?: StageLanguage;
  /** What this venue is given beside what every stage's has. */
  readonly venue?: Partial<VenueOptions>;
}

const APP_FOLDER = join(import.meta.dirname, '../../../dist/web');

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

/**
 * A real venue that serves the built app, and a real browser in which each person has a profile of their own.
 *
 * Closing it throws whatever the app did in any of their pages that it never may: see {@link Complaints}.
 */
export class Stage {
  // Changed by replaceApp alone.
  venue: Venue;
  readonly words: Catalogue;
  readonly #of: Required<Omit<StageOf, 'venue'>>;
  readonly #browser: Browser;
  readonly #dataDir: string;
  // Owned here.
  readonly #people: PersonAtBrowser[] = [];

  private constructor(has: {
    of: Required<Omit<StageOf, 'venue'>>;
    venue: Venue;
    browser: Browser;
    words: Catalogue;
    dataDir: string;
  }) {
    this.#of = has.of;
    this.venue = has.venue;
    this.words = has.words;
    this.#browser = has.browser;
    this.#dataDir = has.dataDir;
  }

  static async open({ size = 'desk', theme = 'light', language = 'en', venue: options }: StageOf = {}): Promise<Stage> {
    const dataDir = await mkdtemp(join(tmpdir(), 'pourparler-stage-'));
    const [venue, browser, words] = await Promise.all([openVenue(dataDir, options), openBrowser(), wordsIn(language)]);
    return new Stage({ of: { size, theme, language }, venue, browser, words, dataDir });
  }

  /** Somebody at a browser that has never been here; with a folder, at one that keeps there what browsers keep. */
  async person(name: string, folder?: string): Promise<PersonAtBrowser> {
    const { url, convenerLink = '' } = this.venue;
    const { size, theme, language } = this.#of;
    const of = { viewport: SIZES[size], hasTouch: size === 'phone', colorScheme: theme };
    const context =
      folder === undefined
        ? await this.#browser.newContext({
            ...of,
            permissions: ['clipboard-read', 'clipboard-write'],
            // As if chosen in the settings.
            storageState: {
              cookies: [],
              origins: [{ origin: url, localStorage: [{ name: 'pourparler-language', value: language }] }],
            },
          })
        : await openProfile(folder, of);
    context.setDefaultTimeout(10_000);
    const complaints = await Complaints.about(context, url);
    const page = await context.newPage();
    const person = new PersonAtBrowser({
      name,
      context,
      page,
      complaints,
      words: this.words,
      venue: { url, convenerLink },
    });
    this.#people.push(person);
    return person;
  }

  /** The venue goes on with another version of the app: one that was built of something else. */
  async replaceApp(): Promise<void> {
    const folder = join(this.#dataDir, 'another-app');
    await cp(APP_FOLDER, folder, { recursive: true });
    const script = join(folder, 'service-worker.js');
    const code = await readFile(script, 'utf8');
    await writeFile(script, code.replace(/version":"[0-9a-f]+"/, 'version":"another"'));
    for (const { complaints } of this.#people) complaints.hasLostTheLine = true;
    const port = Number(new URL(this.venue.url).port);
    await this.venue.close();
    this.venue = await openVenue(this.#dataDir, { appFolder: folder, port });
  }

  async close(): Promise<void> {
    // A line that breaks while everything is closed is nobody's fault.
    const found = this.#people.flatMap(({ name, complaints }) => complaints.found.map((one) => `${name}: ${one}`));
    await Promise.all(this.#people.map(({ context }) => context.close()));
    await this.venue.close();
    await rm(this.#dataDir, { recursive: true, force: true });
    if (found.length > 0) throw new Error(`The app did what it never may:\n${found.join('\n')}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** `await using stage = await openStage()` closes it, and asserts, where the story ends. */
export function openStage(of?: StageOf): Promise<Stage> {
  return Stage.open(of);
}

function openVenue(dataDir: string, other: Partial<VenueOptions> = {}): Promise<Venue> {
  return startVenue({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    beat: { intervalMs: 300, entries: 8 },
    appFolder: APP_FOLDER,
    clock: Date.now,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    logger: pino({ level: 'silent' }),
    ...other,
  });
}
