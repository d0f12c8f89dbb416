import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { openStage } from './support/stage.ts';
import { foundTalks, say } from './support/talks.ts';

const SAID = 'We could open it on quiet Tuesdays.';
const DRAFT = 'Nobody has heard this half sentence';

test.each(['keeping nothing', 'behind a passphrase'])('%s, a browser’s folder has no word afterwards', async (how) => {
  const folder = await mkdtemp(join(tmpdir(), 'pourparler-profile-'));
  try {
    await using stage = await openStage();
    const anna = await stage.person('Anna Halvorsen', folder);
    if (how === 'behind a passphrase') await anna.beginBehindPassphrase();
    else {
      await anna.open();
      await anna.beginKeepingNothing();
    }
    const [room = ''] = await foundTalks(anna, 'The drowned harbour');
    await say(anna, room, SAID);
    await anna.goToRoom(room);
    await see(anna.page.getByText(SAID)).toBeVisible();
    await anna.page.getByLabel(anna.words.record.composer.label()).fill(DRAFT);
    // A browser writes down what it would show again after a crash, when a page is left and now and then.
    await anna.page.waitForTimeout(3_000);
    await anna.context.close();

    const found = await searched(folder, [SAID, DRAFT, 'The drowned harbour', 'Anna Halvorsen', 'Lake talks', room]);
    // Its address is in the history, a random number: that shows that this looks where things would lie.
    expect(found).toEqual([room]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Which of these stand in any file of a folder, in either of the ways in which a browser writes text. */
async function searched(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    for (const text of texts) {
      if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) found.add(text);
    }
  }
  return [...found];
}
